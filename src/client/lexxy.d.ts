/** The part of Lexxy that Hearth touches; Lexxy ships without types. */
declare module "@37signals/lexxy" {
  export function configure(options: {
    global?: { extensions?: (typeof Extension)[]; attachmentContentTypeNamespace?: string }
    default?: Record<string, unknown>
  }): void

  export class Extension {
    constructor(editorElement: LexxyEditor)
    get editorElement(): LexxyEditor
    /** What it adds to the editor underneath. */
    get lexicalExtension(): import("lexical").AnyLexicalExtension | null
    initializeToolbar(toolbar: HTMLElement): void
    dispose(): void
  }
}

/** `<lexxy-editor>` once its script has arrived; before that it is a plain element. */
interface LexxyEditor extends HTMLElement {
  value: string
  readonly isBlank: boolean
  readonly hasOpenPrompt: boolean
  readonly editor: { update(change: () => void, options?: { discrete?: true }): void } | undefined
  readonly contents: {
    applyHeadingFormat(tag: "h1"): void
    applyParagraphFormat(): void
    textBackUntil(start: string): string
    containsTextBackUntil(start: string): boolean
    /** Null once the editor has gone. */
    readonly editor: object | null
    insertText(text: string): void
  }
  editorContentElement: HTMLElement | null | undefined
}

/** Where `<lexxy-prompt>` has the people from whom it offers. */
interface PromptSource {
  buildListItems(filter?: string): Promise<HTMLElement[]>
}

interface HTMLElementTagNameMap {
  "lexxy-prompt": HTMLElement & { source: PromptSource | null }
}
