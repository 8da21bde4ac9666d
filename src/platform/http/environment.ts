/** What the server knows of a request before any route does. */
export type WebEnv = {
  Bindings: {
    /** The body of a form, read once. */
    form: URLSearchParams | FormData | null
    /** Why there is no form although one was sent. */
    bodyError: "broken" | "too big" | null
    /** Where people see Hearth, such as `https://chat.example.com`. */
    origin: string
    secure: boolean
    device: { ip_address: string | null; user_agent: string | null }
    /** Left by a route whose answer stays true until anything is written. */
    cacheable: { body: Blob | null; until: number } | null
  }
  Variables: {
    /** Draws the form again with what was typed, when it was refused. */
    renderForm: RenderForm | undefined
  }
}

export type RenderForm = (refused: {
  message: string
  /** By the name of the input. */
  reasons: Readonly<Record<string, string>>
}) => string
