import { beforeAll, expect, test } from "bun:test"
import { loadRealAssets } from "../../assets/assets-for-tests"
import { ErrorPage } from "./error-page"
import { UnsupportedBrowserPage } from "./unsupported-browser-page"

beforeAll(loadRealAssets)

test("an error says what happened and shows its number", () => {
  expect(String(<ErrorPage status={404} />)).toContain("We can’t find that (404)")
  expect(String(<ErrorPage status={422} />)).toContain("That didn’t work (422)")
  expect(String(<ErrorPage status={500} />)).toContain("Something went wrong (500)")
})

test("an error without words of its own borrows those of its kind", () => {
  expect(String(<ErrorPage status={418} />)).toContain("That didn’t work (418)")
  expect(String(<ErrorPage status={507} />)).toContain("Something went wrong (507)")
})

test("a reason takes the place of the general words, as text", () => {
  const page = String(<ErrorPage status={413} message="5 < 6 MB" />)

  expect(page).toContain(">5 &lt; 6 MB</p>")
})

test("an old browser is told which ones will do", () => {
  const page = String(<UnsupportedBrowserPage />)

  expect(page).toContain("<title>Unsupported browser</title>")
  expect(page).toContain("Upgrade to a supported web browser")
  expect(page).toContain("<strong>Safari</strong> 17.2+")
})
