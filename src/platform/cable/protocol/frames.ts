import type { Json } from "../bus"

/** The server's frames in Action Cable's protocol. */
export const welcome = () => encode({ type: "welcome" })

export const ping = (seconds: number) => encode({ type: "ping", message: seconds })

export const confirmation = (identifier: string) =>
  encode({ identifier, type: "confirm_subscription" })

export const rejection = (identifier: string) => encode({ identifier, type: "reject_subscription" })

export const disconnect = (reason: Reason, reconnect: boolean) =>
  encode({ type: "disconnect", reason, reconnect })

/** @param json the message, encoded once for all identifiers */
export const message = (identifier: string, json: string) =>
  `{"identifier":${encode(identifier)},"message":${json}}`

export type Reason = "unauthorized" | "invalid_request" | "server_restart" | "remote"

const encode = (value: Json) => JSON.stringify(value)
