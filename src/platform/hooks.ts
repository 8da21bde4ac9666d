export type Hooks<Args extends unknown[], Result> = {
  /** Adds a hook; adding it again changes nothing. @returns what removes it */
  (hook: (...args: Args) => Result | Promise<Result>): () => void
  /** Runs the hooks one after the other, in the order in which they were added. */
  run(...args: Args): Promise<Result[]>
}

/**
 * A list of functions that run when something happens. A low layer declares it, such as
 * `onUserCreated`, and `wiring.ts` adds what a higher layer does then.
 */
export function hooks<Args extends unknown[], Result = void>(): Hooks<Args, Result> {
  const added = new Set<(...args: Args) => Result | Promise<Result>>()
  const add: (hook: (...args: Args) => Result | Promise<Result>) => () => void = (hook) => {
    added.add(hook)
    return () => void added.delete(hook)
  }

  return Object.assign(add, {
    async run(...args: Args) {
      const results: Result[] = []
      for (const hook of added) results.push(await hook(...args))
      return results
    },
  })
}
