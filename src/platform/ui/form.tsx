import type { JSX } from "hono/jsx"

type FormProps = Omit<JSX.IntrinsicElements["form"], "method"> & {
  method: "post" | "put" | "patch" | "delete"
}

/** Browsers know only GET and POST, so a hidden `_method` carries the other methods. */
export function Form({ id, class: name, action, method, children, ...attributes }: FormProps) {
  return (
    <form id={id} class={name} action={action} method="post" {...attributes}>
      {method !== "post" && <input type="hidden" name="_method" value={method} />}
      {children}
    </form>
  )
}
