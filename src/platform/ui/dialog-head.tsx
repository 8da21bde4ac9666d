import { IconButton } from "./button"

/** What a sheet is about, and the way out of it. */
export function DialogHead({ id, title }: { id: string; title: string }) {
  return (
    <div class="dialog__head">
      <h2 id={id} class="dialog__title">
        {title}
      </h2>
      <form method="dialog">
        <IconButton icon="close" label="Close" plain title={false} />
      </form>
    </div>
  )
}
