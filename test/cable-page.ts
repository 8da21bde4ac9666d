/** A page with unmodified Action Cable and Turbo clients and minimal code to connect them. */

import { connectStreamSource, disconnectStreamSource } from "@hotwired/turbo"
import { createConsumer, type Subscription } from "@rails/actioncable"

const consumer = createConsumer("/cable")

customElements.define(
  "turbo-cable-stream-source",
  class extends HTMLElement {
    #subscription: Subscription | undefined

    connectedCallback() {
      connectStreamSource(this)
      const channel = this.getAttribute("channel") ?? ""
      const signed_stream_name = this.getAttribute("signed-stream-name")
      this.#subscription = consumer.subscriptions.create(
        { channel, signed_stream_name },
        {
          connected: () => this.setAttribute("connected", ""),
          disconnected: () => this.removeAttribute("connected"),
          rejected: () => this.setAttribute("rejected", ""),
          received: (data) => this.dispatchEvent(new MessageEvent("message", { data })),
        },
      )
    }

    disconnectedCallback() {
      disconnectStreamSource(this)
      this.#subscription?.unsubscribe()
    }
  },
)

const echo = consumer.subscriptions.create("EchoChannel", {
  received: (data: { text: string }) => document.getElementById("echoes")?.append(`${data.text};`),
})

document.querySelector("button")?.addEventListener("click", () => {
  echo.perform("shout", { text: "Hello" })
})
