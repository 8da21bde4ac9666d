/** Milliseconds to wait for an event. A guard against hanging, not a performance limit. */
export const WAIT_TIMEOUT = 60_000

/** Milliseconds that a test may take. Generous, because machines are shared. */
export const TEST_TIMEOUT = 4 * WAIT_TIMEOUT

/** @throws an error with the text of `awaited` when `promise` takes longer than `timeout` ms */
export async function withTimeout<T>(
  promise: Promise<T>,
  awaited: () => string,
  timeout = WAIT_TIMEOUT,
): Promise<T> {
  let timer: Timer | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Timed out waiting for ${awaited()}`)), timeout)
  })
  try {
    return await Promise.race([promise, expired])
  } finally {
    clearTimeout(timer)
  }
}

/** Polls `poll` until it returns neither false nor a nullish value. */
export async function eventually<T>(
  poll: () => T | Promise<T>,
  awaited: string | (() => string) = "it to become true",
): Promise<NonNullable<T>> {
  const deadline = Date.now() + WAIT_TIMEOUT
  for (;;) {
    const result = await poll()
    if (result !== false && result != null) return result
    if (Date.now() > deadline)
      throw new Error(`Timed out waiting for ${typeof awaited === "string" ? awaited : awaited()}`)
    await Bun.sleep(10)
  }
}
