const EMBED = "application/vnd.actiontext.opengraph-embed"
const MENTION = "application/vnd.campfire.mention"

/** Forged mentions, embeds and files. */
export const FORGERIES: string[] = [
  ...[
    `sgid="eyJfcmFpbHMiOnsiZGF0YSI6ImdpZDovL2NhbXBmaXJlL1VzZXIvMSJ9fQ==--forged"`,
    `sgid="eyJfcmFpbHMiOnsiZGF0YSI6ImdpZDovL2NhbXBmaXJlL0FjY291bnQvMSJ9fQ==--x"`,
    `sgid="eyJfcmFpbHMiOnsiZGF0YSI6ImdpZDovL2NhbXBmaXJlL1VzZXIvOTk5OTk5OTk5OTk5OTk5OTk5In19--x"`,
    `sgid="${"A".repeat(5000)}--x"`,
    `sgid="--"`,
    `sgid=""`,
    `sgid="bnVsbA==--x"`,
    `sgid="eyJfcmFpbHMiOm51bGx9--x"`,
    `sgid="eyJfX3Byb3RvX18iOnt9fQ==--x"`,
    `sgid="&quot;><script>alert(1)</script>--x"`,
    `content="<script>alert(1)</script>"`,
    `content="&lt;img src=x onerror=alert(1)&gt;"`,
    `caption="<img src=x onerror=alert(1)>" filename="<svg onload=alert(1)>"`,
    `onclick="alert(1)" style="position:fixed" id="composer" data-controller="composer"`,
  ].map(
    (attributes) =>
      `<p>kept<action-text-attachment content-type="${MENTION}" ${attributes}></action-text-attachment></p>`,
  ),
  ...[
    `href="javascript:alert(1)" filename="x" caption="x"`,
    `href="data:text/html,<script>alert(1)</script>" filename="x" caption="x"`,
    `href="//evil.example" filename="x" caption="x"`,
    `href="https://x.example" url="javascript:alert(1)" filename="x" caption="x"`,
    `href="https://x.example" url="https://evil.example/pixel.gif" filename="x" caption="x"`,
    `href="https://x.example" url="http://127.0.0.1/x.gif" filename="x" caption="x"`,
    `href="https://x.example" url="//evil.example/pixel.gif" filename="x" caption="x"`,
    `href="https://x.example" url='x" onerror="alert(1)' filename="x" caption="x"`,
    `href="https://x.example" filename="<script>alert(1)</script>" caption="<img src=x onerror=alert(1)>"`,
    `href="https://x.example" filename="&lt;/span&gt;&lt;/div&gt;" caption="&lt;/article&gt;"`,
    `href='https://x.example/"onmouseover="alert(1)' filename="x" caption="x"`,
    `href="https://x.example" filename="${"W".repeat(3000)}" caption="${"i".repeat(3000)}"`,
    `href="https://x.example" filename="\u202Egnp.exe" caption="\u202E"`,
    `href="https://x.example"`,
    `filename="x"`,
  ].map(
    (attributes) =>
      `<div>kept<action-text-attachment content-type="${EMBED}" ${attributes}></action-text-attachment></div>`,
  ),
  `kept<action-text-attachment content-type="text/html" content="<script>alert(1)</script>">lost</action-text-attachment>`,
  `kept<action-text-attachment content-type="image/png" url="https://evil.example/x.png" href="/x" width="99999" height="99999" previewable="true" presentation="gallery"></action-text-attachment>`,
  `kept<action-text-attachment content-type="application/vnd.trix.horizontal-rule.html"></action-text-attachment>`,
  `kept<action-text-attachment sgid="x" <script>alert(1)</script>></action-text-attachment>`,
  `kept<action-text-attachment sgid='x"></action-text-attachment><img src=x onerror=alert(1)>'></action-text-attachment>`,
  `kept<ACTION-TEXT-ATTACHMENT SGID="x--y" CONTENT-TYPE="${MENTION}"></ACTION-TEXT-ATTACHMENT>`,
  `kept<action-text-attachment sgid="a"><action-text-attachment sgid="b">`,
  `kept</action-text-attachment>`,
  `kept<action-text-attachment/>kept`,
  `kept<action-text-attachment-gallery>kept</action-text-attachment-gallery>`,
  `<figure class="attachment attachment--content" data-trix-attachment='{"contentType":"text/html","content":"<img src=x onerror=alert(1)>"}' data-trix-content-type="text/html">kept</figure>`,
  `<div data-trix-attachment="{&quot;contentType&quot;:&quot;text/html5&quot;,&quot;content&quot;:&quot;<img src=1 onerror=alert(1)>HELLO&quot;}">kept</div>`,
  `<span class="mention" data-user-id="1">kept</span>`,
  `<a class="mention" href="/users/1" data-user-id="1">@kept</a>`,
  `<bc-attachment sgid="x" content-type="${MENTION}">kept</bc-attachment>`,
]
