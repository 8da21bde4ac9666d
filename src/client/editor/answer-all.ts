type Question = PromiseWithResolvers<HTMLElement[]>

const heeded = new WeakSet<PromptSource>()

/**
 * Lets all who ask a source for names get an answer. The editor's own leaves those without one who
 * ask shortly before another, or whose request fails; and a menu that waits for it listens to no @
 * any more. They get the answer to the next question that has one, or nobody.
 */
export function answerAll(source: PromptSource | null | undefined) {
  if (!source || heeded.has(source)) return

  heeded.add(source)
  const ask = source.buildListItems.bind(source)
  const open = new Set<Question>()

  source.buildListItems = (filter) => {
    const question: Question = Promise.withResolvers()
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
