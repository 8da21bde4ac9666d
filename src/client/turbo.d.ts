/** The part of Turbo that Hearth touches; Turbo ships without types. */
declare module "@hotwired/turbo" {
  export type StreamSource = EventTarget | { addEventListener: EventTarget["addEventListener"] }

  export function connectStreamSource(source: EventTarget): void
  export function disconnectStreamSource(source: EventTarget): void
  export function renderStreamMessage(message: string): void
  /** The one session of the page; its renderer applies every stream that comes. */
  export const session: {
    streamMessageRenderer: { render(message: { fragment: DocumentFragment }): unknown }
  }
  export function visit(location: string, options?: { action?: "advance" | "replace" }): void
}

/** `<turbo-stream>`: one change to the page. */
interface StreamElement extends HTMLElement {
  readonly action: string
  readonly target: string | null
  readonly templateElement: HTMLTemplateElement
}

type StreamRender = (stream: StreamElement) => Promise<void>

/** Comes to the document before each change, which a listener may wrap in something of its own. */
type BeforeStreamRenderEvent = CustomEvent<{ newStream: StreamElement; render: StreamRender }>

type FrameRender = (current: FrameElement, next: FrameElement) => void

/** Comes to a frame before it is drawn anew, which a listener may wrap in something of its own. */
type BeforeFrameRenderEvent = CustomEvent<{ render: FrameRender }>

/** `<turbo-frame>`: a part of the page with an address of its own. */
interface FrameElement extends HTMLElement {
  src: string | null
  reload(): Promise<void>
}
