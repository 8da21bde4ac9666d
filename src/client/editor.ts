import { configure } from "@37signals/lexxy"
import { Attribution } from "./editor/attribution"
import { CodeHint } from "./editor/code-hint"
import { CodeLanguage } from "./editor/code-language"
import { CurrentValue } from "./editor/current-value"
import { MentionMenu } from "./editor/mention-menu"
import { PlainPaste } from "./editor/plain-paste"
import { RichPaste } from "./editor/rich-paste"
import { ShortToolbar } from "./editor/short-toolbar"
import { SpaceKeeper } from "./editor/space-keeper"
import { TypedMarkdown } from "./editor/typed-markdown"

configure({
  // TypedMarkdown and PlainPaste have the shortcuts.
  default: { markdown: false },
  global: {
    extensions: [
      CurrentValue,
      Attribution,
      CodeLanguage,
      ShortToolbar,
      MentionMenu,
      SpaceKeeper,
      PlainPaste,
      CodeHint,
      RichPaste,
      TypedMarkdown,
    ],
    // Campfire stores mentions under this content type, so imported messages stay editable.
    attachmentContentTypeNamespace: "campfire",
  },
})
