import { signStreamName } from "./signed-stream"

/** Where a page listens to `stream`. Everyone's carries the same bytes. */
export function StreamSource({
  stream,
  channel = "Turbo::StreamsChannel",
}: {
  stream: string
  channel?: string
}) {
  return <turbo-cable-stream-source channel={channel} signed-stream-name={signStreamName(stream)} />
}
