/** Form values by field name. A list repeats its field; a file makes the form multipart. */
export type Form = Record<string, string | number | Blob | (string | number | Blob)[]>

export type TestUser = { name: string; email: string; password: string }

export const ADA: TestUser = {
  name: "Ada Lovelace",
  email: "ada@example.com",
  password: "analytical engine",
}

const HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
const TURBO_STREAM = "text/vnd.turbo-stream.html, text/html, application/xhtml+xml"

/** An HTTP client that keeps cookies, follows no redirects and sends a browser's headers. */
export class HttpClient {
  readonly cookies = new Map<string, string>()
  readonly url: string

  constructor(server: { url: string } | string) {
    this.url = typeof server === "string" ? server : server.url
  }

  get(path: string, headers: HeadersInit = {}) {
    return this.request("GET", path, {
      headers: { accept: HTML, ...navigation, ...plain(headers) },
    })
  }

  post(path: string, form: Form = {}, headers: HeadersInit = {}) {
    return this.#submit("POST", path, form, headers)
  }

  put(path: string, form: Form = {}, headers: HeadersInit = {}) {
    return this.#submit("PUT", path, form, headers)
  }

  patch(path: string, form: Form = {}, headers: HeadersInit = {}) {
    return this.#submit("PATCH", path, form, headers)
  }

  delete(path: string, form: Form = {}, headers: HeadersInit = {}) {
    return this.#submit("DELETE", path, form, headers)
  }

  /** Sends a request with the client's cookies.  */
  async request(method: string, path: string, init: RequestInit = {}) {
    const headers = new Headers({ "user-agent": "HearthTest/1.0", "sec-fetch-site": "same-origin" })
    new Headers(init.headers).forEach((value, name) => {
      headers.set(name, value)
    })
    if (this.cookies.size > 0 && !headers.has("cookie")) headers.set("cookie", this.cookieHeader)

    const url = new URL(path, this.url)
    const response = await fetch(url, { redirect: "manual", ...init, method, headers })
    this.#keep(response)
    return response
  }

  /** Requests the target of a redirect. */
  follow(response: Response) {
    const location = response.headers.get("location")
    if (!location) throw new Error(`Not a redirect: ${response.status} ${response.url}`)
    return this.get(new URL(location, response.url).href)
  }

  get cookieHeader() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ")
  }

  /** Completes the first run: account, administrator and first room. */
  async createFirstUser(person: TestUser = ADA) {
    return expectStatus(302, await this.post("/first_run", accountForm(person)))
  }

  async signIn({ email, password }: Pick<TestUser, "email" | "password"> = ADA) {
    const form = { email_address: email, password }
    return expectStatus(302, await this.post("/session", form))
  }

  async signOut() {
    return expectStatus(302, await this.delete("/session"), 303)
  }

  #submit(method: string, path: string, form: Form, headers: HeadersInit) {
    return this.request(method, path, {
      headers: { accept: `${TURBO_STREAM}, ${HTML}`, origin: this.url, ...plain(headers) },
      body: encode(form),
    })
  }

  #keep(response: Response) {
    for (const line of response.headers.getSetCookie()) {
      const cookie = Bun.Cookie.parse(line)
      if (cookie.isExpired()) this.cookies.delete(cookie.name)
      else this.cookies.set(cookie.name, cookie.value)
    }
  }
}

const navigation = {
  "sec-fetch-site": "none",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
}

function accountForm({ name, email, password }: TestUser): Form {
  return { "user[name]": name, "user[email_address]": email, "user[password]": password }
}

function encode(form: Form) {
  const fields = Object.entries(form).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value] as const),
  )
  const data = new FormData()
  for (const [name, value] of fields) {
    if (value instanceof Blob) data.append(name, value)
    else data.append(name, String(value))
  }
  if (fields.some(([, value]) => value instanceof Blob)) return data
  return new URLSearchParams(fields.map(([name, value]) => [name, String(value)]))
}

async function expectStatus(wanted: number, response: Response, alternative = wanted) {
  if (response.status === wanted || response.status === alternative) return response
  throw new Error(`${response.url}: ${response.status} for ${wanted}\n${await response.text()}`)
}

const plain = (headers: HeadersInit) => Object.fromEntries(new Headers(headers).entries())
