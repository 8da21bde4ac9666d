import { raw } from "hono/html"
import richText from "lucide-static/icons/a-large-small.svg" with { type: "text" }
import down from "lucide-static/icons/arrow-down.svg" with { type: "text" }
import back from "lucide-static/icons/arrow-left.svg" with { type: "text" }
import forward from "lucide-static/icons/arrow-right.svg" with { type: "text" }
import send from "lucide-static/icons/arrow-up.svg" with { type: "text" }
import mention from "lucide-static/icons/at-sign.svg" with { type: "text" }
import bellOff from "lucide-static/icons/bell-off.svg" with { type: "text" }
import bell from "lucide-static/icons/bell-ring.svg" with { type: "text" }
import save from "lucide-static/icons/bookmark.svg" with { type: "text" }
import bot from "lucide-static/icons/bot.svg" with { type: "text" }
import check from "lucide-static/icons/check.svg" with { type: "text" }
import alert from "lucide-static/icons/circle-alert.svg" with { type: "text" }
import copy from "lucide-static/icons/copy.svg" with { type: "text" }
import crown from "lucide-static/icons/crown.svg" with { type: "text" }
import download from "lucide-static/icons/download.svg" with { type: "text" }
import invisible from "lucide-static/icons/eye-off.svg" with { type: "text" }
import file from "lucide-static/icons/file.svg" with { type: "text" }
import room from "lucide-static/icons/hash.svg" with { type: "text" }
import history from "lucide-static/icons/history.svg" with { type: "text" }
import upload from "lucide-static/icons/image-up.svg" with { type: "text" }
import keyboard from "lucide-static/icons/keyboard.svg" with { type: "text" }
import translate from "lucide-static/icons/languages.svg" with { type: "text" }
import lock from "lucide-static/icons/lock.svg" with { type: "text" }
import logOut from "lucide-static/icons/log-out.svg" with { type: "text" }
import expand from "lucide-static/icons/maximize-2.svg" with { type: "text" }
import menu from "lucide-static/icons/menu.svg" with { type: "text" }
import ping from "lucide-static/icons/message-circle-plus.svg" with { type: "text" }
import thread from "lucide-static/icons/messages-square.svg" with { type: "text" }
import desktop from "lucide-static/icons/monitor.svg" with { type: "text" }
import styles from "lucide-static/icons/paintbrush.svg" with { type: "text" }
import attach from "lucide-static/icons/paperclip.svg" with { type: "text" }
import edit from "lucide-static/icons/pencil.svg" with { type: "text" }
import pin from "lucide-static/icons/pin.svg" with { type: "text" }
import add from "lucide-static/icons/plus.svg" with { type: "text" }
import qrCode from "lucide-static/icons/qr-code.svg" with { type: "text" }
import renew from "lucide-static/icons/refresh-cw.svg" with { type: "text" }
import search from "lucide-static/icons/search.svg" with { type: "text" }
import settings from "lucide-static/icons/settings.svg" with { type: "text" }
import share from "lucide-static/icons/share.svg" with { type: "text" }
import mobile from "lucide-static/icons/smartphone.svg" with { type: "text" }
import emoji from "lucide-static/icons/smile-plus.svg" with { type: "text" }
import remove from "lucide-static/icons/trash-2.svg" with { type: "text" }
import everyone from "lucide-static/icons/users.svg" with { type: "text" }
import close from "lucide-static/icons/x.svg" with { type: "text" }

const DRAWINGS = {
  add,
  alert,
  attach,
  back,
  bell,
  bellOff,
  bot,
  check,
  close,
  copy,
  crown,
  desktop,
  down,
  download,
  edit,
  emoji,
  everyone,
  expand,
  file,
  forward,
  history,
  invisible,
  keyboard,
  lock,
  logOut,
  mention,
  menu,
  mobile,
  pin,
  ping,
  qrCode,
  remove,
  renew,
  richText,
  room,
  save,
  search,
  send,
  settings,
  share,
  styles,
  thread,
  translate,
  upload,
}

export type IconName = keyof typeof DRAWINGS

/** An icon without an accessible name: the element around it has a text. */
export function Icon({ name }: { name: IconName }) {
  return raw(icons[name])
}

// Only the shapes; the styles set stroke and size.
const icons = Object.fromEntries(
  Object.entries(DRAWINGS).map(([name, svg]) => [name, toIcon(svg)]),
) as Record<IconName, string> // fromEntries forgets the keys that DRAWINGS has

function toIcon(svg: string) {
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
  const lean = shapes.replace(/\s*\n\s*/g, "").replaceAll(" />", "/>")
  return `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${lean}</svg>`
}

type AvatarProps = {
  src: string
  title: string
  /** In pixels; by default the styles alone set the size. */
  size?: number
  class?: string
}

/** A user's picture, hidden from screen readers because the name is next to it. */
export function Avatar({ src, title, size, class: name }: AvatarProps) {
  return (
    <figure class={name ? `avatar ${name}` : "avatar"} title={title} aria-hidden="true">
      <img src={src} alt="" width={size} height={size} loading="lazy" />
    </figure>
  )
}
