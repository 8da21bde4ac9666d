import type { JSX } from "hono/jsx"
import { Icon, type IconName } from "./icon"

type Look = {
  class?: string
  small?: boolean
  reversed?: boolean
  plain?: boolean
  negative?: boolean
  wide?: boolean
}

type ButtonAttributes = Omit<JSX.IntrinsicElements["button"], "class" | "title">

type ButtonProps = ButtonAttributes & Look & { title?: string }

/** It submits its form, unless `type` says otherwise. */
export function Button({ type = "submit", children, ...props }: ButtonProps) {
  return (
    <button type={type} {...styled(props)}>
      {children}
    </button>
  )
}

type Labelled = {
  icon: IconName
  /** Read by screen readers, and shown as the tooltip. */
  label: string
  /** Another tooltip, or `false` for none. */
  title?: string | false
}

export function IconButton({
  type = "submit",
  icon,
  label,
  title = label,
  ...props
}: ButtonAttributes & Look & Labelled) {
  return (
    <button type={type} {...styled({ title: title || undefined, ...props }, "btn btn--icon")}>
      <LabelledIcon icon={icon} label={label} />
    </button>
  )
}

type LinkAttributes = Omit<JSX.IntrinsicElements["a"], "class" | "title">

export function IconLink({
  href,
  icon,
  label,
  title = label,
  ...props
}: LinkAttributes & Look & Labelled) {
  return (
    <a {...styled({ href, title: title || undefined, ...props }, "btn btn--icon")}>
      <LabelledIcon icon={icon} label={label} />
    </a>
  )
}

const LabelledIcon = ({ icon, label }: Labelled) => (
  <>
    <Icon name={icon} />
    <span class="for-screen-reader">{label}</span>
  </>
)

/** The attributes, with the look as classes. */
function styled<P extends Look>(props: P, base = "btn") {
  const { class: name, small, reversed, plain, negative, wide, ...attributes } = props
  let all = name ? `${name} ${base}` : base
  if (small) all += " btn--small"
  if (reversed) all += " btn--reversed"
  if (plain) all += " btn--plain"
  if (negative) all += " btn--negative"
  if (wide) all += " btn--wide"
  return { class: all, ...attributes }
}
