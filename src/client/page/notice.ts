/** Shows a flash notice, with the markup of the server's notices. */
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
