import { describe, expect, test } from "bun:test"
import { SOUND_NAMES, type SoundName } from "../src/messages/sounds/names"
import { compose } from "./scores/scores"
import { RATE, type Samples } from "./synth/tape"

const made = new Map(SOUND_NAMES.map((name) => [name, compose(name)]))
const BEAT = RATE / 20

describe("every sound that is computed", () => {
  test("lasts between a third of a second and three seconds", () => {
    for (const [name, samples] of made) {
      const seconds = samples.length / RATE
      expect([name, seconds >= 0.3 && seconds <= 3]).toEqual([name, true])
    }
  })

  test("can be heard, is whole, and is as loud as the others", () => {
    for (const [name, samples] of made) {
      expect([name, samples.every(Number.isFinite)]).toEqual([name, true])
      expect([name, loudest(samples)]).toEqual([name, expect.closeTo(0.8, 1)])
      expect([name, course(samples).filter((level) => level > 0.02).length > 4]).toEqual([
        name,
        true,
      ])
    }
  })

  test("is like no other", () => {
    const courses = new Set([...made.values()].map((samples) => course(samples).join()))
    expect(courses.size).toBe(SOUND_NAMES.length)
  })

  test("is the same at every run", () => {
    for (const name of ["bell", "noooo", "rimshot"] as SoundName[])
      expect(compose(name)).toEqual(made.get(name) ?? new Float32Array())
  })
})

const loudest = (samples: Samples) =>
  samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)

/** How loud it is in each twentieth of a second. */
function course(samples: Samples) {
  return Array.from({ length: Math.ceil(samples.length / BEAT) }, (_, i) => {
    const part = samples.subarray(i * BEAT, (i + 1) * BEAT)
    return Math.sqrt(part.reduce((sum, sample) => sum + sample ** 2, 0) / part.length)
  })
}
