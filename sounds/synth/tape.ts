/** Sample rate in Hz. */
export const RATE = 24_000

/** Mono samples from -1 to 1. */
export type Samples = Float32Array

/** A mixing buffer of a fixed length. */
export class Tape {
  readonly samples: Samples

  constructor(readonly seconds: number) {
    this.samples = new Float32Array(Math.round(seconds * RATE))
  }

  /** Adds `sound` at `at` seconds; samples beyond the end are cut off. */
  mix(at: number, sound: Samples, gain = 1): this {
    const start = Math.round(at * RATE)
    const end = Math.min(sound.length, this.samples.length - start)
    for (let i = 0; i < end; i++)
      this.samples[start + i] = (this.samples[start + i] ?? 0) + (sound[i] ?? 0) * gain
    return this
  }
}

/** Normalizes the peak and fades both ends, so that no click is heard. */
export function mastered(samples: Samples): Samples {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-9)
  const fade = 0.012 * RATE
  return samples.map((sample, i) => {
    const edge = Math.min(1, i / 24, (samples.length - 1 - i) / fade)
    return (0.8 * edge * sample) / peak
  })
}

/** Samples the function `sample` of the time in seconds. */
export function filled(seconds: number, sample: (t: number) => number): Samples {
  return Float32Array.from({ length: Math.round(seconds * RATE) }, (_, i) => sample(i / RATE))
}
