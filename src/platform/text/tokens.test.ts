import { expect, test } from "bun:test"
import fc from "fast-check"
import { seedOr } from "../../../test/support/seeds"
import { addressesIn, isWebAddress, startsMention } from "./tokens"

const shownIn = (text: string) => addressesIn(text).map(({ shown }) => shown)

/** A text, and the addresses in it. */
const WEB: [string, ...string[]][] = [
  // Brackets
  ["(https://site.example/a/)for more", "https://site.example/a/"],
  ["(see https://site.example/a)and more", "https://site.example/a"],
  ["https://en.example/wiki/Tea_(drink)", "https://en.example/wiki/Tea_(drink)"],
  ["(https://en.example/wiki/Tea_(drink))", "https://en.example/wiki/Tea_(drink)"],
  [
    "https://en.example/Tea_(drink)_(disambiguation).",
    "https://en.example/Tea_(drink)_(disambiguation)",
  ],
  ["[text](https://site.example/a)", "https://site.example/a"],
  [
    "[https://site.example/a](https://site.example/b)",
    "https://site.example/a",
    "https://site.example/b",
  ],
  ["https://site.example/a?ids[]=1&ids[]=2", "https://site.example/a?ids[]=1&ids[]=2"],
  ["https://site.example/{id}/b}", "https://site.example/{id}/b"],
  ["{https://site.example/a}", "https://site.example/a"],
  ["https://site.example/a(", "https://site.example/a"],
  ["<https://site.example/a>", "https://site.example/a"],
  ["（https://site.example/a）を", "https://site.example/a"],
  ["「https://site.example/a」と", "https://site.example/a"],
  ["【https://site.example/a】", "https://site.example/a"],
  ["⟨https://site.example/a⟩", "https://site.example/a"],
  // Quotes
  ["‘https://site.example/a’", "https://site.example/a"],
  ["“https://site.example/a”s", "https://site.example/a"],
  ["„https://site.example/a“", "https://site.example/a"],
  ["‹https://site.example/a›", "https://site.example/a"],
  ["«https://site.example/a»", "https://site.example/a"],
  [`"https://site.example/a"`, "https://site.example/a"],
  ["'https://site.example/a'", "https://site.example/a"],
  ["`https://site.example/a`", "https://site.example/a"],
  ["https://site.example's page", "https://site.example"],
  ["https://site.example’s page", "https://site.example"],
  ["https://site.example/it's", "https://site.example/it's"],
  // Stars and other marks
  ["http://www.site.example/?x=*", "http://www.site.example/?x=*"],
  ["https://site.example/*x*/y", "https://site.example/*x*/y"],
  ["https://site.example/*x*", "https://site.example/*x*"],
  ["https://site.example/~~b~~.", "https://site.example/~~b~~"],
  ["https://site.example/a**", "https://site.example/a"],
  ["https://site.example/a/*", "https://site.example/a/*"],
  ["https://site.example/?q=tea*", "https://site.example/?q=tea*"],
  ["*https://site.example/a*", "https://site.example/a"],
  ["**https://site.example/**", "https://site.example/"],
  ["~~https://site.example/a~~", "https://site.example/a"],
  ["_https://site.example/a_", "https://site.example/a"],
  ["https://site.example/a_", "https://site.example/a_"],
  ["https://site.example/~ada/", "https://site.example/~ada/"],
  ["https://site.example/~", "https://site.example/~"],
  ["|https://site.example/a|b|", "https://site.example/a|b"],
  // Sentence marks of all scripts
  ["https://site.example/a، ثم", "https://site.example/a"],
  ["https://site.example/a،ثم", "https://site.example/a"],
  ["https://site.example/a؟", "https://site.example/a"],
  ["https://site.example/a؛", "https://site.example/a"],
  ["https://site.example/a۔", "https://site.example/a"],
  ["https://site.example/a।", "https://site.example/a"],
  ["https://site.example/a॥", "https://site.example/a"],
  ["https://site.example/a。次", "https://site.example/a"],
  ["https://site.example/a、次", "https://site.example/a"],
  ["https://site.example/a！", "https://site.example/a"],
  ["https://site.example/a？", "https://site.example/a"],
  ["https://site.example/a，", "https://site.example/a"],
  ["https://site.example/a։", "https://site.example/a"],
  ["https://site.example/a።", "https://site.example/a"],
  ["https://site.example/a…", "https://site.example/a"],
  ["https://site.example/a—which", "https://site.example/a"],
  ["https://site.example/a?!.", "https://site.example/a"],
  ["https://a.example/x,https://b.example/y", "https://a.example/x", "https://b.example/y"],
  ["https://a.example,https://b.example", "https://a.example", "https://b.example"],
  ["https://site.example/a,b;c", "https://site.example/a,b;c"],
  // Scripts without spaces
  ["https://site.example/aを見て", "https://site.example/a"],
  ["https://site.exampleを見て", "https://site.example"],
  ["https://site.example/a看看", "https://site.example/a"],
  ["https://site.example/a에서", "https://site.example/a"],
  ["https://site.example/aครับ", "https://site.example/a"],
  ["https://site.example/aー", "https://site.example/a"],
  ["https://site.example/A_(曲)です", "https://site.example/A_(曲)"],
  ["https://site.example/%E3%81%82?x=%E3%81%82", "https://site.example/%E3%81%82?x=%E3%81%82"],
  ["<https://site.example/aを見て>", "https://site.example/aを見て"],
  ["https://例え.jp/パス", "https://例え.jp/パス"],
  ["https://例え.テスト/パスA/b", "https://例え.テスト/パスA/b"],
  ["https://例え.jpを見て", "https://例え.jp"],
  ["https://ja.example/wiki/東京2024年#歴史", "https://ja.example/wiki/東京2024年#歴史"],
  ["https://site.example/?q=東京&lang=ja", "https://site.example/?q=東京&lang=ja"],
  ["見てhttps://site.example、www.b.example", "https://site.example", "www.b.example"],
  ["https://site.example/a🎉", "https://site.example/a"],
  ["🎉https://site.example/🎉", "https://site.example/🎉"],
  // Scripts with spaces
  ["https://ru.example/wiki/Чай", "https://ru.example/wiki/Чай"],
  ["https://ar.example/wiki/شاي", "https://ar.example/wiki/شاي"],
  ["https://hi.example/wiki/चाय।", "https://hi.example/wiki/चाय"],
  ["https://de.example/Straße?größe=1", "https://de.example/Straße?größe=1"],
  ["https://bücher.example/", "https://bücher.example/"],
  ["https://ca.example/Col·lecció", "https://ca.example/Col·lecció"],
  // Hosts
  ["http://[::1]:3000/a", "http://[::1]:3000/a"],
  ["http://localhost:3000", "http://localhost:3000"],
  ["https://ada:pass@site.example/", "https://ada:pass@site.example/"],
  [
    "https://web.example/2020/https://site.example/",
    "https://web.example/2020/https://site.example/",
  ],
  ["git+https://site.example/a.git", "https://site.example/a.git"],
  ["xhttps://site.example"],
  ["https://"],
  ["http://."],
  ["https://{host}/a"],
  ["www.x"],
  ["éwww.x.example"],
]

const MAIL: [string, ...string[]][] = [
  ["ann.o'brien@site.example", "ann.o'brien@site.example"],
  ["'ann@site.example'", "ann@site.example"],
  ["(ann@site.example)", "ann@site.example"],
  ["<ann@site.example>", "ann@site.example"],
  ["“ann@site.example”", "ann@site.example"],
  ["‹ann@site.example›", "ann@site.example"],
  ["cc/ann@site.example", "ann@site.example"],
  ["mail=ann@site.example&x", "ann@site.example"],
  ["mailto:ann@site.example?subject=a", "ann@site.example"],
  ["ann_b+c-d@site.example", "ann_b+c-d@site.example"],
  ["at&t@site.example", "at&t@site.example"],
  ["~ann~@site.example", "ann~@site.example"],
  ["*ann@site.example*", "ann@site.example"],
  [
    "ann@site.example, bob@site.example;cy@site.example",
    "ann@site.example",
    "bob@site.example",
    "cy@site.example",
  ],
  ["ann@site.example.", "ann@site.example"],
  ["ann@site.example।", "ann@site.example"],
  ["ann@site.example؟", "ann@site.example"],
  ["ann@site.example-", "ann@site.example"],
  ["ann@site.example's", "ann@site.example"],
  ["連絡はann@site.exampleまで", "ann@site.example"],
  ["ann@site.example에게", "ann@site.example"],
  ["ann@例え.example", "ann@例え.example"],
  ["jürgen@müller.example", "jürgen@müller.example"],
  ["почта@пример.рф", "почта@пример.рф"],
  ["ann@site.xn--p1ai", "ann@site.xn--p1ai"],
  ["wait...ann@site.example", "ann@site.example"],
  ["👋ann@site.example", "ann@site.example"],
  // Another person's address, or none.
  ["o’brien@site.example"],
  ["ann..b@site.example"],
  ["@ann@site.example"],
  ["＠ann@site.example"],
  ["a@b"],
  ["1@2.3"],
  ["ann@site.example-like"],
  ["ann@-"],
]

test.each(WEB)("%s: web addresses", (text, ...shown) => {
  expect(shownIn(text)).toEqual(shown)
})

test.each(MAIL)("%s: mail addresses", (text, ...shown) => {
  expect(shownIn(text)).toEqual(shown)
  for (const { href } of addressesIn(text)) expect(href).toStartWith("mailto:")
})

test("an address leads where it says", () => {
  expect(addressesIn("www.site.example")).toEqual([
    { index: 0, shown: "www.site.example", href: "https://www.site.example" },
  ])
  expect(addressesIn("to a#b%c@site.example")).toEqual([
    { index: 3, shown: "a#b%c@site.example", href: "mailto:a%23b%25c@site.example" },
  ])
})

test("a text is a web address if it is nothing else", () => {
  for (const text of ["https://site.example/a", "www.site.example", "http://a.example/(b)"])
    expect([text, isWebAddress(text)]).toEqual([text, true])
  for (const text of [
    "",
    "a",
    "ann@site.example",
    "https://site.example/a.",
    "https://a.example/aを",
    " www.a.example",
  ])
    expect([text, isWebAddress(text)]).toEqual([text, false])
})

test("a mention begins next to anything but a word", () => {
  const before = [
    "",
    " ",
    "\n",
    "\t",
    "(",
    "[",
    "{",
    `"`,
    "'",
    "“",
    "‘",
    "«",
    "‹",
    "„",
    "「",
    "（",
    "¿",
  ]
  before.push(
    "cc/",
    "cc:",
    "a,",
    "a;",
    "a.",
    "a!",
    "a-",
    "—",
    "=",
    "+",
    "*",
    "~",
    "&",
    "|",
    "#",
    ">",
  )
  before.push(
    "こんにちは",
    "你好",
    "カー",
    "ﾊﾟ",
    "안녕",
    "สวัสดี",
    "ကို",
    "。",
    "、",
    "！",
    "？",
    "،",
    "؟",
    "।",
    "👋",
    "🇩🇪",
    "\u3000",
  )
  for (const text of before) expect([text, startsMention(text)]).toEqual([text, true])

  const within = [
    "ann",
    "ann_",
    "a1",
    "7",
    "é",
    "e\u0301",
    "привет",
    "αβγ",
    "مرحبا",
    "שלום",
    "कि",
    "நா",
    "բ",
  ]
  within.push("https://site.example/", "see http://a.example/b/", "www.site.example/")
  for (const text of within) expect([text, startsMention(text)]).toEqual([text, false])
})

test("addresses are parts of the text, in its order, in any text", () => {
  const parts = fc.constantFrom(
    ..."https:// http://a.example www. @ ＠ . , / ? # = * _ ~ ( ) [ ] { } < > \" ' ’ “ 。 ، । あ 漢 é a.b".split(
      " ",
    ),
    ..."ann ann@ @site.example 👍 \u200B \u202E \uD800 %E3 🇩🇪 \u0301".split(" "),
    " ",
  )
  const text = fc.array(fc.oneof(parts, fc.string({ unit: "binary", maxLength: 3 })), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(text, (pieces) => {
      const whole = pieces.join("")
      let end = 0
      for (const { index, shown, href } of addressesIn(whole)) {
        expect(index).toBeGreaterThanOrEqual(end)
        end = index + shown.length
        expect(whole.slice(index, end)).toBe(shown)
        expect(URL.canParse(href)).toBe(true)
        expect(shown).not.toMatch(/[\s"<>\u200B\u202E]/)
        expect(shownIn(shown).join("").length).toBeGreaterThan(0)
      }
    }),
    { seed: seedOr(20260301), numRuns: 3000, interruptAfterTimeLimit: 3000 },
  )
})

// A quadratic pattern would take minutes for these, and the run would time out.
test.each(
  [
    "a@a.",
    "a@",
    "a.",
    "a'",
    "a'.",
    "a-.",
    "....a",
    "(",
    ".",
    "http://",
    "http://a/(",
    "http://a/(あ",
    "<http://a",
    "<http://a ",
    "www.",
    "あ",
    "http://あ/",
    "@",
    "＠@",
    "*",
    ", https://",
  ].flatMap((unit) =>
    ["", "a@a", "http://a.example/", "http://a.example/あ"].map((start) => [start, unit]),
  ),
)("%s and 100 KB of %s are read in linear time", (start, unit) => {
  const text = start + unit.repeat(Math.ceil(1e5 / unit.length))
  for (const { shown } of addressesIn(text)) expect(text).toContain(shown)
  expect(typeof startsMention(text)).toBe("boolean")
})
