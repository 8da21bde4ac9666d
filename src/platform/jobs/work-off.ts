import { minutes } from "../database/database"
import { leaseDue } from "./lease"
import { perform } from "./perform"

/** Runs whatever is due, and what that enqueues, until nothing is: for tests and commands. */
export async function workOff() {
  const { signal } = new AbortController()
  for (;;) {
    const leases = await leaseDue(10, minutes(5))
    if (leases.length === 0) return
    await Promise.all(leases.map((lease) => perform(lease, signal)))
  }
}
