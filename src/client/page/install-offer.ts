/** What Chromium hands to a page that may be installed, once per page and whenever it likes. */
type InstallPromptEvent = Event & {
  prompt(): Promise<unknown>
  userChoice: Promise<{ outcome: string }>
}

let offer: InstallPromptEvent | null = null

export const installOffer = () => offer

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault()
  setOffer(event as InstallPromptEvent) // no library of types knows this event
})

addEventListener("appinstalled", () => setOffer(null))

function setOffer(next: InstallPromptEvent | null) {
  offer = next
  dispatchEvent(new Event("install-offer:changed"))
}
