/**
 * What attackers send, for tests: none of it may run, break out of its message or hang.
 *
 * The word `kept` stands where text is to survive, as often as it does; `lost` where it is not.
 */

import { CHARACTERS } from "./characters"
import { CLASSICS } from "./common-xss"
import { FORGERIES } from "./forgeries"
import { LINKS } from "./links"
import { MUTANTS } from "./mutation-xss"
import { SCHEMES } from "./schemes"
import { SCRIPTS } from "./scripts"
import { IMPOSTORS } from "./spoofed-pages"
import { STRUCTURES } from "./structures"
import { STYLES } from "./styles"

export { BROKEN_BYTES } from "./bytes"
export { HUGE_MARKUP } from "./huge"

export const HOSTILE_MARKUP: string[] = [
  ...CLASSICS,
  ...SCRIPTS,
  ...SCHEMES,
  ...MUTANTS,
  ...IMPOSTORS,
  ...FORGERIES,
  ...STYLES,
  ...STRUCTURES,
  ...CHARACTERS,
  ...LINKS,
]
