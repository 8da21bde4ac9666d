import type { Socket } from "bun"
import { InvalidRun, responseLength } from "./response"

/** Bun closes connections that were idle for ten seconds. */
const IDLE_MS = 5000

type OnResponse = (response: Buffer) => void
type OnError = (error: Error) => void

/**
 * One keep-alive HTTP connection with one request in flight. It does as little work per response as
 * possible, so that the server is the bottleneck and not the load generator.
 */
export class Client {
  #socket: Socket | undefined
  #onResponse: OnResponse | undefined
  #onError: OnError = () => {}
  #chunks: Buffer[] = []
  #last: Buffer | undefined
  #usedAt = performance.now()

  private constructor(readonly port: number) {}

  static async open(port: number): Promise<Client> {
    const client = new Client(port)
    await client.#connect()
    return client
  }

  /**
   * Sends a request and calls `onResponse` once with the raw response. An unchanged response is
   * passed as the same buffer object as before, so that callers can compare by identity. A connection
   * that was idle for long is opened again, because the server may be about to close it.
   */
  send(request: Uint8Array, onResponse: OnResponse, onError: OnError) {
    this.#onResponse = onResponse
    this.#onError = onError
    if (this.#socket && performance.now() - this.#usedAt < IDLE_MS) this.#write(request)
    else void this.#connect().then(() => this.#write(request), onError)
  }

  request(request: Uint8Array): Promise<Buffer> {
    return new Promise((resolve, reject) => this.send(request, resolve, reject))
  }

  close() {
    this.#onResponse = undefined
    this.#socket?.end()
  }

  async #connect() {
    const idle = this.#socket
    this.#socket = undefined
    idle?.end()
    this.#socket = await Bun.connect({
      hostname: "127.0.0.1",
      port: this.port,
      socket: {
        data: (_socket, chunk) => this.#receive(chunk),
        close: (socket) => this.#onClose(socket),
        error: (_socket, error) => this.#onError(error),
      },
    })
  }

  #write(request: Uint8Array) {
    this.#usedAt = performance.now()
    if (this.#socket?.write(request) !== request.length)
      this.#onError(new InvalidRun("The socket did not accept the whole request"))
  }

  #receive(chunk: Buffer) {
    if (this.#chunks.length === 0 && this.#last?.equals(chunk)) return this.#complete(this.#last)
    this.#chunks.push(chunk)
    try {
      this.#completeOnce(Buffer.concat(this.#chunks))
    } catch (error) {
      this.#onError(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #completeOnce(bytes: Buffer) {
    const length = responseLength(bytes)
    if (length === null || bytes.length < length) return
    if (bytes.length > length)
      throw new InvalidRun("The response is longer than its Content-Length")
    this.#chunks = []
    this.#complete(this.#last?.equals(bytes) ? this.#last : bytes)
  }

  #complete(response: Buffer) {
    const onResponse = this.#onResponse
    if (!onResponse) throw new InvalidRun("The server sent a response without a request")
    this.#onResponse = undefined
    this.#last = response
    onResponse(response)
  }

  #onClose(socket: Socket) {
    if (socket !== this.#socket) return
    this.#socket = undefined
    if (this.#onResponse)
      this.#onError(new InvalidRun("The server closed the connection before it responded"))
  }
}
