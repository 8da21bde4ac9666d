import { expect, test } from "bun:test"
import { type Browser, platformOf, type System } from "./platform"

const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
const PIXEL = "Mozilla/5.0 (Linux; Android 10; K)"
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"
const WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
const BLINK = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"

test.each<[string, Browser, System]>([
  [`${WINDOWS} ${BLINK} Safari/537.36`, "Chrome", "Windows"],
  [`${MAC} ${BLINK} Safari/537.36 Edg/131.0.0.0`, "Edge", "macOS"],
  [`${WINDOWS} ${BLINK} Safari/537.36 OPR/117.0.0.0`, "Opera", "Windows"],
  [`${MAC} ${WEBKIT} Version/18.1 Safari/605.1.15`, "Safari", "macOS"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox", "Linux"],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${BLINK} Safari/537.36`, "Chrome", "ChromeOS"],
])("%s is a desktop", (agent, browser, os) => {
  expect(platformOf(agent)).toEqual({ browser, os, mobile: false })
})

test.each<[string, Browser, System]>([
  [`${PIXEL} ${BLINK} Mobile Safari/537.36`, "Chrome", "Android"],
  ["Mozilla/5.0 (Android 15; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0", "Firefox", "Android"],
  [`${IPHONE} ${WEBKIT} Version/18.0 Mobile/15E148 Safari/604.1`, "Safari", "iPhone"],
  [`${IPHONE} ${WEBKIT} FxiOS/132.0 Mobile/15E148 Safari/605.1.15`, "Firefox", "iPhone"],
  [`${IPHONE} ${WEBKIT} CriOS/131.0 Mobile/15E148 Safari/604.1`, "Chrome", "iPhone"],
  ["Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari", "iPad"],
])("%s is a mobile", (agent, browser, os) => {
  expect(platformOf(agent)).toEqual({ browser, os, mobile: true })
})

test("an empty or unknown user agent has no browser and system", () => {
  const nothing = { browser: null, os: null, mobile: false }
  for (const agent of [undefined, null, "", "curl/8.9.1"])
    expect(platformOf(agent)).toEqual(nothing)
})
