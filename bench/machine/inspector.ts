import { z } from "zod"

const Message = z.object({
  id: z.int().optional(),
  method: z.string().optional(),
  params: z.looseObject({}).optional(),
  result: z.looseObject({}).optional(),
})

const Script = z.object({ scriptId: z.string(), url: z.string() })
const Blocks = z.object({ basicBlocks: z.array(z.object({ executionCount: z.int() })) })
const Evaluated = z.object({ result: z.object({ value: z.string() }) })

/** How often each block of a source file has run, by the file's path below `src`. */
export type BlockCounts = Map<string, number[]>

/** A connection to the inspector of a server that runs from its sources. */
export class Inspector {
  readonly #socket: WebSocket
  readonly #scripts = new Map<string, string>()
  readonly #waiting = new Map<number, (result: unknown) => void>()
  #requests = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.onmessage = ({ data }) => this.#receive(String(data))
  }

  static async open(url: string) {
    const socket = new WebSocket(url)
    await new Promise((resolve, reject) => {
      socket.onopen = resolve
      socket.onerror = reject
    })
    const inspector = new Inspector(socket)
    for (const domain of ["Inspector", "Debugger", "Runtime"])
      await inspector.#request(`${domain}.enable`)
    return inspector
  }

  /** Needs a server that was started with `BUN_JSC_useControlFlowProfiler=1`. */
  async blockCounts(): Promise<BlockCounts> {
    const counts: BlockCounts = new Map()
    for (const [sourceID, path] of this.#scripts) {
      const { basicBlocks } = Blocks.parse(
        await this.#request("Runtime.getBasicBlocks", { sourceID }),
      )
      counts.set(
        path,
        basicBlocks.map(({ executionCount }) => executionCount),
      )
    }
    return counts
  }

  /** The JSON of an expression's value. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.#request("Runtime.evaluate", {
      expression: `JSON.stringify(${expression})`,
    })
    return JSON.parse(Evaluated.parse(answer).result.value)
  }

  close() {
    this.#socket.close()
  }

  #request(method: string, params: object = {}) {
    const id = ++this.#requests
    this.#socket.send(JSON.stringify({ id, method, params }))
    return new Promise<unknown>((resolve) => this.#waiting.set(id, resolve))
  }

  #receive(data: string) {
    const { id, method, params, result } = Message.parse(JSON.parse(data))
    if (id !== undefined) this.#waiting.get(id)?.(result)
    if (method !== "Debugger.scriptParsed") return
    const script = Script.safeParse(params)
    const path = script.success && /\/src\/(.+)$/.exec(script.data.url)?.[1]
    if (path && !script.data.url.includes("/node_modules/"))
      this.#scripts.set(script.data.scriptId, path)
  }
}
