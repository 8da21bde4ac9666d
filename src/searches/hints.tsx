const HINTS: [example: string, finds: string][] = [
  ["kettle on", "messages with both words, in any form: kettles, too"],
  ['"kettle’s on"', "the words side by side"],
  ["from:ada", "what Ada said; from:me is what you said"],
  ['in:"Coffee Corner"', "what was said in that room"],
  ["has:file", "messages with a file; also has:link, has:code"],
  ["before:2026-03-01", "what was said before that day; also a month or a year"],
  ["after:2025", "what was said after that year; on:2025-03 within a month"],
]

/** Explains the search operators. */
export function Hints() {
  return (
    <section class="searches__hints" aria-labelledby="searches_hints">
      <h2 id="searches_hints" class="searches__heading">
        What you can look for
      </h2>
      <dl>
        {HINTS.map(([example, finds]) => (
          <div>
            <dt>
              <code>{example}</code>
            </dt>
            <dd>{finds}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
