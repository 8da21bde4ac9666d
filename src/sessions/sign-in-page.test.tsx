import { beforeAll, expect, test } from "bun:test"
import { loadRealAssets } from "../platform/assets/assets-for-tests"
import { SignInPage } from "./sign-in-page"

const account = { name: "Analytical Engines" }

beforeAll(loadRealAssets)

test("the sign-in page asks for address and password and reloads on the next visit", () => {
  const page = String(<SignInPage account={account} version="1.2.3" />)

  expect(page).toContain("<title>Sign in</title>")
  expect(page).toContain("Analytical Engines")
  expect(page).toContain('<meta name="turbo-visit-control" content="reload"/>')
  expect(page).toMatch(/<input id="email_address"[^>]* placeholder="Enter your email address"/)
  expect(page).toMatch(/<input id="password"[^>]* placeholder="Enter your password"/)
  expect(page).toMatch(/<button type="submit"[^>]* name="log_in"[^>]*>Go<\/button>/)
  expect(page).not.toContain('role="alert"')
})

test("a failed sign-in keeps the address, shows an error and focuses the password", () => {
  const page = String(
    <SignInPage account={account} version="1" refused email_address="ada@example.com" />,
  )

  expect(page).toContain('class="panel entry shake"')
  expect(page).toContain('role="alert"')
  // A reload would lose the error and the input.
  expect(page).not.toContain("turbo-visit-control")
  expect(page).toMatch(/<input id="email_address"[^>]* value="ada@example.com"/)
  expect(page).toMatch(/<input id="password"[^>]* autofocus/)
})

test("the sign-in page links to the contact person", () => {
  const help = { name: "Ada", email_address: "ada@example.com" }
  const page = String(<SignInPage account={account} version="1" help={help} />)

  expect(page).toContain('<a href="mailto:ada@example.com" title="Email Ada">ada@example.com</a>')
})
