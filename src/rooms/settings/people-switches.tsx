import { Avatar } from "../../platform/ui/icon"
import { avatarPath } from "../../users/user"
import type { Candidate } from "./people"

/** With this many people or more, the list has a filter. */
const MANY = 20

type PeopleSwitchesProps = {
  people: Candidate[]
  /** Ids of the selected users. */
  chosen: Set<number>
  /** The user who can't be removed. */
  fixed?: number
  error?: string
}

/** A room's members, each with a switch. */
export function PeopleSwitches({ people, chosen, fixed, error }: PeopleSwitchesProps) {
  return (
    <div
      class="room-people"
      data-controller="filter"
      data-filter-active-class="filter--active"
      data-filter-selected-class="selected"
    >
      {people.length > MANY && (
        <input
          type="search"
          class="input"
          placeholder="Filter…"
          aria-label="Filter…"
          autocomplete="off"
          data-action="input->filter#filter keydown.enter->filter#filter:prevent"
        />
      )}
      {error && (
        <p id="user_ids_error" class="field__error" role="alert">
          {error}
        </p>
      )}
      <ul class="room-people__list" data-filter-target="list" aria-label="People">
        {people.map((person) => (
          <PersonSwitch
            person={person}
            chosen={chosen.has(person.id)}
            fixed={person.id === fixed}
          />
        ))}
      </ul>
    </div>
  )
}

/** A room's members, read-only. */
export function PeopleList({ people }: { people: Candidate[] }) {
  return (
    <ul class="room-people__list" aria-label="People">
      {people.map((person) => (
        <li class="room-person">
          <Person person={person} />
        </li>
      ))}
    </ul>
  )
}

function PersonSwitch({
  person,
  chosen,
  fixed,
}: {
  person: Candidate
  chosen: boolean
  fixed: boolean
}) {
  return (
    <li data-value={person.name.toLowerCase()}>
      <label class="room-person">
        <Person person={person} />
        {fixed && <input type="hidden" name="user_ids[]" value={person.id} />}
        <input
          type="checkbox"
          class="switch"
          name="user_ids[]"
          value={person.id}
          checked={chosen || fixed}
          disabled={fixed}
          aria-label={`Give ${person.name} access to this room`}
        />
      </label>
    </li>
  )
}

function Person({ person }: { person: Candidate }) {
  return (
    <>
      <Avatar src={avatarPath(person)} title={person.name} size={40} />
      <span class="room-person__name">{person.name}</span>
    </>
  )
}
