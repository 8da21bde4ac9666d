import type { Context } from "hono"

/** The media type by which Turbo asks for streams and knows them. */
export const TURBO_STREAM = "text/vnd.turbo-stream.html"

type Action = "append" | "prepend" | "before" | "replace" | "update" | "remove"

/**
 * One Turbo Stream element.
 *
 * @param target a DOM id
 * @param html goes in as it is
 */
export function turboStream(action: Action, target: string, html = "", attributes = "") {
  const content = action === "remove" ? "" : `<template>${html}</template>`
  return `<turbo-stream action="${action}" target="${target}"${attributes}>${content}</turbo-stream>`
}

/** What these bring is late: it is shown, and makes no sound. */
export const MISSED = " missed"

/** Whoever reads above the change is not to be moved by it. */
export const MAINTAIN_SCROLL = " maintain_scroll"

/** The streams, for whoever asks for such; browsers without scripts ask for a page. */
export function answerStream(c: Context, streams: string) {
  if (!c.req.header("accept")?.includes(TURBO_STREAM)) return null
  return c.body(streams, 200, { "Content-Type": TURBO_STREAM })
}
