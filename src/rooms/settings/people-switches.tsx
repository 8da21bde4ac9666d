import { compileTemplate } from "../../platform/cache/compile-template"
import { fold } from "../../platform/text/fold"
import { domId } from "../../platform/ui/dom-id"
import { Avatar } from "../../platform/ui/icon"
import { avatarPath, NamesakeLine } from "../../users/user"
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
  /** What tells people of one name apart, by id. */
  lines: Map<number, string>
}

/** A room's members, each with a switch. */
export function PeopleSwitches({ people, chosen, fixed, error, lines }: PeopleSwitchesProps) {
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
        {people.map((person) =>
          PersonSwitch({
            ...factsOf(person, lines),
            filterText: fold(person.name),
            checked: chosen.has(person.id) || person.id === fixed,
            fixed: person.id === fixed,
          }),
        )}
      </ul>
    </div>
  )
}

/** A room's members, read-only. */
export function PeopleList({ people, lines }: Pick<PeopleSwitchesProps, "people" | "lines">) {
  return (
    <ul class="room-people__list" aria-label="People">
      {people.map((person) => MemberRow(factsOf(person, lines)))}
    </ul>
  )
}

const factsOf = ({ id, name, ...person }: Candidate, lines: Map<number, string>) => ({
  id,
  name,
  line: lines.get(id),
  avatar: avatarPath({ id, ...person }),
})

// Compiled templates, because a room may have thousands of people.
type MemberProps = { id: number; name: string; line?: string; avatar: string }

const MemberRow = compileTemplate<MemberProps>((props) => (
  <li class="room-person">
    <Person {...props} />
  </li>
))

type SwitchProps = MemberProps & { filterText: string; checked: boolean; fixed: boolean }

const PersonSwitch = compileTemplate<SwitchProps>(({ filterText, checked, fixed, ...person }) => (
  <li data-value={filterText}>
    <label class="room-person">
      <Person {...person} />
      {fixed && <input type="hidden" name="user_ids[]" value={person.id} />}
      <input
        type="checkbox"
        class="switch"
        name="user_ids[]"
        value={person.id}
        checked={checked}
        disabled={fixed}
        aria-label={`Give ${person.name} access to this room`}
        aria-describedby={person.line === undefined ? undefined : lineId(person.id)}
      />
    </label>
  </li>
))

const lineId = (id: number) => domId("user", id, "line")

function Person({ id, name, line, avatar }: MemberProps) {
  return (
    <>
      <Avatar src={avatar} title={name} size={40} />
      <span class="room-person__name">
        {name}
        <NamesakeLine id={lineId(id)} line={line} />
      </span>
    </>
  )
}
