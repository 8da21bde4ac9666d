/** Imported with type "file": the URL of the served file. */
declare module "emoji-picker-element-data/en/emojibase/data.json" {
  const url: string
  export default url
}
