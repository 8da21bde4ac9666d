import type { WebSocketRoute } from "playwright-core"
import { openRoomPage, type startWithTwoUsers } from "./room"

export const CONNECTED = "[channel=RoomMessagesChannel][connected]"

/** A room whose socket can be closed while HTTP still works. */
export async function enterOnThinWire({
  server,
  bob,
}: Pick<Awaited<ReturnType<typeof startWithTwoUsers>>, "server" | "bob">) {
  const sockets = new Set<WebSocketRoute>()
  let whole = true
  const room = await openRoomPage(server, bob, {
    before: (page) =>
      page.routeWebSocket(/\/cable$/, (socket) => {
        if (!whole) return void socket.close()
        socket.connectToServer()
        sockets.add(socket)
      }),
  })

  return Object.assign(room, {
    async cut() {
      whole = false
      for (const socket of sockets) await socket.close()
      await room.page.locator(CONNECTED).waitFor({ state: "detached" })
    },
    mend() {
      whole = true
    },
  })
}
