import { chance } from "./chance"
import { driven, lowpass } from "./filters"
import { filled, RATE, type Samples, Tape } from "./tape"
import { envelope, type Pitch, pulse, saw, sine, square, tone, triangle } from "./tone"

export type Instrument = (seconds: number, pitch: Pitch) => Samples

/** A filter that opens with the attack makes the tone bright. */
export const brass: Instrument = (seconds, pitch) =>
  lowpass(
    tone(seconds, pitch, saw, {
      attack: 0.03,
      release: 0.07,
      vibrato: { rate: 5.5, depth: 0.006 },
    }),
    (t) => 500 + 2600 * Math.min(1, t / 0.06) * 0.75 ** (t * 3),
    1.2,
  )

export const mutedBrass: Instrument = (seconds, pitch) =>
  lowpass(
    tone(seconds, pitch, saw, { attack: 0.04, release: 0.08, vibrato: { rate: 6, depth: 0.012 } }),
    (t) => 380 + 1500 * Math.sin(Math.PI * Math.min(1, t / seconds)),
    2.6,
  )

/** A pulse wave through a filter that opens with the attack. */
export const sax: Instrument = (seconds, pitch) =>
  driven(
    lowpass(
      tone(seconds, pitch, pulse, {
        attack: 0.04,
        release: 0.08,
        vibrato: { rate: 5, depth: 0.013 },
      }),
      (t) => 700 + 1900 * Math.min(1, t / 0.09),
      2,
    ),
    1.6,
  )

export const strings: Instrument = (seconds, pitch) => {
  const at = (detune: number): Pitch =>
    typeof pitch === "number" ? pitch * detune : (t) => pitch(t) * detune
  const tape = new Tape(seconds)
  for (const detune of [0.994, 1, 1.006])
    tape.mix(0, tone(seconds, at(detune), saw, { attack: 0.05, release: 0.12 }), 0.4)
  return lowpass(tape.samples, 2800)
}

export const organ: Instrument = (seconds, pitch) => {
  const at = (multiple: number): Pitch =>
    typeof pitch === "number" ? pitch * multiple : (t) => pitch(t) * multiple
  const tape = new Tape(seconds)
  for (const [multiple, gain] of [
    [1, 0.5],
    [2, 0.3],
    [3, 0.15],
    [4, 0.1],
  ] as const)
    tape.mix(0, tone(seconds, at(multiple), sine, { attack: 0.02, release: 0.05 }), gain)
  return tape.samples
}

/** A square wave, as on early game consoles. */
export const chip: Instrument = (seconds, pitch) =>
  tone(seconds, pitch, square, { attack: 0.002, release: 0.02, ring: 0.3 })

export const synth: Instrument = (seconds, pitch) =>
  lowpass(tone(seconds, pitch, saw, { ring: 0.25 }), (t) => 400 + 3500 * 0.02 ** t, 2.5)

export const bass: Instrument = (seconds, pitch) =>
  lowpass(
    tone(seconds, pitch, saw, { ring: 0.3, release: 0.05 }),
    (t) => 160 + 900 * 0.01 ** t,
    1.6,
  )

export const flute: Instrument = (seconds, pitch) =>
  tone(seconds, pitch, triangle, {
    attack: 0.05,
    release: 0.08,
    vibrato: { rate: 5, depth: 0.008 },
  })

/** A bell: inharmonic partials, of which the high ones decay first. */
export const bell = (seconds: number, pitch: number): Samples => {
  const tape = new Tape(seconds)
  const partials = [
    [0.5, 0.25, 0.3],
    [1, 0.5, 0.2],
    [1.19, 0.25, 0.12],
    [2, 0.3, 0.08],
    [2.74, 0.2, 0.03],
    [4.07, 0.12, 0.01],
  ] as const
  for (const [multiple, gain, ring] of partials)
    tape.mix(0, tone(seconds, pitch * multiple, sine, { attack: 0.002, ring }), gain)
  return tape.samples
}

/** Small metal bars, as in a music box. */
export const chime = (seconds: number, pitch: number): Samples =>
  new Tape(seconds)
    .mix(0, tone(seconds, pitch, sine, { attack: 0.002, ring: 0.08 }), 0.7)
    .mix(0, tone(seconds, pitch * 3.93, sine, { attack: 0.001, ring: 0.001 }), 0.25).samples

/** A plucked string by the Karplus-Strong algorithm: noise in a damped delay line. */
export function plucked(seconds: number, pitch: number, damping = 0.996, seed = 3): Samples {
  const next = chance(seed)
  const line = Array.from({ length: Math.round(RATE / pitch) }, () => 2 * next() - 1)
  const level = envelope(seconds, { attack: 0.001, release: 0.05 })
  let position = 0
  return filled(seconds, (t) => {
    const following = (position + 1) % line.length
    const sample = line[position] ?? 0
    line[position] = damping * 0.5 * (sample + (line[following] ?? 0))
    position = following
    return sample * level(t)
  })
}

/** An overdriven electric guitar: root, fifth and octave. */
export const powerChord = (seconds: number, root: number): Samples => {
  const tape = new Tape(seconds)
  for (const [index, multiple] of [1, 1.5, 2].entries())
    tape.mix(0.004 * index, plucked(seconds, root * multiple, 0.998, 3 + index), 0.6)
  return lowpass(driven(tape.samples, 5), 3200)
}
