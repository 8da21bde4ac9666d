/** A drawing's markup, imported with `{ type: "text" }`. */
declare module "*.svg" {
  const markup: string
  export default markup
}
