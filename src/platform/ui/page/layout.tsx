import { raw } from "hono/html"
import type { Child } from "hono/jsx"
import { assetPath } from "../../assets/assets"
import { ShortcutsDialog } from "../keyboard/shortcuts-dialog"
import { SwitcherDialog } from "../keyboard/switcher-dialog"
import { Lightbox } from "../lightbox"
import { logoPath, stylesPath } from "./appearance"
import { type Flash, FlashMessage } from "./flash"
import { AccountLogo } from "./logo"

/** The signed-in user. */
export type Viewer = {
  id: number
  name: string
  role: string
  theme?: Theme
  /** Whether `/play` plays sounds. */
  sounds?: "on" | "off"
}

export type Theme = "system" | "light" | "dark"

export type LayoutProps = {
  title?: string
  /** The page's own body classes, such as `sidebar` or `signup`. */
  class?: string
  viewer?: Viewer | null
  flash?: Flash | null
  /** Additional elements of the head. */
  head?: Child
  /** The content of the top bar; without it the page has none. */
  nav?: Child
  sidebar?: Child
  footer?: Child
  children?: Child
}

/** The HTML document of every page. */
export function Layout(props: LayoutProps) {
  const { title = "Hearth", viewer, flash, nav, sidebar, footer, children } = props
  return (
    <>
      {raw("<!doctype html>")}
      <html lang="en">
        <Head title={title} class={props.class} viewer={viewer} head={props.head} />
        <body
          class={bodyClass(props)}
          data-theme={viewer?.theme}
          data-sounds={viewer?.sounds}
          data-controller={viewer ? "lightbox local-time shortcuts unread-threads" : "local-time"}
          data-unread-threads-unread-class={viewer ? "unread" : undefined}
          data-action={viewer ? LIVELY : undefined}
        >
          <a class="skip-navigation btn" href="#main-content">
            Skip to main content
          </a>
          {nav && (
            <nav id="nav" aria-label="This page">
              <a id="app-logo" class="account-logo" href="/">
                <AccountLogo />
              </a>
              {nav}
            </nav>
          )}
          <FlashMessage flash={flash} />
          <main id="main-content" tabindex={-1}>
            {children}
            <footer id="footer">{footer}</footer>
          </main>
          {sidebar}
          {viewer && <KeyboardDialogs />}
          {viewer && <Lightbox />}
        </body>
      </html>
    </>
  )
}

const LIVELY = [
  "keydown@document->shortcuts#press:capture",
  "click->lightbox#open",
  "unread-threads:changed@window->unread-threads#show",
  "turbo:frame-load->unread-threads#show",
].join(" ")

/** Style sheets of single pages, by their body classes. */
const OWN_STYLES = new Map([
  ["settings", "settings.css"],
  ["signup", "settings.css"],
  ["sidebar searches", "searches.css"],
])

type HeadProps = Pick<LayoutProps, "title" | "class" | "viewer" | "head">

function Head({ title, class: name = "", viewer, head }: HeadProps) {
  const styles = stylesPath()
  const own = OWN_STYLES.get(name)
  return (
    <head>
      <meta charset="utf-8" />
      <title>{title}</title>
      <meta
        name="viewport"
        content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
      />
      <ColorScheme theme={viewer?.theme ?? "system"} />
      <meta name="robots" content="noindex" />
      <meta name="turbo-prefetch" content="true" />
      <meta name="later-styles" content={assetPath("later.css")} />
      {viewer && (
        <>
          <meta name="current-user-id" content={String(viewer.id)} />
          <meta name="current-user-name" content={viewer.name} />
          <meta name="action-cable-url" content="/cable" />
        </>
      )}
      {head}
      <link rel="manifest" href="/webmanifest.json" />
      <Icons />
      <link rel="stylesheet" href={assetPath("application.css")} data-turbo-track="reload" />
      {own && <link rel="stylesheet" href={assetPath(own)} data-turbo-track="dynamic" />}
      {styles && <link rel="stylesheet" href={styles} data-turbo-track="reload" />}
      <script type="module" src={assetPath("application.js")} data-turbo-track="reload"></script>
    </head>
  )
}

const DAY = "#fbf9f7"
const NIGHT = "#171311"

function ColorScheme({ theme }: { theme: Theme }) {
  return (
    <>
      <meta name="color-scheme" content={theme === "system" ? "light dark" : theme} />
      {theme === "system" ? (
        <>
          <meta name="theme-color" media="(prefers-color-scheme: light)" content={DAY} />
          <meta name="theme-color" media="(prefers-color-scheme: dark)" content={NIGHT} />
        </>
      ) : (
        <meta name="theme-color" content={theme === "light" ? DAY : NIGHT} />
      )}
    </>
  )
}

function Icons() {
  const logo = logoPath("small")
  if (logo)
    return (
      <>
        <link rel="icon" href={logo} type="image/png" />
        <link rel="apple-touch-icon" href={logo} />
      </>
    )
  return (
    <>
      <link rel="icon" href={assetPath("icon.svg")} type="image/svg+xml" />
      <link rel="apple-touch-icon" href={assetPath("icon-192.png")} />
    </>
  )
}

function bodyClass({ class: name, viewer }: LayoutProps) {
  const admin = viewer?.role === "administrator" ? "admin" : null
  const logo = logoPath() ? "account-has-logo" : null
  return [name, admin, logo].filter(Boolean).join(" ") || undefined
}

/** The dialogs that keyboard shortcuts open on every page. */
function KeyboardDialogs() {
  return (
    <>
      <SwitcherDialog />
      <ShortcutsDialog />
    </>
  )
}

/**
 * For the head of pages with forms that submit themselves: Turbo's cached copy would have old
 * values and submit them again.
 */
export const Uncached = () => <meta name="turbo-cache-control" content="no-cache" />
