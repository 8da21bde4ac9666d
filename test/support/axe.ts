import axe, { type RunOptions } from "axe-core"
import type { Page } from "playwright-core"

/** The serious and critical violations that axe finds on the page. Tests expect none. */
export const accessibilityErrors = (page: Page, within = "html") => runAxe(page, within, {})

// The default rules on colors; the tag "cat.color" would add stricter ones.
const OF_COLORS = ["color-contrast", "link-in-text-block"]

/** Only the color rules, to check the other color scheme of a page that was checked already. */
export const colorContrastErrors = (page: Page, within = "html") =>
  runAxe(page, within, { runOnly: { type: "rule", values: OF_COLORS } })

async function runAxe(page: Page, within: string, options: RunOptions): Promise<string[]> {
  // Evaluated by the debugger, so the page's CSP does not apply.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source)
  return page.evaluate(
    async ({ within, options }) => {
      const { violations } = await window.axe.run(within, {
        resultTypes: ["violations"],
        ...options,
      })
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`))
    },
    { within, options },
  )
}

declare global {
  interface Window {
    axe: typeof axe
  }
}
