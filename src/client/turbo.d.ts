/** Types for the part of Turbo that Hearth uses; Turbo ships without types. */
declare module "@hotwired/turbo" {
  export type StreamSource = EventTarget | { addEventListener: EventTarget["addEventListener"] }

  export function connectStreamSource(source: EventTarget): void
  export function disconnectStreamSource(source: EventTarget): void
  export function renderStreamMessage(message: string): void
  /** The page's session; its renderer applies every stream. */
  export const session: {
    streamMessageRenderer: { render(message: { fragment: DocumentFragment }): unknown }
  }
  /** What a stream does, by its action. */
  export const StreamActions: Record<string, (this: StreamElement) => void>
  export function visit(location: string, options?: { action?: "advance" | "replace" }): void
}

/** `<turbo-stream>`: one change of the page. */
interface StreamElement extends HTMLElement {
  readonly action: string
  readonly target: string | null
  /** A CSS selector, instead of a target. */
  readonly targets: string | null
  readonly templateElement: HTMLTemplateElement
}

type StreamRender = (stream: StreamElement) => Promise<void>

/** Fired before each stream is rendered. A listener may replace `render`. */
type BeforeStreamRenderEvent = CustomEvent<{ newStream: StreamElement; render: StreamRender }>

type FrameRender = (current: FrameElement, next: FrameElement) => void

/** Fired before a frame is rendered. A listener may replace `render`. */
type BeforeFrameRenderEvent = CustomEvent<{ render: FrameRender }>

/** `<turbo-frame>`: a part of the page with a URL of its own. */
interface FrameElement extends HTMLElement {
  src: string | null
  reload(): Promise<void>
}

interface HTMLElementEventMap {
  "turbo:before-frame-render": BeforeFrameRenderEvent
}

interface DocumentEventMap {
  /** A request without a response. Turbo also rejects with this error. */
  "turbo:fetch-request-error": CustomEvent<{ error: Error }>
}

interface HTMLElementTagNameMap {
  "turbo-frame": FrameElement
}
