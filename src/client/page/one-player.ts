/** Stops what plays when something else begins. */
export function pauseOtherPlayers() {
  // Players keep their events to themselves; on the way down they can be heard.
  document.addEventListener("play", ({ target }) => stopOthers(target), { capture: true })
}

function stopOthers(playing: EventTarget | null) {
  for (const player of document.querySelectorAll<HTMLMediaElement>("audio, video"))
    if (player !== playing) player.pause()
}
