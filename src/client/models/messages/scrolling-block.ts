/** Makes a block that scrolls within a message reachable by keys, for as long as it does. */
export function watchScrolling(block: HTMLElement) {
  sizes.observe(block)
}

// It reports after layout, so that measuring costs none, and forgets what has left the page.
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries)
    if (target instanceof HTMLElement) {
      if (overflows(target)) target.tabIndex = 0
      else target.removeAttribute("tabindex")
    }
})

const overflows = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }: HTMLElement) =>
  scrollWidth > clientWidth || scrollHeight > clientHeight
