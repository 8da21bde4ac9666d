import { Layout } from "../page/layout"
import type { Platform } from "../pwa/platform"
import { keyName, SHORTCUTS } from "./shortcuts"
import { SHORTCUTS_FRAME } from "./shortcuts-dialog"

/** The shortcuts as a whole page. */
export function ShortcutsPage({ platform }: { platform: Platform }) {
  return (
    <Layout title="Keyboard shortcuts" class="signup">
      <div class="panel">
        <h1 class="dialog__title">Keyboard shortcuts</h1>
        <Shortcuts platform={platform} heading="h2" />
        <a class="shortcuts__back btn" href="/">
          Back to the rooms
        </a>
      </div>
    </Layout>
  )
}

export function ShortcutsFrame({ platform }: { platform: Platform }) {
  return (
    <turbo-frame id={SHORTCUTS_FRAME}>
      <Shortcuts platform={platform} heading="h3" />
    </turbo-frame>
  )
}

type ShortcutsProps = { platform: Platform; heading: "h2" | "h3" }

function Shortcuts({ platform, heading: Heading }: ShortcutsProps) {
  return (
    <>
      {SHORTCUTS.map(({ title, shortcuts }) => (
        <section class="shortcuts">
          <Heading class="shortcuts__title">{title}</Heading>
          <dl>
            {shortcuts.map(({ does, keys }) => (
              <div class="shortcuts__row">
                <dt>{does}</dt>
                <dd>
                  {keys.map((together) => (
                    <span class="shortcuts__keys">
                      {together.map((key) => (
                        <kbd>{keyName(key, platform)}</kbd>
                      ))}
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  )
}
