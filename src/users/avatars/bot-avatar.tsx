/** The default picture of a bot. */
export function BotAvatar() {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 512 512"
      aria-hidden="true"
      fill="none"
      stroke="#fff"
      stroke-width="24"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <rect width="512" height="512" rx="50" fill="#5D618F" stroke="none" />
      <path d="M256 96v64M104 272v64M408 272v64" />
      <circle cx="256" cy="84" r="16" fill="#fff" stroke="none" />
      <rect x="144" y="160" width="224" height="232" rx="48" />
      <circle cx="212" cy="264" r="20" fill="#fff" stroke="none" />
      <circle cx="300" cy="264" r="20" fill="#fff" stroke="none" />
      <path d="M212 332h88" />
    </svg>
  )
}
