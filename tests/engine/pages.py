"""Pages for the sites of these tests, written by us."""


def forum(name: str = "The Allotment Gate", also: str = "") -> bytes:
    """The front page of a small phpBB board."""
    return f"""<!DOCTYPE html><html lang="en-gb"><head><meta charset="utf-8"><title>{name} - Index page</title>
<link rel="canonical" href="/index.php">
<link href="./styles/prosilver/theme/stylesheet.css" rel="stylesheet">
</head><body id="phpbb" class="nojs notouch section-index ltr"><div id="wrap" class="wrap">
<div id="site-description" class="site-description"><a id="logo" class="logo" href="./index.php"></a>
<h1>{name}</h1><p>Help with vegetables, from neighbours</p></div>
<div class="forabg"><div class="inner"><ul class="topiclist forums"><li class="row"><dl class="row-item forum_read"><dt>
<div class="list-inner"><a href="./viewforum.php?f=2" class="forumtitle">Potatoes</a></div></dt>
<dd class="topics">41 <dfn>Topics</dfn></dd><dd class="posts">380 <dfn>Posts</dfn></dd>
<dd class="lastpost"><span>Last post <br><time datetime="2026-11-19T08:12:00+00:00">Thu Nov 19, 2026</time></span></dd>
</dl></li></ul></div></div>
<div class="stat-block statistics"><h3>Statistics</h3><p>Total posts <strong>1204</strong> &bull; Total topics
<strong>97</strong> &bull; Total members <strong>63</strong></p></div>{also}
<div class="copyright">Powered by phpBB&reg; Forum Software</div>
</div></body></html>""".encode()


def shop() -> bytes:
    """A shop."""
    return b"""<!DOCTYPE html><html><head><title>Spades and Forks</title></head><body><h1>Spades and Forks</h1>
<p>Our sharpest spade, now 24.99. Free delivery in the county.</p><a href="/basket">Basket</a></body></html>"""


def landing(link: str) -> bytes:
    """The home page of a society with a forum behind its menu."""
    return f"""<!DOCTYPE html><html lang="en"><head><title>The Allotment Society</title></head><body>
<nav><a href="/">Home</a> <a href="/about">About us</a> <a href="{link}">Forum</a></nav>
<h1>The Allotment Society</h1><p>We meet on the first Sunday.</p></body></html>""".encode()


def with_further_pages() -> bytes:
    """The front page of a Discourse forum, whose figures stand on other pages."""
    return b"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Hedgehog Friends</title>
<meta name="generator" content="Discourse 3.4.0 - https://github.com/discourse/discourse version 0a1b2c">
<meta name="discourse_theme_id" content="2"><meta name="discourse-base-uri" content="">
<link rel="alternate" type="application/rss+xml" title="Latest posts" href="/posts.rss">
<link rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml" title="Search">
</head><body class="crawler"><header><a href="/"><img src="/logo.png" alt="Hedgehog Friends"></a></header>
<div id="main-outlet" class="wrap"><table class="topic-list" itemscope itemtype="http://schema.org/ItemList"></table></div>
<footer class="container wrap"><p>Powered by Discourse</p></footer></body></html>"""
