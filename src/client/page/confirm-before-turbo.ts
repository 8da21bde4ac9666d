/**
 * Handles `data-turbo-confirm` until Turbo has loaded: a quick click on a fresh page must not delete
 * anything without confirmation.
 *
 * @returns a function that stops it
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
