/** The script of the offline page: it polls the server, and reloads when that answers. */

const FIRST_RETRY_MS = 2_000
const MAX_RETRY_MS = 30_000

let retryDelay = FIRST_RETRY_MS

document.querySelector("[data-retry]")?.addEventListener("click", () => location.reload())
addEventListener("online", reloadIfUp)
scheduleRetry()

async function reloadIfUp() {
  const response = await fetch("/up", { cache: "no-store" }).catch(() => null)
  if (response?.ok) location.reload()
  return response?.ok ?? false
}

function scheduleRetry() {
  setTimeout(async () => {
    if (await reloadIfUp()) return
    retryDelay = Math.min(retryDelay * 2, MAX_RETRY_MS)
    scheduleRetry()
  }, retryDelay)
}

// Makes this file a module.
export {}
