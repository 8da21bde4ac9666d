import { Controller } from "@hotwired/stimulus"
import { play } from "../../models/rooms/sounds"

/** Plays a sound again on request, also when sounds are turned off. */
export default class extends Controller<HTMLElement> {
  static override values = { url: String }

  declare readonly urlValue: string

  play() {
    play(this.urlValue)
  }
}
