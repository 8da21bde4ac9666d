/** Ids from outside are digits that a number holds exactly; all else is nobody's id. */
export function rowId(text: string) {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
}
