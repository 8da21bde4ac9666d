import type { Section } from "../messages/sections"
import { pinnersOf } from "./list"
import { PinMark, PinningItem } from "./parts"

export const pinMarkSection: Section<string> = {
  people: true,
  load: pinnersOf,
  draw: (message, pinner) => <PinMark message={message} pinner={pinner ?? null} />,
}

export const pinMenuSection: Section<string> = {
  load: pinnersOf,
  draw: (message, pinner) => <PinningItem message={message} pinned={pinner !== undefined} />,
}
