import { configure } from "@37signals/lexxy"
import { Attribution } from "./editor/attribution"
import { CodeLanguage } from "./editor/code-language"
import { MentionMenu } from "./editor/mention-menu"
import { ShortToolbar } from "./editor/short-toolbar"

configure({
  global: {
    extensions: [Attribution, CodeLanguage, ShortToolbar, MentionMenu],
    // Campfire stores mentions under this content type, so imported messages stay editable.
    attachmentContentTypeNamespace: "campfire",
  },
})
