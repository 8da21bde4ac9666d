/** Types for the part of Lexxy that Hearth uses; Lexxy ships without types. */
declare module "@37signals/lexxy" {
  export function configure(options: {
    global?: { extensions?: (typeof Extension)[]; attachmentContentTypeNamespace?: string }
    default?: Record<string, unknown>
  }): void

  export class Extension {
    constructor(editorElement: LexxyEditor)
    get editorElement(): LexxyEditor
    /** Registered with the Lexical editor. */
    get lexicalExtension(): import("lexical").AnyLexicalExtension | null
    initializeToolbar(toolbar: HTMLElement): void
    dispose(): void
  }
}

/** `<lexxy-editor>` after its script has loaded. */
interface LexxyEditor extends HTMLElement {
  value: string
  readonly form: HTMLFormElement | null
  readonly name: string | null
  readonly isBlank: boolean
  readonly hasOpenPrompt: boolean
  readonly editor: import("lexical").LexicalEditor | undefined
  readonly contents: {
    applyHeadingFormat(tag: "h1"): void
    applyParagraphFormat(): void
    textBackUntil(start: string): string
    containsTextBackUntil(start: string): boolean
    /** Null after the editor was removed. */
    readonly editor: object | null
    insertText(text: string): void
    insertDOM(document: Document, options?: { tag?: string }): void
  }
  editorContentElement: HTMLElement | null | undefined
  /** Reads HTML as nodes: a paste, the value, and what is inserted. */
  $generateNodesFromDOM(document: Document, options?: object): import("lexical").LexicalNode[]
}

/** The source of a prompt's list items. */
interface PromptSource {
  buildListItems(filter?: string): Promise<HTMLElement[]>
}

interface HTMLElementTagNameMap {
  "lexxy-prompt": HTMLElement & { source: PromptSource | null; trigger: string }
}
