import { Hono } from "hono"
import { webManifests } from "./accounts/account"
import { auditLog } from "./accounts/audit/audit-routes"
import { openAccount } from "./accounts/open-routes"
import { account } from "./accounts/routes"
import { boosts } from "./boosts/routes"
import type { Config } from "./config"
import { attachments } from "./messages/attachments/routes"
import { edits } from "./messages/edits/edit-routes"
import { versions } from "./messages/edits/version-routes"
import { options } from "./messages/menu/routes"
import { messages } from "./messages/routes"
import { pins } from "./pins/routes"
import { serveAsset } from "./platform/assets/assets"
import type { WebEnv } from "./platform/http/environment"
import { handleError, handleNotFound } from "./platform/http/error-handler"
import { rejectUnreadableBody } from "./platform/http/form"
import { guardedBy, rejectBanned, rejectForgery } from "./platform/http/guards"
import { commonHeaders } from "./platform/http/headers"
import { up } from "./platform/http/up"
import { keyboard } from "./platform/ui/keyboard/routes"
import { rejectOldBrowsers } from "./platform/ui/page/old-browsers"
import { pwa } from "./platform/ui/pwa/routes"
import { qrCodes } from "./platform/ui/qr"
import { directs } from "./rooms/direct/direct-routes"
import { directSettings } from "./rooms/direct/direct-settings-routes"
import { memberships } from "./rooms/memberships/membership-routes"
import { autocompletions } from "./rooms/mentions/autocompletable-routes"
import { loadRoom } from "./rooms/room"
import { rooms, sidebars } from "./rooms/routes"
import { sharedRooms } from "./rooms/settings/shared-room-routes"
import { switcher } from "./rooms/switcher/switcher-routes"
import { saves } from "./saves/routes"
import { searches } from "./searches/routes"
import { devices } from "./sessions/devices/device-routes"
import { joining } from "./sessions/joining/join-routes"
import { firstRun, sessions, signingIn } from "./sessions/routes"
import { requireUser, SESSION_COOKIE } from "./sessions/session"
import { transferEntries, transfers } from "./sessions/transfers/transfer-routes"
import { threads } from "./threads/routes"
import { unfurls } from "./unfurls/routes"
import { internet } from "./unfurls/unfurl"
import { accountPages } from "./users/account/account-routes"
import { avatars } from "./users/avatars/avatar-routes"
import { users } from "./users/profile/routes"
import { removals } from "./users/removal/removal-routes"
import { isBanned } from "./users/user"

/**
 * Every route of Hearth, in the order in which they are tried. A message comes in at
 * `POST /rooms/:id/messages` (messages/routes), is stored and announced by `postMessage`
 * (messages/posting), and leaves for every other screen in `broadcast` (cable).
 */
export function createApp({
  version,
  revision,
  tweetsFrom = "https://fxtwitter.com",
}: Pick<Config, "version" | "revision"> & Partial<Pick<Config, "tweetsFrom">>) {
  const app = new Hono<WebEnv>()
  app.onError(handleError)
  app.notFound(handleNotFound)

  app.get("/assets/*", (c, next) => Promise.resolve(serveAsset(c.req.raw) ?? next()))

  app.use(commonHeaders(version, revision))

  app.get("/assets/*", handleNotFound)
  app.get("/up", up)

  app.use(
    guardedBy(
      rejectUnreadableBody,
      rejectBanned(isBanned),
      rejectForgery(SESSION_COOKIE),
      rejectOldBrowsers,
    ),
  )

  // GET /service-worker · /offline
  app.route("/", pwa)
  // GET /shortcuts
  app.route("/", keyboard)
  // GET /webmanifest
  app.route("/", webManifests)
  // GET /account/logo · /account/styles.css
  app.route("/", openAccount)
  // GET /qr_code/:id
  app.route("/", qrCodes)
  // GET, POST /first_run
  app.route("/", firstRun)
  // GET, POST /join/:code
  app.route("/", joining)
  // GET /session/new · POST /session
  app.route("/", signingIn)

  // GET, PUT /session/transfers/:signed
  app.route("/", transferEntries)

  app.use("/rooms/:room_id/*", loadRoom)
  app.use(requireUser)

  // DELETE /session
  app.route("/", sessions)
  // GET, POST /session/transfers
  app.route("/", transfers)
  // GET, DELETE /users/me/sessions · DELETE /users/me/sessions/:id
  app.route("/", devices)
  // POST, DELETE /users/:id/ban · DELETE /account/users/:id
  app.route("/", removals)
  // GET /users/:token/avatar · DELETE /users/me/avatar
  app.route("/", avatars)
  // GET /users/:id · GET, PATCH /users/me/profile
  app.route("/", users)
  // GET /account/edit · PUT /account · GET /account/users · PUT /account/users/:id
  app.route("/", accountPages)
  // POST /account/join_code · DELETE /account/logo · GET, PUT /account/custom_styles
  app.route("/", account)
  // GET /account/audit
  app.route("/", auditLog)
  // GET / · /rooms
  app.route("/", rooms)
  // GET /users/me/sidebar
  app.route("/", sidebars)
  // GET /autocompletable/users
  app.route("/", autocompletions)
  // GET /rooms/directs/new · POST /rooms/directs
  app.route("/", directs)
  // GET /rooms/opens/new · /rooms/opens/:id · /rooms/opens/:id/edit, and the like for closeds
  // POST /rooms/opens · PUT /rooms/opens/:id · DELETE /rooms/:id
  app.route("/", sharedRooms)
  // GET /rooms/directs/:id · /rooms/directs/:id/edit · DELETE /rooms/directs/:id
  app.route("/", directSettings)
  // GET /users/me/switcher
  app.route("/", switcher)
  // GET, PUT /rooms/:id/involvement · POST /rooms/:id/reading
  app.route("/", memberships)
  // GET, POST /searches · DELETE /searches/clear
  app.route("/", searches)
  // GET /rooms/:id · /rooms/:id/@:message_id · /rooms/:id/refresh
  // GET, POST /rooms/:id/messages · GET /rooms/:id/messages/:id
  app.route("/", messages)
  // GET /rooms/:id/messages/:id/edit · PATCH, DELETE /rooms/:id/messages/:id
  app.route("/", edits)
  // GET /rooms/:id/messages/:id/options
  app.route("/", options)
  // GET /rooms/:id/messages/:id/versions
  app.route("/", versions)
  // GET /rails/active_storage/blobs/redirect/:signed_id/:filename, and the like for their previews
  // POST /rails/active_storage/direct_uploads · PUT /rails/active_storage/disk/:token
  app.route("/", attachments)
  // GET, POST /messages/:id/boosts · GET /messages/:id/boosts/new · DELETE /messages/:id/boosts/:boost_id
  app.route("/", boosts)
  // GET /threads · GET /rooms/:id/messages/:id/thread and its /messages, /refresh, /involvement
  // POST /rooms/:id/messages/:id/thread/messages · PUT /rooms/:id/messages/:id/thread/involvement
  app.route("/", threads)
  // POST /unfurl_link · GET /unfurled_images/:signed
  app.route("/", unfurls(internet(tweetsFrom)))
  // GET /rooms/:id/pins · POST, DELETE /messages/:id/pin
  app.route("/", pins)
  // GET /users/me/saved · GET /rooms/:id/saved · GET, POST, DELETE /messages/:id/save
  app.route("/", saves)

  return app
}
