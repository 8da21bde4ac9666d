/** Texts with signs of Markdown or HTML that mean something else. All arrive as they were written. */
export const VERBATIM_TEXTS = [
  "git clone <repo-url> && cd <folder>",
  "fn f<T>(x: Vec<T>) -> Option<T>",
  "<config>\n  <port>80</port>\n</config>",
  '<script src="https://site.example/a.js"></script>',
  "before <!-- note --> after",
  "*/5 * * * * /usr/bin/foo --a=*",
  "rm -rf build/*/tmp/* dist/*",
  "5*3*2 = 30",
  "# install\nnpm ci\n# run\nnpm start",
  "- old line\n+ new line\n  same",
  "Thanks\n--\nJane",
  "2026. A good year.",
  "- 5 °C outside",
  "__init__.py, snake_case_name",
  "Agenda\n\tfirst\n\t\tsub\nEnd",
]
