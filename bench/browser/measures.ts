import type { BenchContext } from "../measure/context"
import type { Row } from "../report/row"
import { measureAppending } from "./appending"
import { measureLoading } from "./loading"
import { measureSwitching } from "./switching"
import { measureTyping } from "./typing"

/** The measurements of `--browser`, in the order of the table. */
export const BROWSER_MEASURES: Record<string, (context: BenchContext) => Promise<Row[]>> = {
  "load-room": measureLoading,
  "append-message": measureAppending,
  "switch-room": measureSwitching,
  "type-character": measureTyping,
}
