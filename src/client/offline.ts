/** The page that stands in while Hearth can't be reached: it looks again by itself, and goes on. */

const FIRST_RETRY_MS = 2_000
const MAX_RETRY_MS = 30_000

let retryDelay = FIRST_RETRY_MS

document.querySelector("[data-retry]")?.addEventListener("click", () => location.reload())
addEventListener("online", reloadIfUp)
scheduleRetry()

async function reloadIfUp() {
  const answer = await fetch("/up", { cache: "no-store" }).catch(() => null)
  if (answer?.ok) location.reload()
  return answer?.ok ?? false
}

function scheduleRetry() {
  setTimeout(async () => {
    if (await reloadIfUp()) return
    retryDelay = Math.min(retryDelay * 2, MAX_RETRY_MS)
    scheduleRetry()
  }, retryDelay)
}

// Makes this file a module, whose names are its own.
export {}
