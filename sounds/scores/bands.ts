import { clap, crash, hat, kick, snare, tom } from "../synth/drums"
import { echo, lowpass } from "../synth/filters"
import {
  bass,
  brass,
  chime,
  chip,
  flute,
  organ,
  plucked,
  powerChord,
  sax,
  strings,
  synth,
} from "../synth/instruments"
import { melody, rhythm, together } from "../synth/melody"
import { glide, hz } from "../synth/pitch"
import { noise, saw, sine, tone } from "../synth/tone"
import { applause, crowd, voice } from "../synth/voice"

/** Short original tunes for the sounds that are music. */
export const bands = {
  butts: () =>
    together(
      2,
      [melody("C3 - C3 Eb3 - F3 Gb3 F3", 0.22, bass)],
      [rhythm("x.x.x.x.x.x.x.x.", 0.11, hat), 0.3],
      [melody("- Bb4+Eb5:0.5 -:2.5 Bb4+D5:0.5", 0.44, brass), 0.5],
    ),
  cottoneyejoe: () => {
    const fiddle = (s: number, p: number | ((t: number) => number)) => strings(s, p)
    return together(
      2.4,
      [melody("A4 C5 D5 D5 F5 E5 D5 C5 A4 G4 A4 C5 D5:2 A5+D5:2", 0.145, fiddle, 0.85), 0.8],
      [rhythm("x.x.x.x.x.x.x.x.", 0.145, kick), 0.7],
      [rhythm(".x.x.x.x.x.x.x.x", 0.145, clap), 0.4],
    )
  },
  clowntown: () => {
    const tuba = melody("C3 G3 C3 G3 C3 G3 C3:2", 0.24, brass, 0.6)
    const calliope = melody(
      "G5:0.5 Gb5:0.5 F5:0.5 E5:0.5 Eb5:0.5 D5:0.5 Db5:0.5 B4:0.5 C5 E5 C5:2",
      0.24,
      flute,
      0.9,
    )
    return together(2.3, [tuba, 0.6], [calliope, 0.9], [horn(), 0.6, 1.95])
  },
  curb: () =>
    together(
      2.6,
      [melody("G2 - D3 G2 - D3 G2:2", 0.3, bass), 0.9],
      [melody("- B3+D4:0.5 -:0.5 - B3+D4:0.5 -:0.5 -", 0.3, (s, p) => plucked(s, p)), 0.5],
      [melody("D4:0.7 E4:0.3 G4 F#4 E4:0.5 C#4:0.5 D4:2", 0.34, sax), 0.6],
    ),
  dangerzone: () =>
    together(
      2.6,
      [powerChord(0.5, hz("D2")), 1],
      [powerChord(0.3, hz("D2")), 1, 0.55],
      [powerChord(0.5, hz("F2")), 1, 0.9],
      [powerChord(1.1, hz("G2")), 1, 1.4],
      [rhythm("x...x...x...x...", 0.15, kick), 0.8],
      [rhythm("..x...x...x..x.x", 0.15, snare), 0.6],
      [jet(), 0.5, 0.9],
    ),
  danielsan: () =>
    echo(
      together(2.6, [melody("A4 D5 E5:0.5 G5:0.5 A5:3", 0.28, flute), 0.8], [gong(), 0.7, 1.1]),
      0.14,
      0.35,
    ),
  flawless: () =>
    together(
      1.9,
      [rhythm("x..x..x...x.x...", 0.11, kick), 0.9],
      [rhythm("....x.......x...", 0.11, clap), 0.8],
      [melody("Eb5+G5:0.5 - Eb5+Ab5:0.5 - Eb5+Bb5:2", 0.28, synth), 0.6],
    ),
  greyjoy: () =>
    together(
      2.7,
      [melody("D3:1.5 D3:0.5 F3 E3 D3:2", 0.38, warHorn), 0.9],
      [tom(70), 0.9],
      [tom(70), 0.9, 1.52],
      [crash(), 0.15, 1.52],
    ),
  heygirl: () =>
    echo(
      together(
        2.3,
        [melody("C5 E5 G5 B5 D6:4", 0.13, chime, 2.2), 0.8],
        [melody("C3+E4+B4:2 F3+A4+E5:3", 0.38, organ), 0.35],
      ),
      0.12,
      0.3,
    ),
  letitgo: () =>
    echo(
      together(
        2.7,
        [melody("E6 B5 G#5 E6 F#6 B5 G#6:4", 0.13, chime, 2.4), 0.5],
        [melody("E4+G#4+B4:2 C#4+E4+A4:2 B3+E4+G#4:3", 0.36, strings, 1.05), 0.7],
        [wind(), 0.3],
      ),
      0.13,
      0.35,
    ),
  loggins: () =>
    together(
      2.4,
      [melody("A2:0.5 A2:0.5 E3 G3 A3", 0.22, bass), 0.8],
      [melody("A3:0.5 - A3:0.5 C4 D4:0.5 - E4:3", 0.22, (s, p) => plucked(s, p, 0.997)), 0.9],
      [rhythm("x.x.x.x.x.x", 0.22, kick), 0.6],
      [rhythm(".x.x.x.x.x.", 0.22, clap), 0.6],
    ),
  pushit: () =>
    together(
      1.9,
      [melody("C3:0.5 C3:0.5 Eb3:0.5 C3:0.5 G2:0.5 Bb2:0.5 C3:1", 0.4, bass), 1],
      [rhythm("x.x.x.x.", 0.2, kick), 0.9],
      [rhythm("..x...x.", 0.2, clap), 0.8],
      [melody("- - C5+F5:0.5 - - C5+Eb5:0.5", 0.3, synth), 0.5],
    ),
  rollout: () =>
    together(
      2.2,
      [melody("E2 - E2 G2 - E2 D2 E2", 0.2, bass), 1],
      [rhythm("x..x..x.x..x..x.", 0.13, kick), 0.8],
      [rhythm("xxxxxxxxxxxxxxxx", 0.13, hat), 0.25],
      [engine(), 0.6],
    ),
  rumble: () =>
    together(
      2.6,
      [powerChord(0.9, hz("D2")), 1],
      [powerChord(0.3, hz("D2")), 1, 0.95],
      [powerChord(1.3, hz("E2")), 1.1, 1.3],
      [rhythm("x...x.x.", 0.32, tom.bind(null, 85)), 0.7],
    ),
  sax: () =>
    echo(
      together(
        2.9,
        [melody("A4:0.5 C5:0.5 E5 G5:0.5 F#5:0.5 E5 C5:0.5 B4:0.5 A4:3", 0.32, sax), 0.9],
        [melody("A2+E4+G4:4 D3+F#4+C5:5", 0.32, organ), 0.25],
      ),
      0.15,
      0.3,
    ),
  sexyback: () =>
    together(
      2,
      [melody("F2 F2:0.5 F2:0.5 Ab2 F2 Eb2 F2:2", 0.25, bass), 1],
      [rhythm("x.x.x.x.", 0.25, kick), 0.9],
      [rhythm(".x.x.x.x", 0.25, clap), 0.7],
      [melody("- C5:0.25 -:0.75 C5:0.25 -:0.75 - Ab4:0.25 C5:0.25", 0.25, synth), 0.5],
    ),
  totes: () =>
    together(
      1.3,
      [melody("C5+E5 D5+F5 E5+G5 - G5+C6:2", 0.14, synth, 0.8), 0.8],
      [clap(), 0.8, 0.56],
      [kick(), 0.9],
      [kick(), 0.9, 0.56],
    ),
  trololo: () => {
    const la = ["D4", "F4", "A4", "D5", "C5", "A4", "F4", "G4", "A4", "D4"]
    const sung = voice(
      la.map((note, i) => ({
        vowel: "o",
        onset: "t",
        seconds: i === 9 ? 0.5 : 0.17,
        hz: hz(note),
      })),
      { steady: 0.3 },
    )
    return together(
      2.6,
      [sung, 1],
      [melody("D3 A3 D3 A3 F3 A3 D3 A3 D3:2", 0.22, organ, 0.5), 0.25],
    )
  },
  whoomp: () =>
    together(
      1.9,
      [crowd([{ vowel: "u", to: "o", onset: "h", seconds: 0.3, hz: 150, until: 170 }], 5), 1],
      [rhythm("x..x.x..x", 0.16, kick), 1],
      [rhythm("...x...x.", 0.16, clap), 0.8],
      [melody("- - C4+Eb4+G4:0.5 - C4+Eb4+G4:0.5 C4+F4+Ab4:2", 0.22, brass), 0.7],
    ),
  yay: () =>
    together(
      2,
      [crowd([{ vowel: "e", to: "i", onset: "h", seconds: 1, hz: 220, until: 330 }], 9), 1],
      [applause(1.9), 3.5],
      [melody("C5 E5 G5 C6:3", 0.12, brass), 0.5],
    ),
  deeper: () =>
    echo(
      together(
        2.9,
        [foghorn(1.3), 1],
        [foghorn(1.5), 1, 1.35],
        [melody("G4:0.5 C4:0.5 G4:0.5 C4:0.5 Ab4:0.5 C4:0.5", 0.45, strings), 0.12],
      ),
      0.17,
      0.4,
    ),
  nyan: () =>
    together(
      2.5,
      [
        melody(
          "E5:0.5 G5:0.5 E5 A5:0.5 G5:0.5 C5 D5:0.5 E5:0.5 G5 B5:0.5 A5:0.5 G5 E5:0.5 C6:1.5",
          0.24,
          chip,
        ),
        0.7,
      ],
      [
        melody(
          "C3:0.5 C4:0.5 E3:0.5 E4:0.5 F3:0.5 F4:0.5 G3:0.5 G4:0.5 A3:0.5 A4:0.5 F3:0.5 F4:0.5 G3:0.5 G4:0.5 C3:0.5 C4:0.5 C4:1",
          0.24,
          chip,
        ),
        0.4,
      ],
      [rhythm("x.x.x.x.x.x.x.x.x.x.", 0.12, hat), 0.2],
    ),
}

function horn() {
  return lowpass(tone(0.3, glide(420, 380, 0.3), saw), 1500, 2)
}

const warHorn = (seconds: number, pitch: number | ((t: number) => number)) =>
  lowpass(brass(seconds, pitch), 900, 1.3)

const jet = () =>
  lowpass(
    noise(1.7, { attack: 0.9, release: 0.5 }),
    (t) => 300 + 3000 * Math.sin((Math.PI * t) / 1.7),
  )

const wind = () =>
  lowpass(noise(2.7, { attack: 0.8, release: 0.8 }), (t) => 500 + 400 * Math.sin(2.4 * t), 3)

const engine = () =>
  lowpass(
    tone(2.1, (t) => 38 + 60 * ((t * 1.4) % 1), saw, { release: 0.4 }),
    420,
    1.4,
  )

const gong = () =>
  together(
    1.5,
    ...[110, 164, 233, 311, 402].map(
      (pitch, i) =>
        [tone(1.5, pitch, sine, { attack: 0.01 + 0.02 * i, ring: 0.15 }), 0.3] as [
          Float32Array,
          number,
        ],
    ),
  )

const foghorn = (seconds: number) =>
  together(
    seconds,
    ...["F1", "C2", "F2", "Ab2"].map(
      (note) => [brass(seconds, hz(note)), 0.5] as [Float32Array, number],
    ),
  )
