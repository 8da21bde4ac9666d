import { describe, expect, test } from "bun:test"
import { isTooOld } from "./old-browsers"

const WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
const BLINK = "AppleWebKit/537.36 (KHTML, like Gecko)"
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)"
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"

describe("a browser is too old", () => {
  test.each([
    `${MAC} ${WEBKIT} Version/17.1 Safari/605.1.15`,
    `${MAC} ${WEBKIT} Version/17.1.2 Safari/605.1.15`,
    `${MAC} ${WEBKIT} Version/9 Safari/601.2.4`,
    `${IPHONE} ${WEBKIT} Version/16.6 Mobile/15E148 Safari/604.1`,
    `${WINDOWS} ${BLINK} Chrome/119.0.6045.199 Safari/537.36`,
    `${IPHONE} ${WEBKIT} CriOS/119.0.6045 Mobile/15E148 Safari/604.1`,
    "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0",
    `${WINDOWS} ${BLINK} Chrome/117.0.0.0 Safari/537.36 OPR/103.0.0.0`,
    "Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.18",
    "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)",
    "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
  ])("%p", (agent) => {
    expect(isTooOld(agent)).toBe(true)
  })
})

describe("a browser is supported", () => {
  test.each([
    `${MAC} ${WEBKIT} Version/17.2 Safari/605.1.15`,
    `${MAC} ${WEBKIT} Version/18.0 Safari/605.1.15`,
    `${IPHONE} ${WEBKIT} Version/17.2 Mobile/15E148 Safari/604.1`,
    `${IPHONE} ${WEBKIT} Mobile/15E148`,
    `${IPHONE} ${WEBKIT} FxiOS/110.0 Mobile/15E148 Safari/605.1.15`,
    `${IPHONE} ${WEBKIT} Version/16.0 EdgiOS/119.0 Mobile/15E148 Safari/605.1.15`,
    `${WINDOWS} ${BLINK} Chrome/120.0.6099.62 Safari/537.36`,
    `${WINDOWS} ${BLINK} Chrome/110.0.0.0 Safari/537.36 Edg/110.0.1587.50`,
    `${WINDOWS} ${BLINK} Chrome/118.0.0.0 Safari/537.36 OPR/104.0.4944.23`,
    "Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0",
    "Mozilla/5.0 (Linux; U; Android 4.0.3) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30",
    `${BLINK.replace("AppleWebKit", "Mozilla/5.0 AppleWebKit").replace("Gecko)", "Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html)")} Chrome/99.0.0.0 Safari/537.36`,
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    `${MAC} ${WEBKIT} Safari/605.1.15`,
    "Mozilla/5.0 (X11; Linux x86_64) Gecko Firefox",
    "curl/8.5.0",
    "",
  ])("%p", (agent) => {
    expect(isTooOld(agent)).toBe(false)
  })
})
