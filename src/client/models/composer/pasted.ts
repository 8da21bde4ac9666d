import { parseHtml } from "../../page/fragment"

/**
 * Whether a clipboard with files means words: spreadsheets and word processors add a picture of
 * what was copied, and nobody wants that instead.
 */
export function hasHtmlText(clipboard: DataTransfer | null): boolean {
  return parseHtml(clipboard?.getData("text/html") ?? "").textContent?.trim() !== ""
}
