import { showPresent } from "./presence-list"

export type Profile = {
  id: number
  /** The path of the picture without its version, by which the page's images are found. */
  picture: string
  path: string
  name: string
  /** The tooltip of the picture: name and bio. */
  hover: string
}

/**
 * Shows a person's new name and picture on the whole page at once. The server replaces what needs
 * more than these, such as the names of direct rooms and stored messages.
 */
export function showProfile(profile: Profile) {
  showPresent(profile)
  const templates = document.querySelectorAll<HTMLTemplateElement>(".message-area > template")
  for (const root of [document, ...[...templates].map(({ content }) => content)]) {
    showPicture(root, profile)
    showName(root, profile)
  }
  const viewer = document.querySelector('meta[name="current-user-id"]')
  if (viewer?.getAttribute("content") === String(profile.id))
    document.querySelector('meta[name="current-user-name"]')?.setAttribute("content", profile.name)
}

function showPicture(root: ParentNode, { picture, path, name, hover }: Profile) {
  for (const image of root.querySelectorAll(`img[src^="${CSS.escape(picture)}?"]`)) {
    image.setAttribute("src", path)
    const mention = image.closest(".mention")
    if (mention) image.parentElement?.replaceChildren(image, name)
    mention?.querySelector("a")?.setAttribute("title", hover)
    const figure = image.closest("figure.avatar:not(.boost__avatar)[title]")
    figure?.setAttribute("title", figure.matches(".message__avatar") ? hover : name)
  }
}

function showName(root: ParentNode, { id, picture, name, hover }: Profile) {
  for (const author of root.querySelectorAll(`.message[data-user-id="${id}"] .message__author`)) {
    author.setAttribute("title", hover)
    author.querySelector("strong")?.replaceChildren(name)
  }
  const shown = `:has(> .avatar > img[src^="${CSS.escape(picture)}?"])`
  for (const text of root.querySelectorAll(
    `.sidebar__me${shown} .sidebar__name, .threads__row${shown} .threads__place strong`,
  ))
    text.textContent = name
}
