import { raw } from "hono/html"
import { type Child, Fragment } from "hono/jsx"
import { escapeToBuffer } from "hono/utils/html"

type Props = { [name: string]: Child }

/** What a component draws, cut where its values go: text, the name of a value, text, and so on. */
type Cut = string[]

let anew = false

/**
 * A component that is drawn once, and afterwards only has its values filled in: for what stands on
 * every message, and differs by an id or a name. What was drawn costs ten times what is filled in.
 *
 *     const EditLink = stencil<{ path: string }>(({ path }) => <a href={path}>Edit</a>)
 *
 * Words, numbers and markup are filled in, and `draw` is given stand-ins for them: it may put them
 * anywhere, and must not look at them. Only of what is missing, true or false it may make its markup
 * depend; for each such shape it is drawn once more.
 */
export function compileTemplate<P extends Props>(draw: (props: P) => Child) {
  const cuts = new Map<string, Cut>()

  return (props: P) => {
    if (anew) return Fragment({ children: draw(props) })
    const shape = shapeOf(props)
    let cut = cuts.get(shape)
    if (!cut) {
      cut = cutOut(draw(standIns(props)))
      cuts.set(shape, cut)
    }
    return raw(filledIn(cut, props))
  }
}

/** What `draw` gives where nothing is kept of what was drawn before: the same. */
export function withoutTemplates<T>(draw: () => T): T {
  anew = true
  try {
    return draw()
  } finally {
    anew = false
  }
}

const isFilledIn = (value: Child) =>
  value !== undefined && value !== null && typeof value !== "boolean"

function shapeOf(props: Props) {
  let shape = ""
  for (const name in props)
    shape += isFilledIn(props[name]) ? `${name},` : `${name}=${props[name]},`
  return shape
}

// Signs for private use: no constant text of a component holds them.
const standIns = <P extends Props>(props: P) =>
  Object.fromEntries(
    Object.entries(props).map(([name, value]) => [
      name,
      isFilledIn(value) ? `\uE000${name}\uE001` : value,
    ]),
  ) as P // a component that doesn't look at its values can't tell

const cutOut = (drawn: Child): Cut => markup(drawn).split(/\uE000([^\uE001]+)\uE001/)

function filledIn(cut: Cut, props: Props) {
  const buffer: [string] = [""]
  for (const [at, piece] of cut.entries()) {
    if (at % 2 === 0) buffer[0] += piece
    else fill(buffer, props[piece])
  }
  return buffer[0]
}

function fill(buffer: [string], value: Child) {
  if (typeof value === "string") escapeToBuffer(value, buffer)
  else if (typeof value === "number") buffer[0] += value
  else buffer[0] += Array.isArray(value) ? markup(value) : String(value)
}

const markup = (child: Child) => String(Fragment({ children: child }))
