import { hz } from "./pitch"
import { type Samples, Tape } from "./tape"

/**
 * Plays a sequence of notes: `C4` for one beat, `C4:2` for two, `C4+E4` together,
 * `-` for a rest.
 *
 * @param beat in seconds
 * @param hold share of its duration that a note sounds; above 1 it overlaps the next
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

/** Plays a rhythm pattern: `x` is a stroke, any other character a rest. */
export function rhythm(pattern: string, step: number, stroke: () => Samples): Samples {
  const tape = new Tape(pattern.length * step + 0.3)
  for (const [index, mark] of [...pattern].entries())
    if (mark === "x") tape.mix(index * step, stroke())
  return tape.samples
}

/** Mixes several parts, each with a gain and a start time, into `seconds`. */
export function together(
  seconds: number,
  ...parts: [samples: Samples, gain?: number, at?: number][]
): Samples {
  const tape = new Tape(seconds)
  for (const [samples, gain = 1, at = 0] of parts) tape.mix(at, samples, gain)
  return tape.samples
}
