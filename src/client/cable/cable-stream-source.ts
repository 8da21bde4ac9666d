import { connectStreamSource, disconnectStreamSource } from "@hotwired/turbo"
import type { Subscription } from "@rails/actioncable"
import { nextFrame } from "../page/timing"
import { subscribe } from "./cable"

const CONNECTED = "connected"

/** Passes a signed stream from the cable to Turbo; has `connected` while it is subscribed. */
class CableStreamSource extends HTMLElement {
  #subscription: Subscription | null = null

  connectedCallback() {
    if (this.#subscription) return

    // Turbo's page cache keeps the attribute, but not the subscription.
    this.removeAttribute(CONNECTED)
    connectStreamSource(this)
    this.#subscription = subscribe(this.#channel, this.#params, {
      connected: () => this.setAttribute(CONNECTED, ""),
      disconnected: () => this.removeAttribute(CONNECTED),
      received: (data: unknown) => this.#receive(data),
    })
  }

  // Turbo moves a permanent element to the next page within a frame, so its subscription continues.
  async disconnectedCallback() {
    await nextFrame()
    if (this.isConnected) return

    disconnectStreamSource(this)
    this.#subscription?.unsubscribe()
    this.#subscription = null
    this.removeAttribute(CONNECTED)
  }

  #receive(data: unknown) {
    this.dispatchEvent(new MessageEvent("message", { data }))
  }

  get #channel() {
    return this.getAttribute("channel") ?? "Turbo::StreamsChannel"
  }

  get #params() {
    return { signed_stream_name: this.getAttribute("signed-stream-name") ?? "" }
  }
}

customElements.define("turbo-cable-stream-source", CableStreamSource)

/** Resolves when the streams in `container` are subscribed, so that a request after it leaves no gap. */
export function streamsConnected(
  container: ParentNode,
  selector = "turbo-cable-stream-source",
): Promise<void> {
  const sources = [...container.querySelectorAll(selector)]
  return Promise.all(sources.map(whenConnected)).then(() => undefined)
}

export const roomStreamsConnected = () =>
  streamsConnected(document, '[channel="RoomMessagesChannel"]')

function whenConnected(source: Element) {
  return new Promise<void>((resolve) => {
    const observer = new MutationObserver(settle)
    observer.observe(source, { attributeFilter: [CONNECTED] })
    settle()

    function settle() {
      if (!source.hasAttribute(CONNECTED) && source.isConnected) return
      observer.disconnect()
      resolve()
    }
  })
}
