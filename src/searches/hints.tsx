const HINTS: [example: string, finds: string][] = [
  ["deploy kettle", "messages with both words, in any form: deployment and kettles, too"],
  ["kett", "the last word also finds words that begin with it, from three letters on"],
  ['"kettle’s on"', "exactly these words, side by side"],
  ["UserById", "parts of names in code, such as getUserById"],
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
