import axe, { type RunOptions } from "axe-core"
import type { Page } from "playwright-core"

/** What axe finds serious or critical on the page, in short sentences: none is what tests expect. */
export const accessibilityErrors = (page: Page, within = "html") => runAxe(page, within, {})

// Those of the category that are on by default; the tag would bring in stricter ones.
const OF_COLORS = ["color-contrast", "link-in-text-block"]

/** The same of its colours alone, for a page in another light: all else on it is as it was. */
export const colorContrastErrors = (page: Page, within = "html") =>
  runAxe(page, within, { runOnly: { type: "rule", values: OF_COLORS } })

async function runAxe(page: Page, within: string, options: RunOptions): Promise<string[]> {
  // Evaluated from outside, so the page's content security policy has no say in it.
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
