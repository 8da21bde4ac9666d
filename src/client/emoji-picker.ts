import Picker from "emoji-picker-element/picker.js"
import dataSource from "emoji-picker-element-data/en/emojibase/data.json" with { type: "file" }

/** A picker of all emoji, which fetches their names from Hearth itself. */
export const newPicker = () => new Picker({ dataSource, locale: "en" })
