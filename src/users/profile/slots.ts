import type { Child } from "hono/jsx"
import { type Hooks, hooks } from "../../platform/hooks"
import type { Viewer } from "../../platform/ui/page/layout"
import type { User } from "../table"

/** Of whom a page tells, to whom, and where that person sees Hearth. */
export type About = { user: User; viewer: Viewer; origin: string }

/** A part of a page about somebody; null where it has nothing to say. */
export type ProfileSlot = (about: About) => Promise<Child | null> | Child | null

type Slots = Hooks<[about: About], Child | null>

/** Adds a part to everybody's own profile, after those that are there. */
export const addProfileSlot: Slots = hooks()

/** Adds a part to the pages of active users. */
export const addUserPageSlot: Slots = hooks()

export const profileSlots = addProfileSlot.run
export const userPageSlots = addUserPageSlot.run
