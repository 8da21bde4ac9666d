type AvatarProps = { src: string; title: string; size?: number; class?: string }

/** A user's picture, hidden from screen readers because the name is next to it. */
export function Avatar({ src, title, size = 48, class: name }: AvatarProps) {
  return (
    <figure class={name ? `avatar ${name}` : "avatar"} title={title} aria-hidden="true">
      <img src={src} alt="" width={size} height={size} loading="lazy" />
    </figure>
  )
}
