import { signStreamName } from "./signed-stream"

/** Subscribes a page to `stream`. The element is the same for all viewers. */
export function StreamSource({
  stream,
  channel = "Turbo::StreamsChannel",
}: {
  stream: string
  channel?: string
}) {
  return <turbo-cable-stream-source channel={channel} signed-stream-name={signStreamName(stream)} />
}
