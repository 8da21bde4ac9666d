/** Avatars that a group shows; the count includes the others. */
const MAX_AVATARS = 5

/** Groups boosts of the same content, with one count and a title of all names. */
export function groupBoosts(list: HTMLElement[]) {
  const groups = Map.groupBy(list, contentOf)
  let order = 0
  for (const [content, group] of groups) {
    // The viewer's own boost comes last, because only the last shows the content and is a button.
    const boosts = [...group].sort((a, b) => Number(isOwn(a)) - Number(isOwn(b)))
    const names = boosts.map(nameOf)
    let shown = 0
    boosts.forEach((boost, index) => {
      const last = index === boosts.length - 1
      const repeated = names.includes(names[index] ?? "", index + 1)
      const hidden = !last && (repeated || shown >= MAX_AVATARS - 1)
      boost.style.order = String(order++)
      boost.classList.toggle("boost--more", hidden)
      boost.classList.toggle("boost--joined", shown > 0)
      boost.classList.toggle("boost--followed", !last)
      if (!hidden) shown++
      setGroupLabel(boost, last && index > 0 ? { count: index + 1, names, content } : null)
    })
  }
}

type GroupLabel = { count: number; names: string[]; content: string }

/** Shows count and names of a group on its last boost; null clears them. */
function setGroupLabel(boost: HTMLElement, label: GroupLabel | null) {
  const content = boost.querySelector<HTMLElement>(".boost__content")
  if (!label) {
    content?.removeAttribute("data-count")
    boost.removeAttribute("title")
    return
  }
  content?.setAttribute("data-count", String(label.count))
  boost.title = `${formatNames(label.names)} boosted ${label.content}`
}

const contentOf = (boost: HTMLElement) =>
  boost.querySelector(".boost__content")?.textContent?.trim() ?? ""

const isOwn = (boost: HTMLElement) => boost.classList.contains("boost--mine")

function nameOf(boost: HTMLElement) {
  const alt = boost.querySelector("img")?.alt ?? ""
  return alt.slice(0, alt.lastIndexOf(" boosted "))
}

const formatNames = (names: string[]) =>
  new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(new Set(names))
