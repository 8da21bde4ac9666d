import type { Outcome, Request } from "./command"

const SHRUG = "¯\\_(ツ)_/¯"

/** Posts the rest with a shrug at the end of its first paragraph. */
export const shrug = ({ rest }: Pick<Request, "rest">): Outcome => ({
  post: rest.withEnding(SHRUG),
})
