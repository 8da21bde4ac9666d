/** Serves pages without scripts. Everything else, such as styles and avatars, comes from Hearth. */
export class BareSite {
  readonly #pages = new Map<string, string>()
  readonly #server: Bun.Server<undefined>

  constructor(hearth: { port: number }) {
    this.#server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: async (request) => {
        const { pathname, search } = new URL(request.url)
        const html = this.#pages.get(pathname)
        if (html !== undefined)
          return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } })
        return fetch(`http://127.0.0.1:${hearth.port}${pathname}${search}`, {
          headers: request.headers,
          // The browser decompresses what the headers describe.
          decompress: false,
        })
      },
    })
  }

  get url() {
    return `http://127.0.0.1:${this.#server.port}`
  }

  /** Serves the elements of a finished page, without its scripts, at `path`. */
  add(path: string, html: string) {
    this.#pages.set(path, html.replaceAll(/<script\b[^>]*>.*?<\/script>/gs, ""))
  }

  async stop() {
    await this.#server.stop(true)
  }
}
