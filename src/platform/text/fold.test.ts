import { expect, test } from "bun:test"
import { fold } from "./fold"

/** A name, and a query that has to find it. */
const MEET: [string, string][] = [
  ["Łódź", "lodz"],
  ["Łukasz", "lukasz"],
  ["Strauß", "strauss"],
  ["STRAẞE", "strasse"],
  ["Đà Nẵng", "da nang"],
  ["Nguyễn Thị", "nguyen thi"],
  ["Øresund", "oresund"],
  ["Østby", "ostby"],
  ["Ærø", "aero"],
  ["œuvre", "oeuvre"],
  ["Þórsmörk", "thorsmork"],
  ["Guðrún", "gudrun"],
  ["Iğdır", "igdir"],
  ["İstanbul", "istanbul"],
  ["Ħal Għargħur", "hal ghargħur"],
  ["Škoda", "skoda"],
  ["Crème BRÛLÉE", "creme brulee"],
  ["O’Brien", "o'b"],
  ["O'Brien", "o’b"],
  ["Hawaiʻi", "hawai'i"],
  ["Donau\u00ADdampf\u00ADschiff", "donaudampfschiff"],
  ["zero\u200Bwidth\u2060s\uFEFF", "zerowidths"],
  ["ﬁnance", "finance"],
  ["Ｔｏｋｙｏ", "tokyo"],
  ["Ἀθῆναι", "αθηναι"],
  ["ΟΔΥΣΣΕΥΣ", "οδυσσευς"],
  ["Королёв", "королев"],
  ["שָׁלוֹם", "שלום"],
  ["مُحَمَّد", "محمد"],
  ["أحمد", "احمد"],
  ["محـــمد", "محمد"],
  ["می\u200Cخواهم", "میخواهم"],
  ["Zalgo\u0301\u0316", "zalgo"],
  ["ﾊﾟｽ", "パス"],
]

/** Two words that are different for their readers. */
const DIFFER: [string, string][] = [
  ["パス", "バス"],
  ["パス", "ハス"],
  ["パリ", "バリ"],
  ["かき", "がき"],
  ["कल", "कुल"],
  ["दिन", "दीन"],
  ["मन", "मान"],
  ["ข้าว", "ขาว"],
  ["ใกล้", "ใกล"],
  ["கல்", "கல"],
  ["မာ", "မ"],
]

test.each(MEET)("%s is found by %s", (name, query) => {
  expect(fold(name)).toContain(fold(query))
})

test.each(DIFFER)("%s and %s are different", (one, other) => {
  expect(fold(one)).not.toBe(fold(other))
})

test("folding twice changes nothing more", () => {
  for (const text of [...MEET, ...DIFFER].flat()) expect(fold(fold(text))).toBe(fold(text))
})

test("a pile of marks on one letter is folded as quickly as other text", () => {
  // Sorting these would take an hour.
  expect(fold(`Ada${"\u0301\u0316".repeat(400_000)}!`)).toBe("ada!")
})
