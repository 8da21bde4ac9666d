import { whenIdle } from "./page/timing"

let loading: Promise<unknown> | undefined

/** Fetches the editor, once; where that fails, plain text goes on working and the next wish retries. */
export function loadEditor(): Promise<unknown> {
  loading ??= load().catch((error) => {
    loading = undefined
    console.warn("The editor cannot be loaded", error)
  })
  return loading
}

/** Fetches the editor when the browser has nothing better to do. */
export function loadEditorSoon() {
  whenIdle(loadEditor)
}

// It colours code with grammars that need this to be there.
async function load() {
  await import("./code/prism")
  await import("./editor")
}
