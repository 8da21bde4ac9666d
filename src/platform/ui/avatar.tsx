type AvatarProps = { src: string; title: string; size?: number; class?: string }

/** Somebody's picture. Their name stands beside it, so for whoever listens it is decoration. */
export function Avatar({ src, title, size = 48, class: name }: AvatarProps) {
  return (
    <figure class={name ? `avatar ${name}` : "avatar"} title={title} aria-hidden="true">
      <img src={src} alt="" width={size} height={size} loading="lazy" />
    </figure>
  )
}
