/** Makes a block focusable while its content overflows, so that the keyboard can scroll it. */
export function watchScrolling(block: HTMLElement) {
  sizes.observe(block)
}

// Reports after layout, so measuring forces none, and holds removed elements only weakly.
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries)
    if (target instanceof HTMLElement) {
      if (overflows(target)) target.tabIndex = 0
      else target.removeAttribute("tabindex")
    }
})

const overflows = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }: HTMLElement) =>
  scrollWidth > clientWidth || scrollHeight > clientHeight
