/** Resolves with the next frame, or soon in a tab that draws none. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState === "hidden") setTimeout(resolve)
    else requestAnimationFrame(() => resolve())
  })
}

/** Resolves once all that is under way just now is done. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

/** Calls `work` at once, then at most once in `wait` ms, and never forgets the last call. */
export function throttle(work: () => void, wait: number) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let again = false

  return function call() {
    if (timer) {
      again = true
      return
    }
    work()
    timer = setTimeout(() => {
      timer = undefined
      if (again) {
        again = false
        call()
      }
    }, wait)
  }
}

/** Calls `work` when the browser has nothing better to do, and within two seconds. */
export function whenIdle(work: () => void) {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 2_000 })
  else setTimeout(work, 200)
}
