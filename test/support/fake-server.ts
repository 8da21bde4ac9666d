/** A minimal server for the tests of the support code. */

const server = Bun.serve({
  hostname: process.env.HOST ?? "127.0.0.1",
  port: Number(process.env.PORT),
  routes: {
    "/session": (request) =>
      new Response(null, {
        status: 302,
        headers: [
          ["location", "/whoami"],
          ["set-cookie", "session_token=a%2Bb--c; Path=/; HttpOnly; SameSite=Lax"],
          ["set-cookie", `method=${request.method}; Path=/`],
        ],
      }),
    "/signout": () =>
      new Response(null, { headers: { "set-cookie": "session_token=; Path=/; Max-Age=0" } }),
    "/whoami": async (request) =>
      Response.json({
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
        storage: process.env.HEARTH_STORAGE,
      }),
    "/page": new Response("<h1>Hearth</h1><script>alert(1)</script>", {
      headers: { "content-type": "text/html", "content-security-policy": "script-src 'self'" },
    }),
    "/cable": (request, self) =>
      self.upgrade(request, { data: request.headers.get("cookie") ?? "" })
        ? undefined
        : new Response(null, { status: 404 }),
  },
  websocket: {
    data: "",
    open(socket) {
      socket.send(JSON.stringify({ type: "welcome", cookie: socket.data }))
    },
    message(socket, text) {
      const { command, identifier, data } = JSON.parse(String(text))
      const allowed = JSON.parse(identifier).channel !== "SecretChannel"
      const type = allowed ? "confirm_subscription" : "reject_subscription"
      if (command === "subscribe") socket.send(JSON.stringify({ identifier, type }))
      else socket.send(JSON.stringify({ identifier, message: JSON.parse(data) }))
    },
  },
})

process.on("SIGTERM", () => {
  console.log("Stopped")
  void server.stop(true).then(() => process.exit(0))
})
console.log(`Hearth is listening at http://127.0.0.1:${server.port}`)
