import type { SoundName } from "../../src/messages/sounds/names"
import { mastered, type Samples } from "../synth/tape"
import { bands } from "./bands"
import { things } from "./things"
import { voices } from "./voices"

const SCORES: Record<SoundName, () => Samples> = { ...things, ...bands, ...voices }

/** The sound of that name, computed from nothing: the same at every run. */
export const compose = (name: SoundName): Samples => mastered(SCORES[name]())
