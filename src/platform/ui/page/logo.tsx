import { raw } from "hono/html"
import logo from "../../../client/public/icon.svg" with { type: "text" }
import { logoPath } from "./appearance"

/** Hearth's logo; decorative without a label. */
export function Logo({ label }: { label?: string }) {
  return (
    <span class="logo">
      {raw(drawing)}
      {label && <span class="for-screen-reader">{label}</span>}
    </span>
  )
}

/** The account's logo, or Hearth's. */
export function AccountLogo() {
  const path = logoPath()
  if (!path) return <Logo label="Account logo" />
  return (
    <span class="logo">
      <img src={path} alt="Account logo" />
    </span>
  )
}

const drawing = logo.replace("<svg ", '<svg aria-hidden="true" ').replace(/\s*\n\s*/g, "")
