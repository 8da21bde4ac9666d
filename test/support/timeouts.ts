/** How long a test waits for what should come at once: a guard against hanging, not a measure. */
export const WAIT_TIMEOUT = 60_000

/** How long a test may take in all; no test is about speed, and machines are shared. */
export const TEST_TIMEOUT = 4 * WAIT_TIMEOUT

/** @throws an error that says what was awaited, when `promise` takes longer than patience lasts */
export async function withTimeout<T>(
  promise: Promise<T>,
  awaited: () => string,
  patience = WAIT_TIMEOUT,
): Promise<T> {
  let timer: Timer | undefined
  const outOfPatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited in vain for ${awaited()}`)), patience)
  })
  try {
    return await Promise.race([promise, outOfPatience])
  } finally {
    clearTimeout(timer)
  }
}

/** Asks again and again, until the answer is neither false nor nullish. */
export async function eventually<T>(
  question: () => T | Promise<T>,
  awaited = "it to become true",
): Promise<NonNullable<T>> {
  const deadline = Date.now() + WAIT_TIMEOUT
  for (;;) {
    const answer = await question()
    if (answer !== false && answer != null) return answer
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${awaited}`)
    await Bun.sleep(10)
  }
}
