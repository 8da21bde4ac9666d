/** Imported as a file, it is the address at which that file is served. */
declare module "emoji-picker-element-data/en/emojibase/data.json" {
  const address: string
  export default address
}
