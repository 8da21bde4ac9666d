import type { Socket } from "bun"
import { InvalidRun, responseLength } from "./response"

type OnResponse = (answer: Buffer) => void
type OnError = (error: Error) => void

/**
 * One keep-alive connection that asks one thing at a time. It does as little as can be done by a
 * client that reads everything, so that the server is the one who is measured.
 */
export class Client {
  #socket: Socket | undefined
  #hear: OnResponse | undefined
  #fail: OnError = () => {}
  #gathered: Buffer[] = []
  #last: Buffer | undefined

  static async open(port: number): Promise<Client> {
    const client = new Client()
    client.#socket = await Bun.connect({
      hostname: "127.0.0.1",
      port,
      socket: {
        data: (_socket, chunk) => client.#receive(chunk),
        close: () => client.#lost(),
        error: (_socket, error) => client.#fail(error),
      },
    })
    return client
  }

  /**
   * Sends a request. `hear` is called once, with every byte of the answer: with the very same
   * buffer as before when the answer is the same as before.
   */
  send(request: Uint8Array, hear: OnResponse, fail: OnError) {
    this.#hear = hear
    this.#fail = fail
    if (this.#socket?.write(request) !== request.length)
      fail(new InvalidRun("The server doesn't take the request"))
  }

  request(request: Uint8Array): Promise<Buffer> {
    return new Promise((resolve, reject) => this.send(request, resolve, reject))
  }

  close() {
    this.#hear = undefined
    this.#socket?.end()
  }

  #receive(chunk: Buffer) {
    if (this.#gathered.length === 0 && this.#last?.equals(chunk)) return this.#complete(this.#last)
    this.#gathered.push(chunk)
    try {
      this.#completeOnce(Buffer.concat(this.#gathered))
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #completeOnce(bytes: Buffer) {
    const length = responseLength(bytes)
    if (length === null || bytes.length < length) return
    if (bytes.length > length) throw new InvalidRun("An answer is longer than it says")
    this.#gathered = []
    this.#complete(this.#last?.equals(bytes) ? this.#last : bytes)
  }

  #complete(answer: Buffer) {
    const hear = this.#hear
    if (!hear) throw new InvalidRun("The server answers what nobody asked")
    this.#hear = undefined
    this.#last = answer
    hear(answer)
  }

  #lost() {
    if (this.#hear)
      this.#fail(new InvalidRun("The server closed the connection before it answered"))
  }
}
