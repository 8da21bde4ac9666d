import { Controller } from "@hotwired/stimulus"
import { subscribe } from "../../cable/cable"
import { PermanentSubscription } from "../../cable/permanent-subscription"

/** Dispatches `read` when the user reads a room in another tab. */
export default class extends Controller<HTMLElement> {
  #reads = new PermanentSubscription(this.element, () =>
    subscribe(
      "ReadRoomsChannel",
      {},
      {
        received: ({ room_id }: { room_id: number }) =>
          this.dispatch("read", { detail: { roomId: room_id } }),
      },
    ),
  )

  override connect() {
    this.#reads.connect()
  }

  override disconnect() {
    this.#reads.disconnect()
  }
}
