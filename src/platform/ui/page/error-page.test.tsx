import { beforeAll, expect, test } from "bun:test"
import { loadRealAssets } from "../../assets/assets-for-tests"
import { ErrorPage } from "./error-page"
import { UnsupportedBrowserPage } from "./unsupported-browser-page"

beforeAll(loadRealAssets)

test("an error page shows what happened and the status code", () => {
  expect(String(<ErrorPage status={404} />)).toContain("We can’t find that (404)")
  expect(String(<ErrorPage status={422} />)).toContain("That didn’t work (422)")
  expect(String(<ErrorPage status={500} />)).toContain("Something went wrong (500)")
})

test("an unknown status code has the text of its class", () => {
  expect(String(<ErrorPage status={418} />)).toContain("That didn’t work (418)")
  expect(String(<ErrorPage status={507} />)).toContain("Something went wrong (507)")
})

test("a message replaces the general text and is escaped", () => {
  const page = String(<ErrorPage status={413} message="5 < 6 MB" />)

  expect(page).toContain(">5 &lt; 6 MB</p>")
})

test("the page for old browsers lists the supported ones", () => {
  const page = String(<UnsupportedBrowserPage />)

  expect(page).toContain("<title>Unsupported browser</title>")
  expect(page).toContain("Upgrade to a supported web browser")
  expect(page).toContain("<strong>Safari</strong> 17.2+")
})
