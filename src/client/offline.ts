/** The page that stands in while Hearth can't be reached: it looks again by itself, and goes on. */

const FIRST_WAIT = 2_000
const LONGEST_WAIT = 30_000

let wait = FIRST_WAIT

document.querySelector("[data-retry]")?.addEventListener("click", () => location.reload())
addEventListener("online", look)
later()

async function look() {
  const answer = await fetch("/up", { cache: "no-store" }).catch(() => null)
  if (answer?.ok) location.reload()
  return answer?.ok ?? false
}

function later() {
  setTimeout(async () => {
    if (await look()) return
    wait = Math.min(wait * 2, LONGEST_WAIT)
    later()
  }, wait)
}

// Makes this file a module, whose names are its own.
export {}
