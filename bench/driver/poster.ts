import { randomBody } from "../../src/commands/seed/message-bodies"
import { createRandom } from "../../src/commands/seed/random"
import { post, type VirtualUser } from "./request"
import { bodyOf, InvalidRun, parseResponse } from "./response"
import type { Workload } from "./workload"

const DIFFERENT = 500
const random = createRandom(11)
export const sampleBodies = Array.from({ length: DIFFERENT }, () => randomBody(random))

// Keeps ids distinct from those of an earlier run on the same storage.
const run = crypto.randomUUID().slice(0, 8)
let count = 0

/** Posts one message after the other. */
export class Poster implements Workload {
  /** The client_message_id of the latest message. */
  clientId = ""

  constructor(
    readonly user: VirtualUser,
    /** Called with the id of each acknowledged message. */
    readonly onPosted: (id: number) => void = () => {},
    readonly bodies: readonly string[] = sampleBodies,
  ) {}

  nextRequest() {
    this.clientId = `bench-${run}-${++count}`
    return post(this.user, `/rooms/${this.user.room.id}/messages`, {
      "message[body]": this.bodies[count % this.bodies.length] ?? "",
      "message[client_message_id]": this.clientId,
    })
  }

  onResponse(response: Buffer) {
    const body = bodyOf(response)
    const id = /<article id="message_([^"]+)"[^>]* data-message-id="(\d+)"/.exec(body.toString())
    if (id?.[1] !== this.clientId || !body.includes("</turbo-stream>"))
      throw new InvalidRun(
        `The response does not show the posted message: ${parseResponse(response).status} ${body}`,
      )
    this.onPosted(Number(id[2]))
  }
}

/** Posts to the bare server, which responses every post with `reply`. */
export class ReplyPoster extends Poster {
  constructor(
    user: VirtualUser,
    readonly reply: Uint8Array,
  ) {
    super(user)
  }

  override onResponse(response: Buffer) {
    if (!bodyOf(response).equals(this.reply))
      throw new InvalidRun("The response is not the recorded reply")
  }
}
