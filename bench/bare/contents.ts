import { parseMessageBody } from "../../src/messages/message"
import { indexText } from "../../src/messages/search-index/index-text"
import { sampleBodies } from "../driver/poster"

/** What a post stores of its form's body: its HTML, and its tokens for the search index. */
export type Content = { body: string; text: string }

const contents = sampleBodies.map((sent): [sent: string, content: Content] => {
  const body = parseMessageBody(sent)
  return [sent, { body: body.html, text: indexText(body.text(), "sqlite") }]
})
const contentsBySent = new Map(contents)

/** The content of one of the bodies that the driver sends; the baselines don't parse it. */
export const contentOf = (sent: string): Content => contentsBySent.get(sent) ?? nothing

/** The content of the post with this number. */
export const contentNumber = (count: number): Content =>
  contents[count % contents.length]?.[1] ?? nothing

const nothing: Content = { body: "", text: "" }
