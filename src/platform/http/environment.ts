/** The context of every route. */
export type WebEnv = {
  Bindings: {
    /** The body of a form, read once. */
    form: URLSearchParams | FormData | null
    /** Why the request's body could not be read. */
    bodyError: "broken" | "too big" | null
    /** The public origin, such as `https://chat.example.com`. */
    origin: string
    secure: boolean
    /** Whether an error page shows the stack trace. */
    development: boolean
    device: { ip_address: string | null; user_agent: string | null }
    /** Set by a route whose response may be cached. */
    cacheable: CacheableResponse | null
  }
  Variables: {
    /** Renders the form again with the rejected input. */
    renderForm: RenderForm | undefined
  }
}

export type CacheableResponse = {
  /** The same response can be sent while the state has this key. */
  state: PageState
  /** In microseconds since the epoch. */
  until: number
  body: Uint8Array<ArrayBuffer> | null
}

/** The versions of all rows that a page depends on. */
export type PageState = {
  key: string
  /** The key as of now, by as few queries as possible; null when the page may not be sent any more. */
  current: () => Promise<string | null>
}

type RenderForm = (refused: {
  message: string
  /** Error messages by the name of the input. */
  reasons: Readonly<Record<string, string>>
}) => string
