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
    /** The earlier response to an equal request, for `unchangedResponse`. */
    earlier: EarlierResponse | null
    /** Set by a route whose response may be cached. */
    cacheable: CacheableResponse | null
  }
  Variables: {
    /** Renders the form again with the rejected input. */
    renderForm: RenderForm | undefined
  }
}

export type CacheableResponse = {
  /**
   * The page's state: a key of the versions of all rows that it depends on. The same response can be
   * sent while the key is the same.
   */
  state: string
  /** In microseconds since the epoch. */
  until: number
  body: Blob | null
}

export type EarlierResponse = { state: string; send: () => Response }

type RenderForm = (refused: {
  message: string
  /** Error messages by the name of the input. */
  reasons: Readonly<Record<string, string>>
}) => string
