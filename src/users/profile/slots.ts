import type { Child } from "hono/jsx"
import type { Viewer } from "../../platform/ui/page/layout"
import type { User } from "../table"

/** Of whom a page tells, to whom, and where that person sees Hearth. */
export type About = { user: User; viewer: Viewer; origin: string }

/** A part of a page about somebody; null where it has nothing to say. */
export type ProfileSlot = (about: About) => Promise<Child | null> | Child | null

const profile = new Map<string, ProfileSlot>()
const userPage = new Map<string, ProfileSlot>()

/** Adds a part to everybody's own profile, after those that are there; `name` says whose. */
export function addProfileSlot(name: string, section: ProfileSlot) {
  profile.set(name, section)
}

/** Adds a part to the pages of active people; `name` says whose. */
export function addUserPageSlot(name: string, section: ProfileSlot) {
  userPage.set(name, section)
}

export const profileSlots = (about: About) => drawAll(profile, about)
export const userPageSlots = (about: About) => drawAll(userPage, about)

const drawAll = (sections: Map<string, ProfileSlot>, about: About) =>
  Promise.all([...sections.values()].map((draw) => draw(about)))
