import { expect, test } from "bun:test"
import { createMessage, scene } from "../../../test/support/scene"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { findMessages, parseQuery } from "../../searches/search"

type Pair = [query: string, text: string]

const MEET: Pair[] = [
  // Spellings of words.
  ["lodz", "Łódź"],
  ["strauss", "Strauß"],
  ["da nang", "Đà Nẵng"],
  ["oresund", "Øresund"],
  ["oeuvre", "œuvre"],
  ["@ostby", "Østby"],
  ["@lukasz", "Łukasz"],
  ["o’brien", "O'Brien"],
  ["Donaudampfschiff", "Donau\u00ADdampf\u00ADschiff"],
  ["thorsmork", "Þórsmörk"],
  ["istanbul", "İstanbul"],
  ["стол", "СТОЛ"],
  ["αθηνα", "Ἀθῆνα"],
  ["שלום", "שָׁלוֹם"],
  ["محمد", "مُحَمَّد"],
  ["パス", "ﾊﾟｽ"],
  ["葛", "葛\u{E0100}"],
  ["会議", "明日の会議は十時からです"],
  ["हिन्दी", "वह हिन्दी बोलता है"],
  ["ข้าว", "กินข้าวกัน"],
  // Forms and beginnings of words.
  ["deploy", "Deployment"],
  ["posting", "She posted it"],
  ["posting now", "now it is posted"],
  ["universe", "the university"],
  ["hostna", "hostname.test.example"],
  ["test.exam", "hostname.test.example"],
  ["kett", "the kettle"],
  ["приве", "привет"],
  // Parts of identifiers.
  ["UserById", "call getUserById now"],
  ["userbyid", "getUserById"],
  ["user", "getUserById"],
  ["users", "getUserById"],
  ["get user", "getUserById"],
  ["getUser now", "now getUserById"],
  ["getuserbyid", "getUserById"],
  ["GetUserById", "getuserbyid"],
  ["github", "GitHub"],
  ["GitHub", "github"],
  ["request", "XMLHttpRequest"],
  ["0x80070005", "error 0x80070005!"],
  ["80070005", "error 0x80070005!"],
  ["404", "error404"],
  ["case_name", "snake_case_name"],
  ["snake_case_name", "snake_case_name"],
  ["src/main.ts", "see src/main.ts:12"],
  ["main", "see src/main.ts:12"],
  // Quotes.
  ['"university"', "the University of Łódź"],
  ['"university of lodz"', "the University of Łódź"],
  ['"getUserById now"', "call getUserById now"],
  // Emoji.
  ["🚀", "liftoff🚀"],
  ["🚀🚀", "🚀 once"],
  ["👍", "👍🏽"],
  ["👍🏿", "👍"],
  ["🤷", "🤷🏽‍♀️"],
  ["👩‍💻", "a 👩🏻‍💻 at work"],
  ["❤", "❤️"],
  ["🇩🇪", "in 🇩🇪🇫🇷"],
  ["#️⃣", "press #️⃣"],
  ["™", "Foo™"],
  ["foo", "Foo™"],
  ["‼️", "now‼️"],
]

const DIFFER: Pair[] = [
  ["パス", "バス"],
  ["パリ", "バリ"],
  ["かき", "がき"],
  ["कल", "कुल"],
  ["कुल", "कल"],
  ["दिन", "दीन"],
  ["ข้าว", "ขาว"],
  ["ขาว", "ข้าว"],
  ["கல்", "கலை"],
  ["議会", "会議"],
  ['"university"', "universe"],
  ['"post"', "posted"],
  ['"user"', "getUserById"],
  ['"kett"', "kettle"],
  ['"git hub"', "GitHub"],
  ['"on kettle"', "kettle on"],
  ["ke", "kettle"],
  ["kett on", "the kettle is on"],
  ["byuser", "getUserById"],
  ["ls", "URLs"],
  ["👩", "👩‍💻"],
  ["🇫🇷", "🇩🇪"],
  ["🚀", "🎉"],
  ["1", "1️⃣"],
]

onBothDatabases("a search", () => {
  test("finds other spellings, forms and parts of words", async () => {
    const found = await outcomes(MEET)
    expect(found.filter(({ isFound }) => !isFound)).toEqual([])
  })

  test("does not find different words", async () => {
    const found = await outcomes(DIFFER)
    expect(found.filter(({ isFound }) => isFound)).toEqual([])
  })

  test("finds words after thousands of others, and in very long ones", async () => {
    const { ada, hall } = await scene()
    const long = "x".repeat(3000)
    const numbers = Array.from({ length: 4000 }, (_, index) => `n${index % 300}`).join(" ")
    const message = await createMessage(hall, ada, `${numbers} ${numbers} ${long} kettle`)

    for (const query of ["kettle", "n7", long.slice(0, 200)]) {
      const { results } = await findMessages(ada, { query: parseQuery(query), zone: "UTC" })
      expect(results.map(({ id }) => id)).toEqual([message.id])
    }
  })

  test("finds the beginnings of very many different words", async () => {
    const { ada, hall } = await scene()
    for (let start = 0; start < 200; start += 50) {
      const words = Array.from({ length: 50 }, (_, index) => `abc${start + index}x`)
      await createMessage(hall, ada, words.join(" "))
    }

    const { results } = await findMessages(ada, { query: parseQuery("abc"), zone: "UTC" })
    expect(results).toHaveLength(4)
  })
})

/** Whether each query finds the message with the text beside it. */
async function outcomes(pairs: Pair[]) {
  const { ada, hall } = await scene()
  const found: { query: string; text: string; isFound: boolean }[] = []
  for (const [query, text] of pairs) {
    const message = await createMessage(hall, ada, text)
    const { results } = await findMessages(ada, { query: parseQuery(query), zone: "UTC" })
    found.push({ query, text, isFound: results.some(({ id }) => id === message.id) })
  }
  return found
}
