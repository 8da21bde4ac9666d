import { describe, expect, test } from "bun:test"
import { InstallHelp, NotificationsHelp } from "./help"
import { helpFor } from "./help-steps"
import { type Browser, platformOf, type System } from "./platform"

const on = (browser: Browser | null, os: System | null) => ({
  browser,
  os,
  mobile: os === "Android" || os === "iPhone" || os === "iPad",
})

const sections = (html: string) => [...html.matchAll(/<summary>([^<]*)/g)].map(([, title]) => title)

describe("help with notifications", () => {
  test.each<[Browser | null, System | null, string[]]>([
    ["Chrome", "Windows", ["Chrome", "Windows", "Install"]],
    ["Edge", "macOS", ["Edge", "macOS", "Install"]],
    ["Firefox", "Linux", ["Firefox", "Linux"]],
    ["Safari", "macOS", ["Safari", "macOS", "Install"]],
    ["Firefox", "Android", ["Firefox", "Android", "Install"]],
    ["Chrome", "Android", ["Chrome", "Android", "Install"]],
    ["Safari", "iPhone", ["iPhone", "Install"]],
    ["Chrome", "iPad", ["iPad", "Install"]],
    [null, null, ["browser", "device", "Install"]],
  ])("in %s on %s has its own sections", (browser, os, expected) => {
    const html = String(<NotificationsHelp platform={on(browser, os)} />)

    expect(sections(html)).toEqual(
      expected.map((name) =>
        name === "Install" ? "Install Hearth as a web app" : `Check your ${name} settings`,
      ),
    )
    expect(html).toContain("Notifications aren’t allowed")
  })

  test("names the browser's switch in the system's settings", () => {
    for (const browser of ["Chrome", "Firefox"] as const)
      expect(helpFor(on(browser, "Windows"), "Hearth").browser?.join()).toContain("System")
    expect(helpFor(on("Chrome", "Linux"), "Hearth").browser?.join()).not.toContain("Apple")
  })

  test("uses the account's name for the installed app", () => {
    expect(helpFor(on("Safari", "iPhone"), "Ink & Quill").system?.join()).toContain("“Ink & Quill”")
  })
})

describe("help with installing", () => {
  test("has steps, and a button for browsers that offer it", () => {
    const html = String(<InstallHelp platform={on("Chrome", "Windows")} />)

    expect(html).toContain("address bar")
    expect(html).toContain("Install now")
  })

  test("is left out where nothing can be installed", () => {
    expect(String(<InstallHelp platform={on("Firefox", "Windows")} />)).toBe("")
  })

  test("is generic for unknown platforms", () => {
    expect(String(<InstallHelp platform={platformOf("curl/8.9.1")} />)).toContain("Home Screen")
  })
})
