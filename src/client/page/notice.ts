/** Says something in passing, as the server's own notices do. */
export function notify(text: string) {
  const flash = document.createElement("div")
  flash.className = "flash flash--alert"
  flash.setAttribute("role", "alert")
  flash.dataset.turboTemporary = ""
  flash.dataset.controller = "element-removal"
  flash.dataset.action = "animationend->element-removal#remove"
  flash.textContent = text
  document.getElementById("main-content")?.before(flash)
}
