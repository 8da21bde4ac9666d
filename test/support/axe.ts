import axe from "axe-core"
import type { Page } from "playwright-core"

/** What axe finds serious or critical on the page, in short sentences: none is what tests expect. */
export async function barriers(page: Page, within = "html"): Promise<string[]> {
  // Evaluated from outside, so the page's content security policy has no say in it.
  await page.evaluate(axe.source)
  return page.evaluate(async (selector) => {
    const { violations } = await window.axe.run(selector, {
      resultTypes: ["violations"],
    })
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`))
  }, within)
}

declare global {
  interface Window {
    axe: typeof axe
  }
}
