import Prism from "prismjs"

// Only what we hand it is coloured.
Prism.manual = true

// The grammars look for it there when they are loaded, and where they are shared between two chunks
// they are loaded before either has run: so this comes first, by itself, for the editor too.
Object.assign(globalThis, { Prism })

export { Prism }
