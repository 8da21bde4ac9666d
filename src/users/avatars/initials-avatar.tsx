/** The default picture of a user. */
export function InitialsAvatar({ user }: { user: { id: number; name: string } }) {
  const initials = initialsOf(user.name)
  const squeezed = [...initials].length >= 3
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 512 512"
      aria-hidden="true"
      font-family="system-ui, sans-serif"
    >
      <rect width="512" height="512" rx="50" fill={colorOf(user.id)} />
      <text
        x="50%"
        y="50%"
        fill="#fff"
        text-anchor="middle"
        dominant-baseline="central"
        font-size="230"
        font-weight="800"
        letter-spacing="-5"
        textLength={squeezed ? "85%" : undefined}
        lengthAdjust={squeezed ? "spacingAndGlyphs" : undefined}
      >
        {initials}
      </text>
    </svg>
  )
}

/**
 * The first letters of at most three words in any script, or the first grapheme of a name without
 * letters.
 */
export function initialsOf(name: string) {
  const letters = name.split(/\s+/).flatMap((word) => word.match(/^[\p{L}\p{N}_]\p{M}*/u) ?? [])
  return letters.slice(0, 3).join("") || firstGrapheme(name)
}

/** Stable for ever: people recognize each other by the color. */
export function colorOf(id: number) {
  return COLORS[Bun.hash.crc32(String(id)) % COLORS.length]
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" })

function firstGrapheme(name: string) {
  const [first] = graphemes.segment(name.trim())
  return first?.segment ?? ""
}

const COLORS = [
  "#AF2E1B",
  "#CC6324",
  "#3B4B59",
  "#BFA07A",
  "#ED8008",
  "#ED3F1C",
  "#BF1B1B",
  "#736B1E",
  "#D07B53",
  "#736356",
  "#AD1D1D",
  "#BF7C2A",
  "#C09C6F",
  "#698F9C",
  "#7C956B",
  "#5D618F",
  "#3B3633",
  "#67695E",
]
