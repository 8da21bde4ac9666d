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
    /** Left by a route whose answer stays true until anything is written. */
    cacheable: { body: Blob | null; until: number } | null
  }
  Variables: {
    /** Renders the form again with the rejected input. */
    renderForm: RenderForm | undefined
  }
}

type RenderForm = (refused: {
  message: string
  /** Error messages by the name of the input. */
  reasons: Readonly<Record<string, string>>
}) => string
