import { Controller } from "@hotwired/stimulus"

type Preview = { title: string; url: string; image: string | null; description: string }

type Pasted = CustomEvent<{
  url: string
  insertBelowLink: (html: string, options: { attachment: { contentType: string } }) => void
}>

const EMBED = { contentType: "application/vnd.actiontext.opengraph-embed" }

const TWITTER_AVATAR = /^https:\/\/pbs\.twimg\.com\/profile_images\//

/** Inserts a preview card below a pasted link. */
export default class extends Controller<HTMLElement> {
  #request: AbortController | null = null

  override disconnect() {
    this.#request?.abort()
  }

  async unfurl({ detail: { url, insertBelowLink } }: Pasted) {
    this.#request?.abort()
    this.#request = new AbortController()
    const preview = await fetchPreview(url, this.#request.signal)
    // The editor inserts nothing when the link is gone.
    if (preview?.title && preview.url) insertBelowLink(renderCard(preview), { attachment: EMBED })
  }
}

async function fetchPreview(url: string, signal: AbortSignal): Promise<Preview | null> {
  try {
    const response = await fetch("/unfurl_link", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ url }),
      signal,
    })
    return response.status === 200 ? await response.json() : null
  } catch {
    return null
  }
}

// Matches the server's markup. All values are inserted as text.
function renderCard({ title, url, image, description }: Preview): string {
  const card = element("span", "og-embed")
  card.classList.toggle("og-embed--twitter-avatar", TWITTER_AVATAR.test(image ?? ""))
  const content = card.appendChild(element("span", "og-embed__content"))
  const link = document.createElement("a")
  link.href = url
  link.textContent = title
  content.appendChild(element("span", "og-embed__title")).append(link)
  if (description) content.appendChild(element("span", "og-embed__description")).append(description)
  if (image) {
    const picture = document.createElement("img")
    picture.src = image
    picture.alt = ""
    card.appendChild(element("span", "og-embed__image")).append(picture)
  }
  return card.outerHTML
}

function element(name: string, className: string) {
  const created = document.createElement(name)
  created.className = className
  return created
}
