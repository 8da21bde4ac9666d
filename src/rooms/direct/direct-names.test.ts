import { expect, test } from "bun:test"
import { ownName, sharedName, shortName } from "./direct-names"

const people = (...names: string[]) => names.map((name, index) => ({ id: index + 1, name }))
const [me] = [{ id: 1 }]

test("a direct room is named after the other members, sorted and joined as in a sentence", () => {
  expect(ownName(people("Me", "Bob"), me)).toBe("Bob")
  expect(ownName(people("Me", "Zoe", "Bob"), me)).toBe("Bob and Zoe")
  expect(ownName(people("Me", "Zoe", "ann", "Bob"), me)).toBe("ann, Bob, and Zoe")
  expect(ownName(people("Me"), me)).toBe("Me")
  expect(sharedName(people("Me", "Bob"))).toBe("Bob and Me")
})

test("the short name is a first name, or the initials of several members", () => {
  expect(shortName(people("Me", "Ann Lee"), me)).toBe("Ann")
  expect(shortName(people("Me", "Ann Bell", "Cy Dee"), me)).toBe("AB+CD")
  expect(shortName(people("Me", "Ann Bell", "Cy Dee", "Eve F G H"), me)).toBe("AB, CD, and EFG")
  expect(shortName(people("Me Myself"), me)).toBe("Me")
})
