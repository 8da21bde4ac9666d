import { assetPath } from "../../platform/assets/assets"
import { Button } from "../../platform/ui/button"
import { LOOKS } from "./captions"
import type { SoundName } from "./names"

export type { SoundName } from "./names"

/** A sound in a message. The browser plays it on arrival, and on each press of its button. */
export function Sound({ name }: { name: SoundName }) {
  const look = LOOKS[name]
  return (
    <div
      class="sound"
      data-controller="sound"
      data-sound-url-value={assetPath(`sounds/${name}.mp3`)}
    >
      <Button type="button" class="sound__play" small data-action="sound#play">
        <span aria-hidden="true">🔊</span> Play {name}
      </Button>{" "}
      {"text" in look ? (
        <span class="sound__text">{look.text}</span>
      ) : (
        <img
          class="sound__image"
          src={assetPath(`sounds/${name}.svg`)}
          width={look.width}
          height={look.height}
          alt={look.alt}
        />
      )}
    </div>
  )
}
