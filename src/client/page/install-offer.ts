/** Chromium fires `beforeinstallprompt` once per page, at any time. */
type InstallPromptEvent = Event & {
  prompt(): Promise<unknown>
  userChoice: Promise<{ outcome: string }>
}

let offer: InstallPromptEvent | null = null

export const installOffer = () => offer

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault()
  setOffer(event as InstallPromptEvent) // the event has no standard type
})

addEventListener("appinstalled", () => setOffer(null))

function setOffer(next: InstallPromptEvent | null) {
  offer = next
  dispatchEvent(new Event("install-offer:changed"))
}
