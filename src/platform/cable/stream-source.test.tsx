import { expect, test } from "bun:test"
import { configureSecret } from "../http/signed"
import { StreamSource, signStreamName } from "./signed-stream"

configureSecret("a secret for stream names")

test("a stream source has a signed stream name", () => {
  const generic = String(<StreamSource stream="rooms" />)
  const own = String(<StreamSource stream="room:1:messages" channel="RoomMessagesChannel" />)

  expect(generic).toBe(
    `<turbo-cable-stream-source channel="Turbo::StreamsChannel" signed-stream-name="${signStreamName("rooms")}"></turbo-cable-stream-source>`,
  )
  expect(own).toContain(`channel="RoomMessagesChannel"`)
})
