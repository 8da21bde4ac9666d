type PendingRequest = PromiseWithResolvers<HTMLElement[]>

const patched = new WeakSet<PromptSource>()

/**
 * Lets all who ask a source for names get an answer. The editor's own leaves those without one who
 * ask shortly before another, or whose request fails; and a menu that waits for it listens to no @
 * any more. They get the answer to the next question that has one, or nobody.
 */
export function answerEveryRequest(source: PromptSource | null | undefined) {
  if (!source || patched.has(source)) return

  patched.add(source)
  const ask = source.buildListItems.bind(source)
  const open = new Set<PendingRequest>()

  source.buildListItems = (filter) => {
    const question: PendingRequest = Promise.withResolvers()
    open.add(question)
    ask(filter)
      .catch(() => [])
      .then((items) => {
        if (!open.has(question)) return
        // Those before it are answered too; who has asked since means somebody else.
        for (const earlier of open) {
          open.delete(earlier)
          earlier.resolve(items)
          if (earlier === question) break
        }
      })
    return question.promise
  }
}
