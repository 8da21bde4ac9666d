import { whenIdle } from "./timing"

let loading: Promise<unknown> | undefined

/** Fetches the editor, once; where that fails, plain text goes on working and the next wish retries. */
export function loadEditor(): Promise<unknown> {
  loading ??= import("./editor").catch((error) => {
    loading = undefined
    console.warn("The editor cannot be loaded", error)
  })
  return loading
}

/** Fetches the editor when the browser has nothing better to do. */
export function loadEditorSoon() {
  whenIdle(loadEditor)
}
