import { hz } from "./pitch"
import { type Samples, Tape } from "./tape"

/**
 * Plays a line of notes one after the other: `C4` for a beat, `C4:2` for two, `C4+E4` together,
 * `-` for a rest.
 *
 * @param beat in seconds
 * @param hold how much of its time a note sounds; above 1 it rings into the next
 */
export function melody(
  line: string,
  beat: number,
  instrument: (seconds: number, pitch: number) => Samples,
  hold = 0.95,
): Samples {
  const notes = line.trim().split(/\s+/).map(readNote)
  const beats = notes.reduce((sum, note) => sum + note.beats, 0)
  const tape = new Tape((beats + Math.max(0, hold - 1) * (notes.at(-1)?.beats ?? 1)) * beat)
  let at = 0
  for (const { pitches, beats } of notes) {
    for (const pitch of pitches)
      tape.mix(at, instrument(beats * beat * hold, pitch), 1 / Math.sqrt(pitches.length))
    at += beats * beat
  }
  return tape.samples
}

function readNote(text: string) {
  const [names = "-", beats = "1"] = text.split(":")
  return { pitches: names === "-" ? [] : names.split("+").map(hz), beats: Number(beats) }
}

/** Beats a pattern: each `x` is a stroke, anything else a rest. */
export function rhythm(pattern: string, step: number, stroke: () => Samples): Samples {
  const tape = new Tape(pattern.length * step + 0.3)
  for (const [place, mark] of [...pattern].entries())
    if (mark === "x") tape.mix(place * step, stroke())
  return tape.samples
}

/** Several parts at once, each with its loudness, for `seconds`. */
export function together(
  seconds: number,
  ...parts: [samples: Samples, gain?: number, at?: number][]
): Samples {
  const tape = new Tape(seconds)
  for (const [samples, gain = 1, at = 0] of parts) tape.mix(at, samples, gain)
  return tape.samples
}
