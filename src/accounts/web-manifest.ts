import { Hono } from "hono"
import { assetPath } from "../platform/assets/assets"
import type { WebEnv } from "../platform/http/environment"
import { currentAccount } from "./first-run"
import type { Account } from "./table"

/** The manifest of the installable app; no session needed. */
export const webManifests = new Hono<WebEnv>()

webManifests.on("GET", ["/webmanifest", "/webmanifest.json"], async (c) => {
  const manifest = JSON.stringify(webManifest(await currentAccount()))
  const etag = `W/"${Bun.hash(manifest).toString(36)}"`
  c.header("ETag", etag)
  c.header("Cache-Control", "public, no-cache")
  if (c.req.header("if-none-match") === etag) return c.body(null, 304)
  return c.body(manifest, 200, { "Content-Type": "application/manifest+json; charset=utf-8" })
})

/** The installed app: the account's name and logo, full screen. */
function webManifest(account: Pick<Account, "name" | "logo_id" | "updated_at"> | undefined) {
  const name = account?.name || "Hearth"
  return {
    id: "/",
    name,
    short_name: name,
    description: "Where the team talks",
    icons: icons(account),
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: "#ffffff",
    shortcuts: [
      { name: "New chat room", url: "/rooms/opens/new" },
      { name: "My profile", url: "/users/me/profile" },
    ],
    screenshots: SCREENSHOTS.map(([file, label]) => ({
      src: assetPath(`screenshots/${file}.png`),
      sizes: "1080x2400",
      type: "image/png",
      form_factor: "narrow",
      label,
    })),
  }
}

const SCREENSHOTS = [
  ["room", "A room"],
  ["rooms", "Rooms and pings"],
  ["room-night", "A room by night"],
] as const

// Android cuts a maskable icon to its own shape. Only the default icon has a safe zone for that.
function icons(account: Pick<Account, "logo_id" | "updated_at"> | undefined) {
  const version = account?.updated_at ?? 0
  const small = `/account/logo?size=small&v=${version}`
  const large = `/account/logo?v=${version}`
  const maskable = account?.logo_id ? large : assetPath("icon-maskable-512.png")
  const type = "image/png"
  return [
    { src: small, sizes: "192x192", type },
    { src: large, sizes: "512x512", type },
    { src: maskable, sizes: "512x512", type, purpose: "maskable" },
  ]
}
