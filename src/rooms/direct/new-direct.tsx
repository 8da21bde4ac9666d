import { Button } from "../../platform/ui/button"
import { GoBack } from "../../platform/ui/go-back"
import { Icon } from "../../platform/ui/icon"
import { Layout, type Viewer } from "../../platform/ui/page/layout"

/** The path of Cancel: within the sidebar, the sidebar itself. */
type Way = { href: string; frame: string }

const SIDEBAR: Way = { href: "/users/me/sidebar", frame: "user_sidebar" }

/** The form that starts a direct room; in the sidebar it replaces the link to it. */
export function NewDirect({ cancel = SIDEBAR }: { cancel?: Way }) {
  return (
    <turbo-frame id="direct_rooms_control" class="sidebar__control">
      <form
        id="new_ping"
        class="new-ping"
        data-turbo-permanent
        action="/rooms/directs"
        method="post"
        data-turbo-frame="_top"
        data-controller="autocomplete form"
        data-autocomplete-url-value="/autocompletable/users"
        data-action="submit->autocomplete#require keydown.esc->form#cancel:stop"
      >
        <label class="for-screen-reader" for="new_ping_people">
          People to ping
        </label>
        <div class="autocomplete input" data-action="click->autocomplete#focus">
          <ul class="autocomplete__pills" data-autocomplete-target="pills"></ul>
          <input
            id="new_ping_people"
            class="autocomplete__input"
            type="text"
            placeholder="Type names to ping someone…"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded="false"
            aria-describedby="new_ping_error"
            autocomplete="off"
            spellcheck={false}
            data-autocomplete-target="input"
            data-action="input->autocomplete#search keydown->autocomplete#didPressKey blur->autocomplete#dismiss"
          />
          <select
            name="user_ids[]"
            multiple
            hidden
            aria-label="People chosen"
            data-autocomplete-target="select"
            data-template-id="autocompletable-user"
          ></select>
        </div>
        <p
          id="new_ping_error"
          class="field__error"
          role="alert"
          hidden
          data-autocomplete-target="error"
        >
          Choose somebody to ping first.
        </p>
        <div class="new-ping__buttons">
          <a
            class="btn btn--small"
            href={cancel.href}
            data-turbo-frame={cancel.frame}
            data-form-target="cancel"
          >
            Cancel<span class="for-screen-reader"> changes</span>
          </a>
          <Button small reversed>
            Start Ping
          </Button>
        </div>
      </form>
      <template id="autocompletable-user">
        <li class="autocomplete__pill">
          <img class="autocomplete__face" alt="" width="20" height="20" />
          <span class="autocomplete__name"></span>
          <button type="button" class="autocomplete__remove" data-action="autocomplete#remove">
            <Icon name="close" />
            <span class="for-screen-reader">Remove </span>
          </button>
        </li>
      </template>
    </turbo-frame>
  )
}

/** The form as a page of its own, for a direct request. */
export function NewDirectPage({ viewer }: { viewer: Viewer }) {
  return (
    <Layout
      title="New Ping"
      class="settings"
      viewer={viewer}
      nav={
        <>
          <GoBack to="/" />
          <h1 class="nav__title">New Ping</h1>
        </>
      }
    >
      <section class="panel">
        <NewDirect cancel={{ href: "/", frame: "_top" }} />
      </section>
    </Layout>
  )
}
