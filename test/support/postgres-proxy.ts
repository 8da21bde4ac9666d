import type { Socket } from "bun"

type Pair = { server: Promise<Socket<Pair>>; client: Socket<Pair>; fromServer: boolean }

/**
 * A proxy in front of PostgreSQL that counts round trips and statements, and that a test can take
 * down like the server.
 */
export class PostgresProxy implements Disposable {
  readonly #target: URL
  readonly #clients = new Set<Socket<Pair>>()
  #listener: Bun.TCPSocketListener<Pair>

  /** How often a client sent something after the server's last answer to it. */
  roundTrips = 0
  /** Statements that clients had executed. */
  statements = 0

  constructor(databaseUrl: string) {
    this.#target = new URL(databaseUrl)
    this.#listener = this.#listen(0)
  }

  get url() {
    const url = new URL(this.#target)
    url.port = String(this.#listener.port)
    return url.href
  }

  /** Counts what `work` sends. */
  async count(work: () => Promise<unknown>) {
    const before = { roundTrips: this.roundTrips, statements: this.statements }
    await work()
    return {
      roundTrips: this.roundTrips - before.roundTrips,
      statements: this.statements - before.statements,
    }
  }

  /** Closes all connections and refuses new ones. */
  stop() {
    this.#listener.stop(true)
    for (const client of this.#clients) client.end()
  }

  start() {
    this.#listener = this.#listen(this.#listener.port)
  }

  [Symbol.dispose]() {
    this.stop()
  }

  #listen(port: number) {
    const { hostname } = this.#target
    return Bun.listen<Pair>({
      hostname: "127.0.0.1",
      port,
      socket: {
        open: (client) => {
          this.#clients.add(client)
          const server = Bun.connect<Pair>({
            hostname,
            port: Number(this.#target.port),
            socket: {
              data(socket, data) {
                socket.data.fromServer = true
                client.write(data)
              },
              close() {
                client.end()
              },
            },
          })
          client.data = { server, client, fromServer: true }
          void server.then((socket) => {
            socket.data = client.data
          })
        },
        data: async (client, data) => {
          this.#count(client.data, data)
          const bytes = Buffer.from(data)
          ;(await client.data.server).write(bytes)
        },
        close: async (client) => {
          this.#clients.delete(client)
          ;(await client.data.server).end()
        },
      },
    })
  }

  #count(pair: Pair, data: Buffer) {
    if (pair.fromServer) this.roundTrips++
    pair.fromServer = false
    this.statements += executed(data)
  }
}

const EXECUTE = "E".charCodeAt(0)
const SIMPLE_QUERY = "Q".charCodeAt(0)
const LENGTH = 4

/** Messages begin with a type and their length. The first one of a connection has no type. */
function executed(data: Buffer) {
  let count = 0
  for (let at = 0; at + LENGTH < data.length; at += 1 + data.readUInt32BE(at + 1))
    if (data[at] === EXECUTE || data[at] === SIMPLE_QUERY) count++
  return count
}
