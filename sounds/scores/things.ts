import { crash, kick, rim, snare, tom } from "../synth/drums"
import { bandpass, driven, echo, highpass, lowpass } from "../synth/filters"
import { bell, brass, chime, mutedBrass, organ } from "../synth/instruments"
import { melody, rhythm, together } from "../synth/melody"
import { glide, hz } from "../synth/pitch"
import { filled, Tape } from "../synth/tape"
import { noise, saw, sine, square, tone } from "../synth/tone"

/** Instruments, machines and animals. */
export const things = {
  "56k": modem,
  bell: () => together(2.4, [bell(2.2, hz("A4"))], [bell(1.6, hz("A4")), 0.9, 0.75]),
  crickets,
  honk: () => together(0.95, [horn(0.28)], [horn(0.5), 1, 0.36]),
  horn: () => echo(melody("C5:0.6 - C5:0.4 C5:2.2", 0.22, horns, 0.9), 0.16, 0.35),
  rimshot: () =>
    together(
      1.9,
      [tom(160)],
      [tom(110), 1, 0.18],
      [snare(), 1, 0.52],
      [crash(1.3), 1.6, 0.53],
      [kick(), 1, 0.52],
    ),
  tada: () =>
    together(
      2.2,
      [brassChord("G4 B4 D5", 0.2)],
      [brassChord("C4 E4 G4 C5", 1.7), 1, 0.26],
      [crash(1.5), 0.4, 0.26],
      [kick(), 0.6, 0.26],
    ),
  trombone,
  vuvuzela: () => {
    const drone = (pitch: number, at: number) =>
      [
        driven(
          lowpass(
            tone(2.2, (t) => pitch * (1 - 0.05 * 0.001 ** t), saw, {
              attack: 0.12,
              release: 0.25,
              vibrato: { rate: 7, depth: 0.004 },
            }),
            1500,
          ),
          2,
        ),
        0.6,
        at,
      ] as [Float32Array, number, number]
    return together(
      2.6,
      drone(hz("Bb3"), 0),
      drone(hz("Bb3") * 1.012, 0.15),
      drone(hz("Bb3") * 0.985, 0.4),
    )
  },
  live: () => {
    const pips = [0, 0.35, 0.7].map(
      (at) => [tone(0.12, 1000, sine), 0.6, at] as [Float32Array, number, number],
    )
    return together(
      2.3,
      ...pips,
      [tone(0.5, 1000, sine, { release: 0.05 }), 0.7, 1.05],
      [brassChord("C4 G4 C5", 0.9), 0.8, 1.3],
      [kick(), 1, 1.3],
    )
  },
  tmyk: () => {
    const star = glide(hz("C6"), hz("C8"), 0.7)
    const glitter = tone(0.8, (t) => star(t) * (1 + 0.02 * Math.sin(70 * t)), sine, {
      release: 0.4,
    })
    return echo(
      together(
        2.8,
        [glitter, 0.25],
        [melody("G5 C6 E6 G6:4", 0.16, chime, 2.5), 0.9, 0.35],
        [organ(1.6, hz("C4")), 0.25, 0.9],
      ),
      0.13,
      0.4,
    )
  },
  unix,
  secret: () => echo(melody("G5 B5 D6 A5 C6 E6 B5 F#6:3", 0.115, chime, 1.7), 0.1, 0.35),
  drama: () =>
    together(
      2.2,
      [brassChord("C3 Eb3 Gb3 A3", 0.28)],
      [brassChord("C3 Eb3 Gb3 A3", 0.28), 1, 0.36],
      [brassChord("B2 D3 F3 Ab3 C4", 1.4), 1.2, 0.72],
      [tom(60), 1, 0.72],
    ),
  horror: () => {
    const shrieks = Array.from(
      { length: 7 },
      (_, i) => [shriek(0.22), 0.9, i * 0.29] as [Float32Array, number, number],
    )
    return echo(together(2.5, ...shrieks), 0.09, 0.3)
  },
  story: () =>
    echo(
      together(
        2.6,
        [melody("E4+C4 D4+B3 C4+A3 G3+E3:3", 0.28, organ), 0.7],
        [bell(1.6, hz("C5")), 0.5, 0.84],
      ),
      0.12,
      0.35,
    ),
}

/** Two dial tones, the answer tone, then modem noise. */
function modem() {
  const dial = [
    [941, 1336],
    [697, 1477],
    [852, 1209],
    [770, 1336],
  ] as const
  const tape = new Tape(2.9)
  for (const [place, [low, high]] of dial.entries())
    tape.mix(0.11 * place, together(0.08, [tone(0.08, low), 0.5], [tone(0.08, high), 0.5]))
  tape.mix(0.5, tone(0.42, 2100), 0.5)
  tape.mix(
    0.95,
    tone(0.3, (t) => (Math.floor(t * 30) % 2 ? 1270 : 1070), square),
    0.35,
  )
  tape.mix(
    1.05,
    tone(0.3, (t) => (Math.floor(t * 43) % 2 ? 2225 : 2025), sine),
    0.5,
  )
  tape.mix(
    1.4,
    bandpass(
      tone(0.35, (t) => 1800 + 700 * Math.sin(2 * Math.PI * 11 * t), saw),
      1800,
      2,
    ),
    1.6,
  )
  tape.mix(
    1.75,
    bandpass(noise(1.15, { attack: 0.01, release: 0.1 }), (t) => (t < 0.5 ? 1200 : 2000), 1.2),
    1.6,
  )
  return tape.mix(
    1.75,
    tone(1.1, (t) => (t < 0.55 ? 1200 : 1600), square, { release: 0.1 }),
    0.16,
  ).samples
}

/** Three chirps and a pause. */
function crickets() {
  const chirp = (pitch: number) =>
    filled(0.3, (t) => {
      const rub = Math.max(0, Math.sin(2 * Math.PI * 33 * t)) ** 2
      return Math.sin(2 * Math.PI * pitch * t) * rub * Math.sin((Math.PI * t) / 0.3)
    })
  const tape = new Tape(2.8)
  for (const at of [0.05, 0.75, 1.45, 2.2]) tape.mix(at, chirp(4300), 0.8)
  for (const at of [0.42, 1.2, 1.95]) tape.mix(at, chirp(3850), 0.35)
  return tape.mix(0, highpass(noise(2.8), 5200), 0.012).samples
}

const horn = (seconds: number) =>
  lowpass(
    together(seconds, [tone(seconds, 415, saw), 0.5], [tone(seconds, 523, saw), 0.5]),
    2100,
    1.4,
  )

function horns(seconds: number, pitch: number | ((t: number) => number)) {
  const low = typeof pitch === "number" ? pitch * 0.749 : pitch
  return together(seconds, [brass(seconds, pitch), 0.6], [brass(seconds, low), 0.5])
}

/** Four falling notes, the last one long. */
function trombone() {
  const wah = (note: string, seconds: number, at: number) =>
    [mutedBrass(seconds, hz(note)), 1, at] as [Float32Array, number, number]
  const last = hz("Db3")
  const sad = mutedBrass(
    1.15,
    (t) => last * (1 - 0.07 * t) * (1 + 0.035 * Math.sin(2 * Math.PI * 6.5 * t)),
  )
  return together(2.85, wah("E3", 0.5, 0), wah("Eb3", 0.5, 0.55), wah("D3", 0.5, 1.1), [
    sad,
    1.1,
    1.65,
  ])
}

/** Beeps over disk noise, then a final chord. */
function unix() {
  const beeps = melody(
    "C6 E6 G5 C6 D6 A5 E6 G6",
    0.09,
    (s, p) => tone(s, p, square, { release: 0.02 }),
    0.6,
  )
  const disk = rhythm("x.xx.x.xxx.x.xx.x", 0.075, rim)
  return together(2, [beeps, 0.5], [disk, 0.35], [melody("G5 C6:3", 0.16, chime, 2), 0.9, 1.1])
}

const shriek = (seconds: number) =>
  highpass(
    together(
      seconds,
      [tone(seconds, glide(1650, 1980, 0.1), saw, { attack: 0.004 }), 0.5],
      [tone(seconds, glide(1560, 1890, 0.1), saw, { attack: 0.004 }), 0.5],
    ),
    900,
  )

const brassChord = (notes: string, seconds: number) =>
  melody(`${notes.split(" ").join("+")}:1`, seconds, brass, 1)
