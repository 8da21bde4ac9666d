import { expect, test } from "bun:test"
import { guessLanguage } from "./guess"

const SAMPLES: [string, string][] = [
  ["bash", "$ npm install\n$ cat log.txt | grep error"],
  ["bash", '#!/bin/sh\nif [ -f "$1" ]; then\n  echo "found"\nfi'],
  ["css", ".boost {\n  color: red;\n  display: flex;\n}"],
  ["diff", "--- a/tea.txt\n+++ b/tea.txt\n@@ -1,2 +1,2 @@\n-cold\n+hot"],
  ["go", "package main\n\nfunc main() {\n\tx := 1\n\tfmt.Println(x)\n}"],
  [
    "java",
    'public class Tea {\n  public static void main(String[] a) {\n    System.out.println("on");\n  }\n}',
  ],
  ["javascript", "const tea = (cup) => cup.fill()\nconsole.log(tea)"],
  ["json", '{\n  "kettle": { "on": true, "cups": [1, 2] }\n}'],
  ["python", "def tea(cup):\n    if cup is None:\n        return\n    print(cup)"],
  ["ruby", 'class Kettle\n  def boil\n    puts "on"\n  end\nend'],
  ["rust", 'fn main() {\n    let mut cups = vec![1];\n    println!("{}", cups[0]);\n}'],
  ["sql", "SELECT name FROM users WHERE id = 1 ORDER BY name"],
  ["xml", '<?xml version="1.0"?>\n<tea><cup size="2"/></tea>'],
  ["xml", "<ul>\n  <li>tea</li>\n</ul>"],
]

test("recognizes the language of code", () => {
  for (const [language, code] of SAMPLES)
    expect([guessLanguage(code), code]).toEqual([language, code])
})

test("recognizes no language in prose and short fragments", () => {
  for (const text of ["", "Kettle's on", "1 2 3", "a: b\nc: d", "select a cup", "[ok]"])
    expect([guessLanguage(text), text]).toEqual([null, text])
})

test("finishes in time on long repetitive input", () => {
  const unit = ["<a", "{", "[{", "(", '"', "a ", "- ", "+\n", "{a:b;", "\n", "select "]
  for (const each of unit) guessLanguage(each.repeat(64 * 1024))
})
