import { RATE, type Samples } from "./tape"

type Frequency = number | ((t: number) => number)
type Kind = "low" | "high" | "band"

export const lowpass = (samples: Samples, hz: Frequency, q = 0.8) => filter("low", samples, hz, q)
export const highpass = (samples: Samples, hz: Frequency, q = 0.8) => filter("high", samples, hz, q)
export const bandpass = (samples: Samples, hz: Frequency, q = 4) => filter("band", samples, hz, q)

/** A state-variable filter, which stays calm while its frequency moves. */
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

/** What a room adds: repeats that grow softer and duller, within the same length. */
export function echo(samples: Samples, delay = 0.11, feedback = 0.4): Samples {
  const steps = Math.round(delay * RATE)
  const wet = samples.slice()
  let dull = 0
  for (let i = steps; i < wet.length; i++) {
    dull += 0.5 * ((wet[i - steps] ?? 0) - dull)
    wet[i] = (wet[i] ?? 0) + feedback * dull
  }
  return wet
}

/** As an amplifier that is driven too hard. */
export const driven = (samples: Samples, gain: number): Samples =>
  samples.map((sample) => Math.tanh(gain * sample))
