"""Signs and parts of a chance in plain words, for people."""

_WORDS = {
    "base": "any address that a page links to",
    "places": "independent places that name it",
    "domain": "what came of other sites of its domain",
    "domain barred": "its domain is barred",
    "source:link": "a link names it",
    "source:redirect": "another site sends its visitors there",
    "source:front-page": "a page says it is its front page",
    "source:seeds": "it stands among the seeds",
    "source:registration": "somebody put it forward",
    "source:organisation": "an organisation's home page names it",
    "source:sitemap": "a site's map names it",
    "source:directory": "a directory of forums names it",
    "source:search": "a search engine gave it",
    "source:opml": "a list of feeds names it",
    "source:list": "a list of links names it",
    "source:registry": "another registry names it",
    "source:feed": "a feed names it",
    "source:hosting": "the list of a hosting place names it",
    "source:seed-list": "it stands in the list of seeds",
    "source:import": "it came with an import",
    "source:operator": "an operator named it",
    "source:moderator": "a moderator named it",
    "source:owner": "its owner named it",
    "source:suggestion": "somebody suggested it",
    "source:other": "something else names it",
    "host:hosted": "it is of a place that hosts communities",
    "host:forum": "its host name says forum",
    "host:community": "its host name says community",
    "host:social": "it is a social network",
    "host:shop": "it is a shop",
    "host:tracker": "it counts, advertises or shortens addresses",
    "host:reference": "it is a search engine, an encyclopaedia, a paper or a maker of software",
    "host:maker": "it makes forum software, or is where programs are made: many forums name it",
    "host:official": "it is a public body's, a university's or an army's",
    "host:blog": "its host name says blog, news or jobs",
    "host:machine": "its host name is one of machines",
    "host:list": "its host name says links, resources or directory",
    "host:help": "its host name says charity, society or council",
    "path:forum": "its address says forum",
    "path:community": "its address says community",
    "path:list": "its address says links, resources or directory",
    "path:login": "its address is that of a login",
    "path:share": "its address is that of a button to share",
    "path:shop": "its address is that of something sold",
    "path:article": "its address is that of an article",
    "path:file": "its address is that of a file",
    "words:forum": "the words of its link say forum",
    "words:community": "the words of its link say community",
    "words:list": "the words of its link speak of links, friends or resources",
    "words:help": "the words of its link speak of a charity, a society or a council",
    "words:legal": "the words of its link are those of the foot of a page",
    "words:sale": "the words of its link offer something",
    "words:share": "the words of its link are those of a button to share",
    "topic:words": "who names it says what it is about",
    "topic:page": "the page around its link is about a topic",
    "on:forum": "a forum links to it",
    "on:list": "the page that links to it names many that look like forums",
}


def words_of(name: str) -> str:
    """A sign, or a part of a chance, in words."""
    if name.startswith("learnt "):
        return f"learnt: {words_of(name.removeprefix('learnt '))}"
    kind, _, what = name.partition(":")
    if kind == "shape":
        return f"its address is written as {what} writes them"
    if kind == "leads":
        return f"what others led to like it: {words_of(what)}"
    if kind == "from":
        return f"what else site {what} links to"
    if kind == "list":
        return f"what else list {what} names"
    return _WORDS.get(name, name)
