/**
 * Makes every sound anew: `bun sounds/main.ts`, or with names only those. Needs ffmpeg, which turns
 * what is computed here into small files that every browser plays.
 */

import { join } from "node:path"
import { SOUND_NAMES } from "../src/messages/sounds/names"
import { compose } from "./scores/scores"
import { RATE, type Samples } from "./synth/tape"

const FOLDER = join(import.meta.dir, "../src/client/public/sounds")

const wanted = process.argv.slice(2)
for (const name of SOUND_NAMES) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const samples = compose(name)
  const file = join(FOLDER, `${name}.mp3`)
  await encode(samples, file)
  console.log(`${name}: ${(samples.length / RATE).toFixed(2)} s, ${Bun.file(file).size} bytes`)
}

async function encode(samples: Samples, file: string) {
  const raw = Int16Array.from(samples, (sample) => Math.round(sample * 32_767))
  const ffmpeg = Bun.spawn(
    // Nothing of the machine or the day goes into the file.
    [
      ...["ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", String(RATE), "-ac", "1", "-i", "-"],
      ...["-b:a", "32k", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"],
      ...["-write_xing", "0", "-id3v2_version", "0", file],
    ],
    { stdin: new Blob([raw]), stderr: "inherit" },
  )
  if ((await ffmpeg.exited) !== 0) throw new Error(`ffmpeg cannot write ${file}`)
}
