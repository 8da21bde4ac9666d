type Question = PromiseWithResolvers<HTMLElement[]>

const heeded = new WeakSet<PromptSource>()

/**
 * Lets all who ask a source for names get an answer. The editor's own leaves those without one who
 * ask shortly before another, or whose request fails; and a menu that waits for it listens to no @
 * any more. They get the answer to the latest question, or nobody.
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
        for (const { resolve } of open) resolve(items)
        open.clear()
      })
    return question.promise
  }
}
