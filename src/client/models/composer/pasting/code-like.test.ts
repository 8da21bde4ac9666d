import { expect, test } from "bun:test"
import { looksLikeCode } from "./code-like"

test.each([
  "const a = 1\nconsole.log(a)",
  "function greet(name) {\n  return 'Hi ' + name\n}",
  "def greet(name):\n    if name == '':\n        return None\n    print(name)",
  "for (let i = 0; i < 3; i++) {\n  go(i);\n}",
  "#include <stdio.h>\nint main() {\n  return 0;\n}",
  "fn f<T>(x: Vec<T>) -> Option<T> {\n    x.into_iter().next()\n}",
  'package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("hi")\n}',
  "class Tea\n  def brew(minutes)\n    raise 'cold' if minutes == 0\n  end\nend",
  "<config>\n  <port>80</port>\n</config>",
  '<div class="a">\n  Hello\n</div>',
  '{\n  "name": "hearth",\n  "version": "1.0.0"\n}',
  ".boost {\n  color: red;\n  margin: 0 auto;\n}",
  "SELECT name, count(*)\nFROM users\nWHERE active = true\nGROUP BY name;",
  "services:\n  web:\n    image: nginx:latest\n    ports:\n      - 80:80",
  "# install\nnpm ci\n# run\nnpm start",
  "$ git status\nOn branch main\n$ git push",
  "git add .\ngit commit -m wip\ngit push",
  "ada@kettle:~/src$ ls -la\nada@kettle:~/src$ cd hearth",
  "PS C:\\Users\\Ada> dir\nPS C:\\Users\\Ada> cd src",
  ">>> a = 5\n>>> a * 3\n15",
  "*/5 * * * * /usr/bin/foo --a=*\n0 4 * * 1 /usr/bin/backup",
  'export KEY=value\nexport OTHER="two words"',
  "DATABASE_URL=postgres://localhost/db\nREDIS_URL=redis://localhost",
  "- old line\n+ new line\n  same",
  "diff --git a/x.ts b/x.ts\nindex 1234567..89abcde 100644\n--- a/x.ts\n+++ b/x.ts\n@@ -1,2 +1,2 @@\n-a\n+b",
  "2026-03-01T10:00:00Z INFO started\n2026-03-01T10:00:01Z ERROR cannot listen",
  "[ERROR] cannot listen on port 80\n[INFO] stopping",
  "Mar  1 10:00:00 kettle sshd[123]: Accepted\nMar  1 10:00:05 kettle sshd[123]: Closed",
  '10.0.0.7 - - [01/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 12\n10.0.0.8 - ada [01/Mar/2026:10:00:01 +0000] "GET /x HTTP/1.1" 404 12',
  "TypeError: undefined is not a function\n    at brew (tea.js:1:2)\n    at main (tea.js:9:1)",
  "Traceback (most recent call last):\n  File \"tea.py\", line 1, in <module>\nKeyError: 'milk'",
  "items.map((item) => item.id)\n  .filter(Boolean)\n  .forEach(show)",
])("offers a code block for %j", (text) => {
  expect(looksLikeCode(text)).toBe(true)
})

test.each([
  "one line;",
  "const a = 1",
  "Hello Bea,\nshall we meet at ten?\nThanks",
  "Thanks\n--\nJane",
  "Jane Doe\n12 High Street\nLondon W1A 1AA",
  "Name: Jane\nPhone: +44 20 7946 0000\nMail: jane@site.example",
  "Agenda\n\tfirst\n\t\tsub\nEnd",
  "- tea\n- milk\n- sugar",
  "* tea\n* milk",
  "1. boil\n2. pour\n3. drink",
  "Agenda:\n  - welcome\n  - numbers",
  "Sources:\n  see the page of the team\n  and ask Bob",
  "Shall I compare thee to a summer’s day?\nThou art more lovely and more temperate;\nRough winds do shake the darling buds of May,\nAnd summer’s lease hath all too short a date;",
  "The woods are lovely,\n    dark and deep,\nBut I have promises\n    to keep;",
  "> coming?\nYes, at 10.\n> and Bob?\nNo.",
  "[12/03/24, 10:15:03] Ada: hi\n[12/03/24, 10:15:09] Bea: hello",
  "10:15 Ada: lunch?\n10:16 Bea: yes (in five minutes)",
  "let me know when you are there\nmake sure that you bring tea\nfrom the shop",
  "For example:\nif you want:\nwhile we wait:",
  "git is a tool for teams.\nnpm installs packages.",
  "2026. A good year.\n- 5 °C outside",
  "Lead -> offer -> contract\nContract => invoice",
  "See https://site.example/a?b=1&c=2\nand https://site.example/x_y",
  "Ada\t12\t€5.00\nBea\t7\t€3.50",
  "We (Ada and Bea) will be late (about an hour).\nStart without us (please).",
  "Import the file first.\nReturn it later.\nClass starts at nine:",
  "こんにちは\nお元気ですか？",
  "مرحبا\nكيف الحال؟",
  "Dear all;\nplease read;\nbest",
  "ERRORS happen\nINFORMATION is power",
  "```\nconst a = 1\nb()\n```",
  "Select a room\nFrom the list\nWhere you want",
  "+ cheap\n+ quick\n- far away",
  "",
  "\n\n",
])("offers no code block for %j", (text) => {
  expect(looksLikeCode(text)).toBe(false)
})

test("reads a huge text quickly enough to paste it", () => {
  expect(looksLikeCode(`${"a".repeat(1_000_000)}\n`.repeat(3))).toBe(false)
  expect(looksLikeCode(`${" ".repeat(400)}a\n`.repeat(1_000))).toBe(false)
})
