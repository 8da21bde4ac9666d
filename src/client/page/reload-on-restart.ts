const RETRY = 300

let connectedBefore = false

/** For development: reloads the page when its server is back after a restart. */
export function reloadOnRestart() {
  const url = new URL("/cable", location.href)
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:"
  const socket = new WebSocket(url, ["actioncable-v1-json"])
  socket.onmessage = ({ data }) => {
    if (JSON.parse(data).type !== "welcome") return
    if (connectedBefore) location.reload()
    connectedBefore = true
  }
  // Without a session the server refuses each connection, so there is nothing to wait for.
  socket.onclose = () => {
    if (connectedBefore) setTimeout(reloadOnRestart, RETRY)
  }
}
