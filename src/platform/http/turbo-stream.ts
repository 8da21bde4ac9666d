import type { Context } from "hono"

export const TURBO_STREAM = "text/vnd.turbo-stream.html"

type Action = "append" | "prepend" | "before" | "after" | "replace" | "update" | "remove"

/**
 * One Turbo Stream element.
 *
 * @param target a DOM id
 * @param html not escaped here
 */
export function turboStream(action: Action, target: string, html = "", attributes = "") {
  const content = action === "remove" ? "" : `<template>${html}</template>`
  return `<turbo-stream action="${action}" target="${target}"${attributes}>${content}</turbo-stream>`
}

/**
 * One Turbo Stream element for all elements that match a CSS selector.
 *
 * @param html not escaped here
 */
export function turboStreamTo(action: "remove" | "update", targets: string, html = "") {
  const content = action === "remove" ? "" : `<template>${html}</template>`
  return `<turbo-stream action="${action}" targets="${Bun.escapeHTML(targets)}">${content}</turbo-stream>`
}

/** Marks changes that arrive late: the browser shows messages without a sound. */
export const MISSED = " missed"

/** Keeps the reader's scroll position. */
export const MAINTAIN_SCROLL = " maintain_scroll"

/** Responds with the streams when the request accepts them; null for browsers without scripts. */
export function answerStream(c: Context, streams: string) {
  if (!c.req.header("accept")?.includes(TURBO_STREAM)) return null
  return c.body(streams, 200, { "Content-Type": TURBO_STREAM })
}
