/**
 * Every route and its response to each role.
 *
 * - **anonymous**: no session. **bot**: no session, but a bot's key in the path, which these routes
 *   do not accept.
 * - **member**, **creator**, **administrator**: members of the closed room of the row. The creator
 *   made the room and posted the message. **outsider**: a member of another closed room. The direct
 *   message has member and creator, so the administrator has no access to it either.
 * - **banned**, **deactivated**: with their earlier cookie, from their earlier IP address.
 *
 * `in` is a 302 to `/session/new`. `home` is a 302 (after a write, a 303) to `/` with "Room not
 * found or inaccessible". Any other redirect leads to the path in the last column, where `*` is any
 * id; all other cells are status codes. `:room_id` is the closed room.
 */
const TABLE = `
route                                     anonymous member  outsider  creator  administrator  bot  banned  deactivated  redirect

GET /assets/*                             200       200     200       200      200            200  200     200
GET /up                                   200       200     200       200      200            200  200     200
GET /service-worker                       200       200     200       200      200            200  200     200
GET /service-worker.js                    200       200     200       200      200            200  200     200
GET /offline                              200       200     200       200      200            200  200     200
GET /shortcuts                            200       200     200       200      200            200  200     200
GET /webmanifest                          200       200     200       200      200            200  200     200
GET /webmanifest.json                     200       200     200       200      200            200  200     200
GET /account/logo                         200       200     200       200      200            200  200     200
GET /account/styles.css                   200       200     200       200      200            200  200     200
GET /qr_code/:id                          200       200     200       200      200            200  200     200

GET /first_run                            302       302     302       302      302            302  302     302          /
POST /first_run                           302       302     302       302      302            302  429     302          /
GET /join/:code                           200       302     302       302      302            200  200     200          /
POST /join/:code                          302       302     302       302      302            302  429     302          /
GET /session/new                          200       302     302       302      302            200  200     200          /
POST /session                             401       302     302       302      302            401  429     401          /
DELETE /session                           in        303     303       303      303            in   429     in           /
GET /session/transfers                    in        200     200       200      200            in   in      in
POST /session/transfers                   in        201     201       201      201            in   429     in
GET /session/transfers/:signed            200       200     200       200      200            200  200     200
PUT /session/transfers/:signed            303       303     303       303      303            303  429     303          /

GET /users/:id                            in        200     200       200      200            in   in      in
GET /users/:token/avatar                  in        200     200       200      200            in   in      in
DELETE /users/:id/avatar                  in        303     303       303      303            in   429     in           /users/me/profile
GET /users/:id/profile                    in        200     200       200      200            in   in      in
PUT|PATCH /users/:id/profile              in        303     303       303      303            in   429     in           /users/me/profile
GET /users/me/sessions                    in        200     200       200      200            in   in      in
DELETE /users/me/sessions                 in        303     303       303      303            in   429     in           /users/me/sessions
DELETE /users/me/sessions/:id             in        303     404       404      404            in   429     in           /users/me/sessions
GET /users/me/sidebar                     in        200     200       200      200            in   in      in
GET /users/me/switcher                    in        200     200       200      200            in   in      in
GET /autocompletable/users                in        200     404       200      200            in   in      in
POST /users/:id/ban                       in        403     403       403      302            in   429     in           /users/:id
DELETE /users/:id/ban                     in        403     403       403      303            in   429     in           /users/:id

GET /account/edit                         in        200     200       200      200            in   in      in
PUT|PATCH /account                        in        403     403       403      303            in   429     in           /account/edit
DELETE /account/logo                      in        403     403       403      303            in   429     in           /account/edit
POST /account/join_code                   in        403     403       403      302            in   429     in           /account/edit
GET /account/users                        in        200     200       200      200            in   in      in
GET /account/users.turbo_stream           in        200     200       200      200            in   in      in
PUT|PATCH /account/users/:id              in        403     403       403      303            in   429     in           /account/edit
DELETE /account/users/:id                 in        403     403       403      303            in   429     in           /account/edit
GET /account/custom_styles/edit           in        403     403       403      200            in   in      in
PUT|PATCH /account/custom_styles          in        403     403       403      303            in   429     in           /account/custom_styles/edit
GET /account/audit                        in        403     403       403      200            in   in      in
GET /account/audit.csv                    in        403     403       403      200            in   in      in

GET /                                     in        302     302       302      302            in   in      in           /rooms/:oldest
GET /rooms                                in        302     302       302      302            in   in      in           /rooms/*
GET /rooms/:kind{opens|closeds}/new       in        200     200       200      200            in   in      in
POST /rooms/:kind{opens|closeds}          in        302     302       302      302            in   429     in           /rooms/*
GET /rooms/:kind{opens|closeds}/:id       in        302     home      302      302            in   in      in           /rooms/:room_id
GET /rooms/:kind{opens|closeds}/:id/edit  in        200     home      200      200            in   in      in
PUT|PATCH /rooms/:kind{opens|closeds}/:id in        403     home      303      303            in   429     in           /rooms/:room_id
DELETE /rooms/:id                         in        403     home      303      303            in   429     in           /
GET /rooms/directs/new                    in        200     200       200      200            in   in      in
POST /rooms/directs                       in        302     302       302      302            in   429     in           /rooms/*
GET /rooms/directs/:id                    in        302     home      302      home           in   in      in           /rooms/:ping
GET /rooms/directs/:id/edit               in        200     home      200      home           in   in      in
DELETE /rooms/directs/:id                 in        303     home      303      home           in   429     in           /

GET /searches                             in        200     200       200      200            in   in      in
POST /searches                            in        302     302       302      302            in   429     in           /searches?q=tea
DELETE /searches/clear                    in        303     303       303      303            in   429     in           /searches

GET /rooms/:room_id                       in        200     home      200      200            in   in      in
GET /rooms/:room_id/:permalink{@.+}       in        200     home      200      200            in   in      in
GET /rooms/:room_id/refresh               in        200     404       200      200            in   in      in
POST /rooms/:room_id/reading              in        204     404       204      204            in   429     in
GET /rooms/:room_id/involvement           in        200     404       200      200            in   in      in
PUT|PATCH /rooms/:room_id/involvement     in        303     404       303      303            in   429     in           /rooms/:room_id/involvement
GET /rooms/:room_id/messages              in        200     404       200      200            in   in      in
POST /rooms/:room_id/messages             in        200     404       200      200            in   429     in
GET /rooms/:room_id/messages/:id          in        200     404       200      200            in   in      in
GET /rooms/:room_id/messages/:id/edit     in        403     404       200      200            in   in      in
GET /rooms/:room_id/messages/:id/options in         200     404       200      200            in   in      in
GET /rooms/:room_id/messages/:id/versions in        200     404       200      200            in   in      in
PUT|PATCH /rooms/:room_id/messages/:id    in        403     404       303      303            in   429     in           /rooms/:room_id/messages/:id
DELETE /rooms/:room_id/messages/:id       in        403     404       200      200            in   429     in
GET /rooms/:room_id/messages/:id/thread   in        200     home      200      200            in   in      in
GET /rooms/:room_id/messages/:id/thread/messages in 204     404       204      204            in   in      in
POST /rooms/:room_id/messages/:id/thread/messages in 200 404 200 200 in 429 in
GET /rooms/:room_id/messages/:id/thread/refresh in 200      404       200      200            in   in      in
GET /rooms/:room_id/messages/:id/thread/involvement in 302  404       302      302            in   in      in           /rooms/:room_id/messages/:id/thread
PUT|PATCH /rooms/:room_id/messages/:id/thread/involvement in 303 404 303 303 in 429 in /rooms/:room_id/messages/:id/thread/involvement*
GET /threads                              in        200     200       200      200            in   in      in


POST /unfurl_link                         in        204     204       204      204            in   429     in
GET /unfurled_images/:signed              in        404     404       404      404            in   in      in
GET /rails/active_storage/blobs/redirect/:signed_id/:filename in 200 404  200      200            in   in      in
GET /rails/active_storage/representations/redirect/:signed_id/:variation/:filename in 404 404 404 404 in in in
POST /rails/active_storage/direct_uploads in        400     400       400      400            in   429     in
PUT /rails/active_storage/disk/:token     in        404     404       404      404            in   429     in

GET /messages/:message_id/boosts          in        200     404       200      200            in   in      in
GET /messages/:message_id/boosts/new      in        200     404       200      200            in   in      in
POST /messages/:message_id/boosts         in        302     404       302      302            in   429     in           /messages/:message_id/boosts
DELETE /messages/:message_id/boosts/:id   in        204     404       404      404            in   429     in
GET /rooms/:room_id/pins                  in        200     404       200      200            in   in      in
POST /messages/:message_id/pin            in        200     404       200      200            in   429     in
DELETE /messages/:message_id/pin          in        200     404       200      200            in   429     in
GET /users/me/saved                       in        200     200       200      200            in   in      in
GET /rooms/:room_id/saved                 in        200     404       200      200            in   in      in
GET /messages/:message_id/save            in        200     404       200      200            in   in      in
POST /messages/:message_id/save           in        302     404       302      302            in   429     in           /messages/:message_id/save
DELETE /messages/:message_id/save         in        303     404       303      303            in   429     in           /messages/:message_id/save
`

export const ROLES = [
  "anonymous",
  "member",
  "outsider",
  "creator",
  "administrator",
  "bot",
  "banned",
  "deactivated",
] as const

export type Role = (typeof ROLES)[number]

/** A route and its expected response to each role. */
export type Route = {
  method: string
  /** The pattern, with parameter names. */
  path: string
  responses: Record<Role, string>
  /** The target of redirects other than `in` and `home`. */
  redirect: string
}

export const ROUTES: Route[] = TABLE.trim()
  .split("\n")
  .slice(1)
  .filter((line) => line !== "")
  .flatMap(parseRow)

export const titleOf = ({ method, path }: Pick<Route, "method" | "path">) => `${method} ${path}`

export const changes = ({ method }: Route) => method !== "GET"

function parseRow(line: string): Route[] {
  const [methods = "", path = "", ...cells] = line.split(/\s+/)
  const [anonymous, member, outsider, creator, administrator, bot, banned, deactivated, redirect] =
    cells
  const responses = {
    anonymous: anonymous ?? "",
    member: member ?? "",
    outsider: outsider ?? "",
    creator: creator ?? "",
    administrator: administrator ?? "",
    bot: bot ?? "",
    banned: banned ?? "",
    deactivated: deactivated ?? "",
  }
  return methods.split("|").map((method) => ({ method, path, responses, redirect: redirect ?? "" }))
}
