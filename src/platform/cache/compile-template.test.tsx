import { describe, expect, test } from "bun:test"
import { raw } from "hono/html"
import type { Child } from "hono/jsx"
import { compileTemplate, withoutTemplates } from "./compile-template"

type CardProps = { id: number; "data-note"?: string; open?: boolean; children?: Child }

/** A component, and how often it was rendered. */
function card() {
  let drawn = 0
  const Card = compileTemplate<CardProps>(({ id, open, children, ...attributes }) => {
    drawn++
    return (
      <li id={`card_${id}`} {...attributes} class={open ? "open" : undefined}>
        {children} #{id}
      </li>
    )
  })
  return { Card, drawn: () => drawn }
}

describe("a compiled template", () => {
  test("is rendered once and filled in afterwards", () => {
    const { Card, drawn } = card()
    const cards = [1, 2, 30].map((id) => String(<Card id={id}>Tea</Card>))

    expect(cards).toEqual([1, 2, 30].map((id) => `<li id="card_${id}">Tea #${id}</li>`))
    expect(drawn()).toBe(1)
  })

  test("is rendered once per combination of missing, true and false props", () => {
    const { Card, drawn } = card()
    const shapes = () => [
      String(<Card id={1} />),
      String(<Card id={1} open />),
      String(<Card id={1} open={false} />),
      String(<Card id={1} data-note="n" />),
      String(<Card id={1}>{null}</Card>),
    ]

    expect(shapes()).toEqual([
      `<li id="card_1"> #1</li>`,
      `<li id="card_1" class="open"> #1</li>`,
      `<li id="card_1"> #1</li>`,
      `<li id="card_1" data-note="n"> #1</li>`,
      `<li id="card_1"> #1</li>`,
    ])
    expect(drawn()).toBe(5)
    shapes()
    expect(drawn()).toBe(5)
  })

  test("escapes text and inserts markup unchanged", () => {
    const { Card } = card()
    const hostile = `"><script>$&$1'`
    const fill = () =>
      String(
        <>
          <Card id={1} data-note={hostile}>
            {hostile}
          </Card>
          <Card id={1}>{raw("<b>bold</b>")}</Card>
          <Card id={1}>
            <i>{hostile}</i> and {["one", <br />, null]}
          </Card>
        </>,
      )

    expect(fill()).not.toContain("<script>")
    expect(fill()).toContain("<b>bold</b> #1")
    expect(fill()).toBe(withoutTemplates(fill))
  })

  test("can be nested", () => {
    const Inner = compileTemplate<{ name: string }>(({ name }) => <b title={name}>{name}</b>)
    const Outer = compileTemplate<{ name: string }>(({ name }) => (
      <p>
        <Inner name={`Dr. ${name}`} />
      </p>
    ))

    for (const name of ["Ada", "<Bea>"])
      expect(String(<Outer name={name} />)).toBe(
        withoutTemplates(() => String(<Outer name={name} />)),
      )
  })
})
