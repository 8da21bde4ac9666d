import { Icon } from "../../platform/ui/icon"

/** The users who are present in the room; the browser fills and updates the list. */
export function PresenceList() {
  return (
    <details
      id="presences"
      class="presences"
      hidden
      data-controller="popup"
      data-popup-orientation-top-class="popup-orientation-top"
      data-action="toggle->popup#toggle keydown.esc->popup#close click@window->popup#closeOnClickOutside"
    >
      <summary class="presences__summary btn btn--plain" title="Who is here">
        <span class="presences__faces" aria-hidden="true"></span>
        <Icon name="everyone" />
        <span class="presences__count"></span>
        <span class="for-screen-reader">here now</span>
      </summary>
      <section
        class="popup presences__popup"
        tabindex={0}
        aria-labelledby="presences_heading"
        data-popup-target="menu"
      >
        <h2 id="presences_heading" class="presences__heading">
          Here now
        </h2>
        <ul class="presences__people"></ul>
      </section>
      <template>
        <li class="presence">
          <figure class="avatar" aria-hidden="true">
            <img alt="" width="28" height="28" />
          </figure>
          <span class="presence__name"></span>
          <span class="presence__away">away</span>
        </li>
      </template>
    </details>
  )
}
