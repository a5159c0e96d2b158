"""Pages for the sites of these tests, written by us."""


def forum(
    name: str = "The Allotment Gate",
    also: str = "",
    *,
    logo: str = "./index.php",
    board: str = "Potatoes",
    href: str = "./viewforum.php?f=2",
) -> bytes:
    """The front page of a small phpBB board."""
    return f"""<!DOCTYPE html><html lang="en-gb"><head><meta charset="utf-8"><title>{name} - Index page</title>
<link rel="canonical" href="/index.php">
<link href="./styles/prosilver/theme/stylesheet.css" rel="stylesheet">
</head><body id="phpbb" class="nojs notouch section-index ltr"><div id="wrap" class="wrap">
<div id="site-description" class="site-description"><a id="logo" class="logo" href="{logo}"></a>
<h1>{name}</h1><p>Help with vegetables, from neighbours</p></div>
<div class="forabg"><div class="inner"><ul class="topiclist forums"><li class="row"><dl class="row-item forum_read"><dt>
<div class="list-inner"><a href="{href}" class="forumtitle">{board}</a></div></dt>
<dd class="topics">41 <dfn>Topics</dfn></dd><dd class="posts">380 <dfn>Posts</dfn></dd>
<dd class="lastpost"><span>Last post <br><time datetime="2026-11-19T08:12:00+00:00">Thu Nov 19, 2026</time></span></dd>
</dl></li><li class="row"><dl class="row-item forum_read"><dt><div class="list-inner">
<a href="{href}0" class="forumtitle">More of {board}</a></div></dt><dd class="topics">9 <dfn>Topics</dfn></dd>
<dd class="posts">31 <dfn>Posts</dfn></dd></dl></li></ul></div></div>
<div class="stat-block statistics"><h3>Statistics</h3><p>Total posts <strong>1204</strong> &bull; Total topics
<strong>97</strong> &bull; Total members <strong>63</strong></p></div>{also}
<div class="copyright">Powered by phpBB&reg; Forum Software</div>
</div></body></html>""".encode()


def portal(name: str) -> bytes:
    """A home page in the same software and style as the forum behind it, without boards."""
    return f"""<!DOCTYPE html><html lang="en-gb"><head><title>{name}</title>
<link href="./styles/prosilver/theme/stylesheet.css" rel="stylesheet"></head>
<body id="phpbb" class="section-portal ltr">
<div id="site-description" class="site-description"><a id="logo" class="logo" href="/"></a><h1>{name}</h1></div>
<p>Welcome to our gardens.</p><a href="./ucp.php?mode=login">Login</a></body></html>""".encode()


def thread(name: str = "The Allotment Gate", logo: str = "./index.php", *, login: bool = False) -> bytes:
    """A thread of that board, or its log-in page."""
    form = '<form id="login" action="./ucp.php?mode=login" method="post"><input name="username"></form>'
    post = (
        '<div class="post"><div class="postprofile"><dt>a member</dt></div><div class="content">Mine rot.</div></div>'
    )
    section = "section-ucp" if login else "section-viewtopic"
    return f"""<!DOCTYPE html><html lang="en-gb"><head><title>Blight? - {name}</title>
<link href="./styles/prosilver/theme/stylesheet.css" rel="stylesheet"></head><body id="phpbb" class="{section} ltr">
<div id="site-description" class="site-description"><a id="logo" class="logo" href="{logo}"></a><h1>{name}</h1></div>
<ul id="nav-breadcrumbs"><li class="breadcrumbs">
<span class="crumb"><a href="./viewforum.php?f=2">Potatoes</a></span></li></ul>
<h2 class="topic-title"><a href="./viewtopic.php?t=5">Blight?</a></h2>{form if login else post}
<div class="copyright">Powered by phpBB&reg; Forum Software</div></body></html>""".encode()


def statistics() -> bytes:
    """FluxBB's answer about its figures."""
    return b"""Total number of registered users: 61<br />
Newest registered user: <a href="profile.php?id=9">a member</a><br />
Total number of topics: 130<br />
Total number of posts: 4412<br />
"""


def fluxbb(name: str = "Beehive Yard") -> bytes:
    """The front page of a FluxBB board whose figures are not shown."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{name}</title>
<link rel="stylesheet" href="style/Air.css"></head><body><div id="punindex" class="pun"><div class="punwrap">
<div id="brdheader" class="block"><div id="brdtitle" class="inbox"><h1><a href="index.php">{name}</a></h1>
<div id="brddesc"><p>Keeping bees in town</p></div></div><div id="brdmenu" class="inbox"></div></div>
<div id="brdmain"><div id="idx1" class="blocktable"><h2><span>Bees</span></h2><div class="box"><table><tbody><tr>
<td class="tcl"><h3><a href="viewforum.php?id=1">Swarms</a></h3></td><td class="tc2">30</td><td class="tc3">412</td>
<td class="tcr"><a href="viewtopic.php?pid=9#p9">2026-11-18 19:15:30</a></td></tr></tbody></table></div></div></div>
<div id="brdfooter"><p id="poweredby">Powered by <a href="https://fluxbb.org/">FluxBB</a></p></div>
</div></div></body></html>""".encode()


def shop() -> bytes:
    """A shop."""
    return b"""<!DOCTYPE html><html><head><title>Spades and Forks</title></head><body><h1>Spades and Forks</h1>
<p>Our sharpest spade, now 24.99. Free delivery in the county.</p><a href="/basket">Basket</a></body></html>"""


def landing(link: str) -> bytes:
    """The home page of a society with a forum behind its menu."""
    return f"""<!DOCTYPE html><html lang="en"><head><title>The Allotment Society</title></head><body>
<nav><a href="/">Home</a> <a href="/about">About us</a> <a href="{link}">Forum</a></nav>
<h1>The Allotment Society</h1><p>We meet on the first Sunday.</p></body></html>""".encode()


def with_further_pages(base: str = "") -> bytes:
    """The front page of a Discourse forum, whose figures stand on other pages."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Hedgehog Friends</title>
<meta name="generator" content="Discourse 3.4.0 - https://github.com/discourse/discourse version 0a1b2c">
<meta name="discourse_theme_id" content="2"><meta name="discourse-base-uri" content="">
<link rel="alternate" type="application/rss+xml" title="Latest posts" href="/posts.rss">
<link rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml" title="Search">
</head><body class="crawler"><header><a href="{base}/"><img src="/logo.png" alt="Hedgehog Friends"></a></header>
<div id="main-outlet" class="wrap"><table class="topic-list" itemscope itemtype="http://schema.org/ItemList"></table></div>
<footer class="container wrap"><p>Powered by Discourse</p></footer></body></html>""".encode()
