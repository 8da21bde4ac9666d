import { resolve } from "node:path"

/** Hearth's own folder: one above `src`, where this file lies, and above `build`, where it is bundled to. */
export const ROOT = resolve(import.meta.dir, "..")
