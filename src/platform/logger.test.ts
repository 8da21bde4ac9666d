import { expect, test } from "bun:test"
import { loggablePath, openLog } from "./logger"

function logged(write: (log: ReturnType<typeof openLog>) => void) {
  const lines: string[] = []
  write(openLog({ write: (line) => lines.push(line) }))
  return JSON.parse(lines.join(""))
}

test("a line is JSON with time, level and message", () => {
  const line = logged((log) => log.info({ room: 7 }, "Room renamed"))

  expect(line).toEqual({ level: "info", time: line.time, room: 7, msg: "Room renamed" })
  expect(new Date(line.time).toISOString()).toBe(line.time)
})

test("secrets are masked at any depth", () => {
  const line = logged((log) =>
    log.info({
      user: { name: "Ada", email_address: "ada@example.com", password: "hunter22" },
      headers: [{ Cookie: "session_token=abc" }, { host: "chat.example.com" }],
      message: { id: 9, body: "between us" },
      "message[body]": "between us",
      push: { endpoint: "https://push.example.com/1", p256dh_key: "key" },
      id: 9,
    }),
  )

  expect(line).toMatchObject({
    user: { name: "Ada", email_address: "[hidden]", password: "[hidden]" },
    headers: [{ Cookie: "[hidden]" }, { host: "chat.example.com" }],
    message: { id: 9, body: "[hidden]" },
    "message[body]": "[hidden]",
    push: { endpoint: "[hidden]", p256dh_key: "[hidden]" },
    id: 9,
  })
})

test("an error is logged with its stack and without secrets", () => {
  const error = Object.assign(new Error("No answer"), { room: 7, bot_token: "abc" })
  const { err } = logged((log) => log.error({ err: error }, "Webhook failed"))

  expect(err).toMatchObject({ message: "No answer", room: 7, bot_token: "[hidden]" })
  expect(err.stack).toContain("logger.test.ts")
})

test("credentials in a path are masked", () => {
  expect(loggablePath("/rooms/2/3-AbC123xyz789/messages")).toBe("/rooms/2/[hidden]/messages")
  expect(loggablePath("/join/AbCd-EfGh-IjKl")).toBe("/join/[hidden]")
  expect(loggablePath("/session/transfers/eyJpZCI--0af9")).toBe("/session/transfers/[hidden]")
  expect(loggablePath("/users/MQ==--0af912/avatar?v=1")).toBe("/users/[hidden]/avatar?[hidden]")
  expect(loggablePath("/rooms/2/@9")).toBe("/rooms/2/@9")
})
