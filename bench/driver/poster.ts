import { chance } from "../seed/chance"
import { saying } from "../seed/talk"
import { post, type VirtualUser } from "./request"
import { bodyOf, InvalidRun, parseResponse } from "./response"
import type { Workload } from "./workload"

const DIFFERENT = 500
const luck = chance(11)
const sayings = Array.from({ length: DIFFERENT }, () => saying(luck))

// Ids differ from those of an earlier run on the same storage.
const run = crypto.randomUUID().slice(0, 8)
let count = 0

/** Says one thing after the other. */
export class Poster implements Workload {
  /** By which its latest message is known. */
  clientId = ""

  constructor(
    readonly asker: VirtualUser,
    /** Hears the id of each message once it is acknowledged. */
    readonly acknowledged: (id: number) => void = () => {},
    readonly says: readonly string[] = sayings,
  ) {}

  nextRequest() {
    this.clientId = `bench-${run}-${++count}`
    return post(this.asker, `/rooms/${this.asker.room.id}/messages`, {
      "message[body]": this.says[count % this.says.length] ?? "",
      "message[client_message_id]": this.clientId,
    })
  }

  onResponse(answer: Buffer) {
    const body = bodyOf(answer)
    const id = /<article id="message_([^"]+)"[^>]* data-message-id="(\d+)"/.exec(body.toString())
    if (id?.[1] !== this.clientId || !body.includes("</turbo-stream>"))
      throw new InvalidRun(
        `Not the message that was posted: ${parseResponse(answer).status} ${body}`,
      )
    this.acknowledged(Number(id[2]))
  }
}

/** Sends the same to somebody who answers everything with `reply`. */
export class ReplyPoster extends Poster {
  constructor(
    asker: VirtualUser,
    readonly reply: Uint8Array,
  ) {
    super(asker)
  }

  override onResponse(answer: Buffer) {
    if (!bodyOf(answer).equals(this.reply)) throw new InvalidRun("Not the reply that was recorded")
  }
}
