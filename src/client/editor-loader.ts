import { whenIdle } from "./page/timing"

let loading: Promise<unknown> | undefined

/** Loads the editor once. On failure the plain text area stays, and the next call retries. */
export function loadEditor(): Promise<unknown> {
  loading ??= load().catch((error) => {
    loading = undefined
    console.warn("The editor cannot be loaded", error)
  })
  return loading
}

/** Loads the editor when the browser is idle. */
export function loadEditorSoon() {
  whenIdle(loadEditor)
}

// The editor's code highlighting needs the global Prism.
async function load() {
  await import("./code/prism")
  await import("./editor")
}
