import { Button } from "../../platform/ui/button"
import { GoBack } from "../../platform/ui/go-back"
import { LocalTime } from "../../platform/ui/local-time"
import { Layout, type Viewer } from "../../platform/ui/page/layout"
import type { AuditEntry, AuditFilter } from "./audit"
import { actionName } from "./audit-labels"

type AuditProps = {
  viewer: Viewer
  entries: AuditEntry[]
  /** The actions to filter by. */
  actions: string[]
  filter: AuditFilter
  /** The path of the next page; null for none. */
  older: string | null
  csv: string
}

export function AuditPage({ viewer, entries, actions, filter, older, csv }: AuditProps) {
  return (
    <Layout
      title="Audit log"
      class="settings"
      viewer={viewer}
      nav={
        <>
          <GoBack to="/account/edit" />
          <h1 class="nav__title">Audit log</h1>
        </>
      }
    >
      <div class="panel panel--wide stack audit">
        <Filter actions={actions} filter={filter} />
        {entries.length > 0 ? (
          <Entries entries={entries} />
        ) : (
          <p class="subtle">
            Nothing here yet: administrators’ acts will be listed as they happen.
          </p>
        )}
        <div class="audit__more">
          {older && (
            <a class="btn" href={older}>
              Older
            </a>
          )}
          <a class="btn" href={csv} data-turbo="false" download>
            Download as CSV
          </a>
        </div>
      </div>
    </Layout>
  )
}

function Filter({ actions, filter }: Pick<AuditProps, "actions" | "filter">) {
  return (
    <form class="audit__filter" action="/account/audit" method="get">
      <div class="field">
        <label for="audit_action">What</label>
        <select id="audit_action" class="input" name="action">
          <option value="">Anything</option>
          {actions.map((action) => (
            <option value={action} selected={action === filter.action}>
              {actionName(action)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="audit_person">Who or whom</label>
        <input
          id="audit_person"
          class="input"
          type="search"
          name="person"
          value={filter.person}
          placeholder="Anybody"
        />
      </div>
      <Button>Filter</Button>
    </form>
  )
}

function Entries({ entries }: Pick<AuditProps, "entries">) {
  return (
    // The region scrolls sideways on narrow screens, so the keyboard must reach it.
    <section class="audit__scroll" aria-label="Entries" tabindex={0}>
      <table class="audit__entries">
        <thead>
          <tr>
            {["Who", "What", "Whom", "When", "From"].map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr>
              <td>{entry.actor_name}</td>
              <td>
                {actionName(entry.action)}
                {entry.detail && <span class="subtle audit__detail">{entry.detail}</span>}
              </td>
              <td>{entry.subject_name}</td>
              <td class="audit__time">
                <LocalTime at={entry.created_at} as="datetime" />
              </td>
              <td class="audit__address">{entry.ip_address}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
