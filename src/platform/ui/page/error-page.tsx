import { Layout } from "./layout"
import { Logo } from "./logo"

type ErrorPageProps = {
  status: number
  message?: string
  /** Only in development. */
  stack?: string
}

type Words = { title: string; text: string }

const WORDS: Record<number, Words> = {
  400: {
    title: "That didn’t make sense",
    text: "Something was missing from what your browser sent. Go back, reload the page and try again.",
  },
  403: {
    title: "That’s not yours to change",
    text: "Whoever runs this Hearth can do it, or let you.",
  },
  404: {
    title: "We can’t find that",
    text: "It may have been deleted or moved, or it’s in a room that you aren’t in.",
  },
  413: {
    title: "That’s too big",
    text: "Nothing was saved. Go back, make it smaller and try again.",
  },
  422: {
    title: "That didn’t work",
    text: "Nothing was changed. Go back, check what you typed and try again.",
  },
  429: {
    title: "That was a bit fast",
    text: "Wait a moment and try again.",
  },
  500: {
    title: "Something went wrong",
    text: "It’s us, not you. Nothing that was already sent is lost. Try again in a moment.",
  },
  503: {
    title: "Back in a moment",
    text: "Hearth is starting or being updated. Try again shortly.",
  },
}

/** Uses nothing that can fail itself, such as the database. */
export function ErrorPage({ status, message, stack }: ErrorPageProps) {
  const { title, text } = WORDS[status] ?? fallback(status)
  return (
    <Layout title={`${title} (${status})`} class="signup">
      <div class="notice">
        <Logo />
        <h1 class="notice__title">
          {title} ({status})
        </h1>
        <p role="alert">{message ?? text}</p>
        {stack && <pre>{stack}</pre>}
        <p>
          <a class="btn" href="/">
            Back to the rooms
          </a>
        </p>
      </div>
    </Layout>
  )
}

function fallback(status: number): Words {
  const words = status < 500 ? WORDS[422] : WORDS[500]
  return words ?? { title: "Something went wrong", text: "" }
}
