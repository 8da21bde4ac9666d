import type { Child } from "hono/jsx"
import { type Hooks, hooks } from "../../platform/hooks"
import type { Viewer } from "../../platform/ui/page/layout"
import type { User } from "../table"

/** The user that a page shows, its viewer, and the origin of the request. */
type About = { user: User; viewer: Viewer; origin: string }

/** Renders a section of a user's page, or null for none. */
export type ProfileSlot = (about: About) => Promise<Child | null> | Child | null

type Slots = Hooks<[about: About], Child | null>

/** Appends a section to the viewer's own profile. */
export const addProfileSlot: Slots = hooks()

/** Appends a section to the pages of active users. */
export const addUserPageSlot: Slots = hooks()

export const profileSlots = addProfileSlot.run
export const userPageSlots = addUserPageSlot.run
