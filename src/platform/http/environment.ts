/** What the server knows of a request before any route does. */
export type WebEnv = {
  Bindings: {
    /** The body of a form, read once. */
    form: URLSearchParams | FormData | null
    /** Why there is no form although one was sent. */
    unreadable: "broken" | "too big" | null
    /** Where people see Hearth, such as `https://chat.example.com`. */
    origin: string
    secure: boolean
    device: { ip_address: string | null; user_agent: string | null }
    /** Left by a route whose answer stays true until anything is written. */
    standing: { body: Blob | null; until: number } | null
  }
  Variables: {
    /** Draws the form again with what was typed, when it was refused. */
    redraw: Redraw | undefined
  }
}

export type Redraw = (refused: {
  message: string
  /** By the name of the input. */
  reasons: Readonly<Record<string, string>>
}) => string
