type PendingRequest = PromiseWithResolvers<HTMLElement[]>

const patched = new WeakSet<PromptSource>()

/**
 * Settles every request to a prompt source. The editor's source never settles a request that is
 * superseded or fails, and the menu that waits for it then ignores every further "@". A superseded
 * request gets the items of the next response, and a failed one gets an empty list.
 */
export function answerEveryRequest(source: PromptSource | null | undefined) {
  if (!source || patched.has(source)) return

  patched.add(source)
  const buildListItems = source.buildListItems.bind(source)
  const pending = new Set<PendingRequest>()

  source.buildListItems = (filter) => {
    const request: PendingRequest = Promise.withResolvers()
    pending.add(request)
    buildListItems(filter)
      .catch(() => [])
      .then((items) => {
        if (!pending.has(request)) return
        // Earlier requests get these items too; later requests have another query.
        for (const earlier of pending) {
          pending.delete(earlier)
          earlier.resolve(items)
          if (earlier === request) break
        }
      })
    return request.promise
  }
}
