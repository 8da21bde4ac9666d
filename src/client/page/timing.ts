/** Resolves in the next frame, or in the next task in a hidden tab, which renders none. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState === "hidden") setTimeout(resolve)
    else requestAnimationFrame(() => resolve())
  })
}

/** Resolves in the next task. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

/** Calls `work` at once, then at most once per `wait` ms, including a trailing call. */
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

/** Calls `work` when the browser is idle, at the latest after two seconds. */
export function whenIdle(work: () => void) {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 2_000 })
  else setTimeout(work, 200)
}
