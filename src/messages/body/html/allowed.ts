/** The element that stands for a mention, an embed or a file inside a body. */
export const ATTACHMENT = "action-text-attachment"

export const ALLOWED_TAGS = [
  ...words("a abbr acronym address b big blockquote br cite code dd del dfn div dl dt em"),
  ...words("figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre s samp small span"),
  ...words("strong sub sup table tbody td th thead time tr tt u ul var"),
  ATTACHMENT,
]

/**
 * Elements whose content is not the author's words, or is not markup: they are removed with their
 * content. Any other tag that is not allowed is removed alone and leaves its content.
 */
export const DROPPED_WHOLE = [
  ...words("applet audio canvas embed form iframe math noembed noframes noscript object option"),
  ...words("plaintext script select style svg template textarea title video xmp"),
]

// Hearth sets `rel` and `target` itself (links.ts); the author's never arrive here.
export const ALLOWED_ATTRIBUTES = {
  "*": words("abbr alt cite datetime height href lang name src title width xml:lang"),
  a: words("rel target"),
  ol: ["start"],
  li: ["value"],
  pre: ["data-language"],
  [ATTACHMENT]: [
    ...words("sgid content-type url href filename filesize width height"),
    ...words("previewable presentation caption content"),
  ],
}

// Any other class would let a body look like Hearth's own interface.
export const ALLOWED_CLASSES = {
  figure: ["lexxy-content__table-wrapper"],
  // The editor nests a list in an item of its own, which has no bullet.
  li: ["lexxy-nested-listitem"],
  td: ["lexxy-content__table-cell--header"],
  th: ["lexxy-content__table-cell--header"],
}

/** Languages whose code can be coloured, by Campfire's names or else Prism's. */
export const CODE_LANGUAGES = new Set([
  ...words("bash css diff go java javascript json python ruby rust sql xml"),
  ...words("c cpp csharp docker elixir graphql html ini kotlin lua makefile markdown objectivec"),
  ...words("perl php powershell scala scss swift toml typescript yaml"),
])

/** Other names that editors and bots use for these languages. */
export const CODE_LANGUAGE_ALIASES = new Map([
  ["c#", "csharp"],
  ["c++", "cpp"],
  ["console", "bash"],
  ["cs", "csharp"],
  ["dockerfile", "docker"],
  ["dotnet", "csharp"],
  ["ex", "elixir"],
  ["golang", "go"],
  ["js", "javascript"],
  ["jsx", "javascript"],
  ["kt", "kotlin"],
  ["make", "makefile"],
  ["markup", "html"],
  ["md", "markdown"],
  ["objc", "objectivec"],
  ["patch", "diff"],
  ["pl", "perl"],
  ["postgresql", "sql"],
  ["ps1", "powershell"],
  ["py", "python"],
  ["rb", "ruby"],
  ["rs", "rust"],
  ["sh", "bash"],
  ["shell", "bash"],
  ["shell-session", "bash"],
  ["svg", "xml"],
  ["ts", "typescript"],
  ["tsx", "typescript"],
  ["yml", "yaml"],
  ["zsh", "bash"],
])

function words(list: string) {
  return list.split(" ")
}
