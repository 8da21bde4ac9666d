import { chance } from "./chance"
import { bandpass, highpass, lowpass } from "./filters"
import { glide } from "./pitch"
import { RATE, type Samples, Tape } from "./tape"
import { envelope, noise, saw, tone } from "./tone"

/** The first three formants of each vowel in Hz. */
const VOWELS = {
  a: [730, 1090, 2440],
  e: [530, 1840, 2480],
  i: [290, 2250, 3000],
  o: [500, 860, 2400],
  u: [320, 800, 2240],
  y: [440, 1400, 2300],
  m: [250, 900, 2100],
} as const

type Vowel = keyof typeof VOWELS

/** The consonant at the start of a syllable. */
type Onset = "s" | "h" | "t" | "b" | "k"

export type Syllable = {
  vowel: Vowel
  /** The vowel at the end of the syllable, for a diphthong. */
  to?: Vowel
  onset?: Onset
  seconds: number
  /** The pitch in Hz at the start, and `until` at the end. */
  hz: number
  until?: number
  gain?: number
}

export type VoiceOptions = {
  /** Factor of the formants: below 1 a larger head, above 1 a smaller one. */
  size?: number
  breath?: number
  /** From 0, the drift of a human voice, to 1, no drift. */
  steady?: number
  gap?: number
}

/** Formant synthesis of `syllables`: recognizable as a voice, in no language. */
export function voice(syllables: readonly Syllable[], options: VoiceOptions = {}): Samples {
  const { gap = 0.03 } = options
  const length = syllables.reduce((sum, { seconds }) => sum + seconds + gap, 0.05)
  const tape = new Tape(length)
  let at = 0
  for (const [index, syllable] of syllables.entries()) {
    tape.mix(at, renderSyllable(syllable, options, index), syllable.gain ?? 1)
    at += syllable.seconds + gap
  }
  return tape.samples
}

function renderSyllable(syllable: Syllable, options: VoiceOptions, seed: number): Samples {
  const { vowel, to = vowel, seconds, onset } = syllable
  const { size = 1 } = options
  const source = glottalSource(syllable, options, seed)
  const tape = new Tape(seconds)
  const gains = [1, 0.65, 0.35]
  for (const [index, from] of VOWELS[vowel].entries()) {
    const target = VOWELS[to][index] ?? from
    const formant = glide(from * size, target * size, seconds * 0.7)
    tape.mix(0, bandpass(source, formant, 5 + 2 * index), (gains[index] ?? 0) * 6)
  }
  if (onset) tape.mix(0, consonant(onset), 1)
  return tape.samples
}

// A little drift and breath noise make the voice sound human.
function glottalSource({ hz, until = hz, seconds }: Syllable, options: VoiceOptions, seed: number) {
  const { breath = 0.06, steady = 0 } = options
  const next = chance(101 + seed)
  const line = glide(hz, until, seconds)
  let drift = 0
  const pitch = (t: number) => {
    drift += (1 - steady) * 0.0008 * (next() - 0.5) - 0.001 * drift
    return line(t) * (1 + drift + (1 - steady) * 0.008 * Math.sin(2 * Math.PI * 5.3 * t))
  }
  const shape = { attack: 0.025, release: Math.min(0.09, seconds / 3) }
  const cords = lowpass(tone(seconds, pitch, saw, shape), 2600)
  const air = noise(seconds, shape, 57 + seed)
  return cords.map((sample, i) => sample + breath * (air[i] ?? 0))
}

function consonant(onset: Onset): Samples {
  switch (onset) {
    case "s":
      return highpass(noise(0.11, { attack: 0.02, release: 0.05 }), 5000).map((x) => 0.5 * x)
    case "h":
      return bandpass(noise(0.09, { attack: 0.02, release: 0.05 }), 1500, 1).map((x) => 0.5 * x)
    case "t":
      return highpass(noise(0.035, { attack: 0.001, ring: 1e-20 }), 3000)
    case "k":
      return bandpass(noise(0.05, { attack: 0.001, ring: 1e-16 }), 1800, 2).map((x) => 2 * x)
    case "b":
      return lowpass(noise(0.05, { attack: 0.002, ring: 1e-12 }), 420).map((x) => 1.5 * x)
  }
}

/** Several voices that shout the same, each with another pitch and delay. */
export function crowd(syllables: readonly Syllable[], heads = 6): Samples {
  const next = chance(211)
  const one = voice(syllables)
  const tape = new Tape(one.length / RATE + 0.12)
  for (let head = 0; head < heads; head++) {
    const pitch = 0.8 + 0.7 * next()
    const own = syllables.map((part) => ({
      ...part,
      hz: part.hz * pitch,
      until: (part.until ?? part.hz) * pitch,
    }))
    tape.mix(0.1 * next(), voice(own, { size: 0.9 + 0.3 * next(), breath: 0.15 }), 0.5)
  }
  return tape.samples
}

/** Applause: filtered random clicks. */
export const applause = (seconds: number): Samples => {
  const next = chance(17)
  const level = envelope(seconds, { attack: 0.15, release: 0.5 })
  const hands = new Float32Array(Math.round(seconds * RATE))
  for (let i = 0; i < hands.length; i++)
    hands[i] = next() < 0.012 ? (2 * next() - 1) * level(i / RATE) : 0
  return bandpass(hands, 1400, 0.7).map((x) => 3 * x)
}
