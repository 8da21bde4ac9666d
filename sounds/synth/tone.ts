import { chance } from "./chance"
import { filled, RATE, type Samples } from "./tape"

/** A waveform as a function of the phase, from 0 to 1. */
export type Wave = (phase: number) => number
export type Pitch = number | ((t: number) => number)

export const sine: Wave = (phase) => Math.sin(2 * Math.PI * phase)
export const square: Wave = (phase) => (phase < 0.5 ? 0.6 : -0.6)
export const pulse: Wave = (phase) => (phase < 0.2 ? 0.7 : -0.4)
export const saw: Wave = (phase) => 2 * phase - 1
export const triangle: Wave = (phase) => 1 - 4 * Math.abs(phase - 0.5)

export type Shape = {
  /** Fade-in and fade-out in seconds. */
  attack?: number
  release?: number
  /** Decay: the share of the level that is left after one second. */
  ring?: number
  vibrato?: { rate: number; depth: number }
}

/** A note: `wave` at `pitch` under the envelope `shape`. */
export function tone(seconds: number, pitch: Pitch, wave: Wave = sine, shape: Shape = {}): Samples {
  const { vibrato } = shape
  const level = envelope(seconds, shape)
  let phase = 0
  return filled(seconds, (t) => {
    const factor = vibrato ? 1 + vibrato.depth * Math.sin(2 * Math.PI * vibrato.rate * t) : 1
    phase = (phase + ((typeof pitch === "number" ? pitch : pitch(t)) * factor) / RATE) % 1
    return wave(phase) * level(t)
  })
}

export function envelope(seconds: number, shape: Shape): (t: number) => number {
  const { attack = 0.008, release = 0.04, ring = 1 } = shape
  return (t) => Math.min(1, t / attack, Math.max(0, (seconds - t) / release)) * ring ** t
}

/** White noise from a seeded generator. */
export function noise(seconds: number, shape: Shape = {}, seed = 7): Samples {
  const next = chance(seed)
  const level = envelope(seconds, shape)
  return filled(seconds, (t) => (2 * next() - 1) * level(t))
}
