import { beforeAll, expect, test } from "bun:test"
import { loadRealAssets } from "../platform/assets/assets-for-tests"
import { FirstRunPage } from "./first-run-page"

beforeAll(loadRealAssets)

test("every field has a label and an autocomplete attribute", () => {
  const page = String(<FirstRunPage />)

  expect(page).toContain("<title>Set up Hearth</title>")
  expect(page).toContain('<body class="signup"')
  expect(page).toMatch(
    /<label for="user_name">Name<\/label>.*<input id="user_name"[^>]* name="user\[name\]"/,
  )
  expect(page).toMatch(/<input id="user_email_address"[^>]* autocomplete="username"/)
  expect(page).toMatch(
    /<input id="user_password"[^>]* type="password"[^>]* autocomplete="new-password"/,
  )
})

test("rejected input is rendered with its errors, without the password", () => {
  const page = String(
    <FirstRunPage
      values={{ name: '"><script>', email_address: "ada@" }}
      reasons={{ "user[email_address]": "That is no e-mail address" }}
    />,
  )

  expect(page).toContain('value="ada@"')
  expect(page).toMatch(
    /<input id="user_email_address"[^>]* aria-invalid="true" aria-describedby="user_email_address_error"/,
  )
  expect(page).toContain('<p id="user_email_address_error" class="field__error">That is no e-mail')
  expect(page).not.toContain('"><script>')
  expect(page).not.toMatch(/<input id="user_password"[^>]* value=/)
})
