/**
 * Renders the sounds of the /play command: `bun sounds/main.ts` renders all, `bun sounds/main.ts NAME…`
 * only those named. Needs ffmpeg, which encodes the samples as MP3.
 */

import { join } from "node:path"
import { SOUND_NAMES } from "../src/messages/sounds/names"
import { compose } from "./scores/scores"
import { RATE, type Samples } from "./synth/tape"

const FOLDER = join(import.meta.dir, "../src/client/public/sounds")

const names = process.argv.slice(2)
for (const name of SOUND_NAMES) {
  if (names.length > 0 && !names.includes(name)) continue
  const samples = compose(name)
  const file = join(FOLDER, `${name}.mp3`)
  await encode(samples, file)
  console.log(`${name}: ${(samples.length / RATE).toFixed(2)} s, ${Bun.file(file).size} bytes`)
}

async function encode(samples: Samples, file: string) {
  const raw = Int16Array.from(samples, (sample) => Math.round(sample * 32_767))
  const ffmpeg = Bun.spawn(
    // No metadata, so that the same samples always give the same file.
    [
      ...["ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", String(RATE), "-ac", "1", "-i", "-"],
      ...["-b:a", "32k", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"],
      ...["-write_xing", "0", "-id3v2_version", "0", file],
    ],
    { stdin: new Blob([raw]), stderr: "inherit" },
  )
  if ((await ffmpeg.exited) !== 0) throw new Error(`ffmpeg failed to write ${file}`)
}
