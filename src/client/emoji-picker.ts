import Picker from "emoji-picker-element/picker.js"
import dataSource from "emoji-picker-element-data/en/emojibase/data.json" with { type: "file" }

/** An emoji picker that loads its data from Hearth, not from a CDN. */
export const newPicker = () => new Picker({ dataSource, locale: "en" })
