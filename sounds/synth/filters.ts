import { RATE, type Samples } from "./tape"

type Frequency = number | ((t: number) => number)
type Kind = "low" | "high" | "band"

export const lowpass = (samples: Samples, hz: Frequency, q = 0.8) => filter("low", samples, hz, q)
export const highpass = (samples: Samples, hz: Frequency, q = 0.8) => filter("high", samples, hz, q)
export const bandpass = (samples: Samples, hz: Frequency, q = 4) => filter("band", samples, hz, q)

/** A state-variable filter, which stays stable while its frequency changes. */
function filter(kind: Kind, samples: Samples, hz: Frequency, q: number): Samples {
  let [first, second] = [0, 0]
  return samples.map((sample, i) => {
    const frequency = typeof hz === "number" ? hz : hz(i / RATE)
    const g = Math.tan(Math.PI * Math.min(0.45, frequency / RATE))
    const band = (first + g * (sample - second)) / (1 + g / q + g * g)
    const low = second + g * band
    first = 2 * band - first
    second = 2 * low - second
    if (kind === "low") return low
    return kind === "band" ? band / q : sample - band / q - low
  })
}

/** An echo: softer and duller repeats, cut at the length of the input. */
export function echo(samples: Samples, delay = 0.11, feedback = 0.4): Samples {
  const offset = Math.round(delay * RATE)
  const wet = samples.slice()
  let damped = 0
  for (let i = offset; i < wet.length; i++) {
    damped += 0.5 * ((wet[i - offset] ?? 0) - damped)
    wet[i] = (wet[i] ?? 0) + feedback * damped
  }
  return wet
}

/** Soft clipping, as of an overdriven amplifier. */
export const driven = (samples: Samples, gain: number): Samples =>
  samples.map((sample) => Math.tanh(gain * sample))
