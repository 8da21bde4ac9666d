import { Icon } from "./icon"

/** What a sheet is about, and the way out of it. */
export function DialogHead({ id, title }: { id: string; title: string }) {
  return (
    <div class="dialog__head">
      <h2 id={id} class="dialog__title">
        {title}
      </h2>
      <form method="dialog">
        <button type="submit" class="btn btn--icon btn--plain">
          <Icon name="close" />
          <span class="for-screen-reader">Close</span>
        </button>
      </form>
    </div>
  )
}
