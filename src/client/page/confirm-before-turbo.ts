/**
 * Asks before a form does what cannot be undone, as Turbo does once it has come: somebody who is
 * quick on a fresh page must not lose a room without the question.
 *
 * @returns what ends it
 */
export function confirmUntilTurboLoads() {
  document.addEventListener("submit", confirmSubmit)
  return () => document.removeEventListener("submit", confirmSubmit)
}

function confirmSubmit(event: SubmitEvent) {
  const question = [event.submitter, event.target]
    .filter((element) => element instanceof HTMLElement)
    .map((element) => element.dataset.turboConfirm)
    .find((words) => words !== undefined)
  if (question !== undefined && !confirm(question)) event.preventDefault()
}
