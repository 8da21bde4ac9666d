/**
 * Attack payloads for tests: none may run, break out of its message or hang the parser.
 *
 * The word `kept` marks text that must survive; `lost` marks text that must not.
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
