import Prism from "prismjs"

// No automatic highlighting of the page.
Prism.manual = true

// Grammars expect a global Prism when they load. A chunk shared by two others runs before both, so
// this module is imported before them, also by the editor.
Object.assign(globalThis, { Prism })

export { Prism }
