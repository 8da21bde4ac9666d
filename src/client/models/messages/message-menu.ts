import { clientIdOf } from "./message"

/** The menu of `message`, from the page's template. */
export function buildMenu(message: HTMLElement): HTMLElement | null {
  const template = document.getElementById("message_menu")
  if (!(template instanceof HTMLTemplateElement)) return null

  const menu = document.importNode(template.content, true).firstElementChild
  if (!(menu instanceof HTMLElement)) return null
  keepMatching(menu, message)
  const values = valuesOf(message)
  for (const element of [menu, ...menu.querySelectorAll("*")]) fillIn(element, values)
  return menu
}

/** Drops the actions that are for other messages. */
function keepMatching(menu: HTMLElement, message: HTMLElement) {
  for (const part of menu.querySelectorAll<HTMLElement>("[data-selector]"))
    if (message.matches(part.dataset.selector ?? "*")) part.replaceWith(...part.childNodes)
    else part.remove()
}

/** The values of the placeholders in the template. */
function valuesOf(message: HTMLElement): Record<string, string | undefined> {
  const permalink = message.querySelector<HTMLAnchorElement>(".message__permalink")?.href
  const file = message.querySelector<HTMLElement>(".message__file")?.dataset
  return {
    id: message.dataset.messageId,
    key: clientIdOf(message),
    room: /\/rooms\/(\d+)\//.exec(permalink ?? "")?.[1],
    permalink,
    file: file?.file,
    filename: file?.filename,
    download: file?.download,
  }
}

function fillIn(element: Element, values: Record<string, string | undefined>) {
  for (const attribute of element.attributes)
    if (attribute.value.includes("{"))
      attribute.value = attribute.value.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "")
}
