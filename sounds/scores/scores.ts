import type { SoundName } from "../../src/messages/sounds/names"
import { mastered, type Samples } from "../synth/tape"
import { bands } from "./bands"
import { things } from "./things"
import { voices } from "./voices"

const SCORES: Record<SoundName, () => Samples> = { ...things, ...bands, ...voices }

/** Renders a sound. Deterministic. */
export const compose = (name: SoundName): Samples => mastered(SCORES[name]())
