import { Controller } from "@hotwired/stimulus"
import { play } from "../../models/rooms/sounds"

/** Plays a sound once more, for whoever asks, also when sounds are off. */
export default class extends Controller<HTMLElement> {
  static override values = { url: String }

  declare readonly urlValue: string

  play() {
    play(this.urlValue)
  }
}
