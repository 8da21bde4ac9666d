/** What Chromium hands to a page that may be installed, once per page and whenever it likes. */
type InstallOffer = Event & { prompt(): Promise<unknown>; userChoice: Promise<{ outcome: string }> }

let offer: InstallOffer | null = null

export const installOffer = () => offer

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault()
  keep(event as InstallOffer) // no library of types knows this event
})

addEventListener("appinstalled", () => keep(null))

function keep(next: InstallOffer | null) {
  offer = next
  dispatchEvent(new Event("install-offer:changed"))
}
