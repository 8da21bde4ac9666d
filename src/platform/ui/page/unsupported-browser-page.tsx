import { Translate } from "../translate"
import { Layout } from "./layout"
import { Logo } from "./logo"

const BROWSERS = [
  ["Safari", "17.2+"],
  ["Chrome", "120+"],
  ["Firefox", "121+"],
  ["Opera", "104+"],
]

/** @param title a different one for link previews */
export function UnsupportedBrowserPage({ title = "Unsupported browser" }: { title?: string }) {
  return (
    <Layout title={title} class="signup">
      <div class="notice">
        <Logo />
        <div class="heading heading--center">
          <h1 class="notice__title">Upgrade to a supported web browser</h1>
          <Translate text="unsupported_browser" />
        </div>
        <p>Hearth needs a web browser of the last few years. These will do:</p>
        <ul class="browsers">
          {BROWSERS.map(([name, version]) => (
            <li>
              <strong>{name}</strong> {version}
            </li>
          ))}
        </ul>
      </div>
    </Layout>
  )
}
