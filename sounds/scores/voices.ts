import { clap, crash, kick, tom } from "../synth/drums"
import { bandpass, driven, echo } from "../synth/filters"
import { bell, brass, chime, plucked, strings, synth } from "../synth/instruments"
import { melody, rhythm, together } from "../synth/melody"
import { glide, hz } from "../synth/pitch"
import { sine, square, tone } from "../synth/tone"
import { applause, crowd, type Syllable, voice } from "../synth/voice"

/** Synthesized voices: original, without words. */
export const voices = {
  ballmer: () => {
    const shout = crowd(
      [
        say("e", 0.16, 170, 200, "b"),
        say("e", 0.13, 210, 190),
        say("o", 0.13, 200, 180),
        say("e", 0.24, 190, 140, "b"),
      ],
      3,
    )
    return together(
      2.7,
      [driven(shout, 2), 1],
      [driven(shout, 2), 1, 0.88],
      [driven(shout, 2.4), 1.1, 1.76],
      [clap(), 0.5],
      [clap(), 0.5, 0.88],
      [clap(), 0.5, 1.76],
    )
  },
  bezos: () =>
    together(
      2.1,
      [voice(laugh(190, 7), { size: 1.05 }), 1],
      [voice([say("a", 0.5, 260, 160, "h")]), 1, 1.35],
    ),
  bueller: () =>
    together(
      2.7,
      [
        voice([say("u", 0.2, 112, 112, "b"), say("e", 0.4, 108, 98)], { steady: 0.7, breath: 0.1 }),
        1,
      ],
      [
        voice([say("u", 0.2, 112, 112, "b"), say("e", 0.55, 106, 92)], {
          steady: 0.7,
          breath: 0.1,
        }),
        1,
        1.5,
      ],
    ),
  dadgummit: () =>
    together(
      1.5,
      [
        voice(
          [
            say("a", 0.18, 150, 165, "t"),
            say("a", 0.16, 175, 160, "k"),
            say("y", 0.3, 150, 100, "t"),
          ],
          { breath: 0.12 },
        ),
        1,
      ],
      [melody("G3:0.5 B3:0.5 D4:0.5 G3", 0.16, plucked), 0.5, 0.75],
    ),
  donotwant: () =>
    together(
      2.6,
      [
        driven(
          voice([{ vowel: "o", to: "a", seconds: 1.9, hz: 175, until: 95 }], {
            size: 0.82,
            breath: 0.15,
          }),
          2,
        ),
        1,
      ],
      [strings(1.9, glide(hz("C4"), hz("F3"), 1.8)), 0.2],
    ),
  glados: () => {
    const phrase = voice(
      [
        say("e", 0.16, 220, 220, "h"),
        say("o", 0.26, 262, 262),
        say("a", 0.2, 247, 247, "t"),
        say("e", 0.2, 196, 196),
        say("u", 0.45, 220, 220),
      ],
      { steady: 1, breath: 0.01, size: 1.15 },
    )
    return echo(
      together(
        2,
        [machine(phrase), 1],
        [tone(0.12, 880, square), 0.15, 1.6],
        [tone(0.25, 660, square), 0.15, 1.74],
      ),
      0.03,
      0.45,
    )
  },
  gogogo: () =>
    together(
      1.7,
      [
        crowd(
          [
            say("o", 0.24, 190, 220, "k"),
            say("o", 0.24, 200, 230, "k"),
            say("o", 0.5, 220, 250, "k"),
          ],
          5,
        ),
        1,
      ],
      [rhythm("xxxxxxxxxxxx", 0.13, () => tom(110)), 0.35],
    ),
  greatjob: () =>
    together(
      1.8,
      [voice([say("e", 0.34, 150, 230, "k"), say("a", 0.5, 210, 130, "b")], { size: 0.95 }), 1],
      [melody("C5 E5 G5 C6:2", 0.1, chime, 2), 0.7, 0.95],
      [applause(0.9), 2.5, 0.85],
    ),
  guarantee: () =>
    together(
      1.9,
      [
        voice(
          [
            say("a", 0.16, 130, 140, "k"),
            say("e", 0.18, 135, 150),
            say("a", 0.14, 140, 130),
            say("i", 0.5, 165, 105, "t"),
          ],
          { size: 0.86 },
        ),
        1,
      ],
      [bell(0.8, hz("E5")), 0.5, 1.1],
    ),
  inconceivable: () =>
    voice(
      [
        say("y", 0.15, 210, 220),
        say("o", 0.15, 230, 240, "k"),
        say("i", 0.42, 330, 380, "s"),
        say("a", 0.16, 260, 220),
        say("o", 0.35, 200, 140, "b"),
      ],
      { size: 1.1, breath: 0.12 },
    ),
  makeitso: () =>
    together(
      1.9,
      [
        voice(
          [
            say("e", 0.24, 120, 128, "b"),
            say("y", 0.14, 125, 120, "k"),
            say("o", 0.55, 130, 92, "s"),
          ],
          { size: 0.85 },
        ),
        1,
      ],
      [tone(0.1, 1320, sine), 0.3, 1.2],
      [tone(0.22, 1760, sine), 0.3, 1.34],
    ),
  noooo: () =>
    echo(
      together(
        3,
        [voice([{ vowel: "o", seconds: 2.6, hz: 300, until: 105, to: "u" }], { breath: 0.12 }), 1],
        [strings(2.4, glide(hz("E4"), hz("A3"), 2.2)), 0.12],
      ),
      0.15,
      0.35,
    ),
  ohmy: () =>
    voice(
      [
        say("o", 0.4, 105, 120),
        { vowel: "m", to: "a", seconds: 0.35, hz: 118, until: 105 },
        { vowel: "a", to: "i", seconds: 0.55, hz: 105, until: 78 },
      ],
      { size: 0.8, breath: 0.12, gap: 0.01 },
    ),
  ohyeah: () =>
    together(
      2.2,
      [
        voice(
          [
            say("o", 0.6, 82, 74),
            { vowel: "i", to: "e", seconds: 0.25, hz: 80 },
            { vowel: "e", to: "a", seconds: 0.75, hz: 84, until: 62 },
          ],
          { size: 0.72 },
        ),
        1,
      ],
      [rhythm("x.x.xx", 0.3, kick), 0.5],
      [melody("E2 G2 A2:2", 0.4, synth), 0.4],
    ),
  what: () =>
    together(
      1.2,
      [voice([{ vowel: "u", to: "a", seconds: 0.55, hz: 190, until: 330, onset: "h" }]), 1],
      [voice([{ vowel: "a", seconds: 0.1, hz: 320, onset: "t" }]), 0.7, 0.58],
    ),
  wups: () =>
    together(
      1,
      [tone(0.3, glide(300, 900, 0.28), sine), 0.6],
      [voice([say("u", 0.2, 330, 250, "h")]), 0.8, 0.3],
      [tone(0.35, glide(700, 180, 0.33), sine, { vibrato: { rate: 12, depth: 0.05 } }), 0.5, 0.5],
    ),
  yeah: () =>
    together(
      1.9,
      [
        crowd(
          [
            { vowel: "i", to: "e", seconds: 0.15, hz: 180, until: 230 },
            { vowel: "e", to: "a", seconds: 0.9, hz: 240, until: 180 },
          ],
          7,
        ),
        1,
      ],
      [melody("E4+B4+E5:3", 0.4, brass), 0.4],
      [crash(1.6), 0.3],
    ),
  yodel,
}

function say(
  vowel: Syllable["vowel"],
  seconds: number,
  pitch: number,
  until = pitch,
  onset?: Syllable["onset"],
): Syllable {
  return { vowel, seconds, hz: pitch, until, onset }
}

const laugh = (pitch: number, times: number): Syllable[] =>
  Array.from({ length: times }, (_, i) => ({
    vowel: "a",
    onset: "h",
    seconds: 0.14,
    hz: pitch * (1.5 - 0.05 * i),
    until: pitch * (1.25 - 0.05 * i),
  }))

// Ring modulation, as in a robot voice.
const machine = (spoken: Float32Array) =>
  bandpass(
    spoken.map((sample, i) => sample * (0.65 + 0.35 * Math.sign(Math.sin(i * 0.03)))),
    1400,
    0.8,
  )

/** A yodel between chest and head voice, with an echo. */
function yodel() {
  const steps: [Syllable["vowel"], string, number][] = [
    ["o", "G3", 0.2],
    ["i", "E4", 0.2],
    ["o", "C4", 0.2],
    ["e", "G4", 0.28],
    ["i", "E5", 0.4],
    ["o", "C4", 0.16],
    ["u", "G4", 0.7],
  ]
  const sung = voice(
    steps.map(([vowel, note, seconds]) => ({ vowel, seconds, hz: hz(note) })),
    { gap: 0.005 },
  )
  return echo(together(2.9, [sung, 1]), 0.33, 0.4)
}
