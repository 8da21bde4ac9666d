import { bandpass, highpass } from "./filters"
import { glide } from "./pitch"
import { type Samples, Tape } from "./tape"
import { noise, sine, tone } from "./tone"

export const kick = (): Samples =>
  tone(0.28, glide(150, 45, 0.09), sine, { attack: 0.002, ring: 0.0005 })

export const tom = (pitch: number): Samples =>
  tone(0.35, glide(pitch * 1.5, pitch, 0.08), sine, { attack: 0.002, ring: 0.002 })

export const snare = (): Samples =>
  new Tape(0.22)
    .mix(0, tone(0.12, glide(260, 170, 0.05), sine, { attack: 0.001, ring: 1e-5 }), 0.6)
    .mix(0, highpass(noise(0.22, { attack: 0.001, ring: 1e-6 }), 1500), 0.6).samples

export const hat = (): Samples => highpass(noise(0.06, { attack: 0.001, ring: 1e-14 }), 6500)

/** A large cymbal. */
export const crash = (seconds = 1.1): Samples =>
  highpass(noise(seconds, { attack: 0.001, ring: 0.02, release: 0.2 }, 31), 4200)

export const clap = (): Samples => {
  const hands = bandpass(noise(0.14, { attack: 0.001, ring: 1e-8 }, 19), 1300, 1.5)
  return new Tape(0.2).mix(0, hands).mix(0.012, hands).mix(0.026, hands, 1.4).samples
}

/** A rimshot: the stick hits the metal edge of the drum. */
export const rim = (): Samples =>
  new Tape(0.08)
    .mix(0, tone(0.05, 1700, sine, { attack: 0.001, ring: 1e-22 }), 0.7)
    .mix(0, bandpass(noise(0.04, { attack: 0.001, ring: 1e-30 }), 2600, 2), 1).samples
