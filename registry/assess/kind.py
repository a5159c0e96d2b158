"""What sort of community it is: by its software, its address, then its own words; a forum unless told otherwise."""

from registry.assess.domains import directory_of, host_of
from registry.assess.phrases import Signs
from registry.vocabulary import ForumKind

_KINDS_OF_PLATFORM = {
    "facebook": ForumKind.GROUP,
    "googlegroups": ForumKind.LIST,
    "mailman": ForumKind.LIST,
    "hyperkitty": ForumKind.LIST,
    "groupsio": ForumKind.LIST,
    "stackexchange": ForumKind.QUESTIONS,
    "question2answer": ForumKind.QUESTIONS,
    "askbot": ForumKind.QUESTIONS,
    "discord": ForumKind.CHAT,
    "zulip": ForumKind.CHAT,
    "reddit": ForumKind.GROUP,
    "lemmy": ForumKind.GROUP,
}
_KINDS_OF_SITE = {
    "facebook.com": ForumKind.GROUP,
    "reddit.com": ForumKind.GROUP,
    "meetup.com": ForumKind.GROUP,
    "nextdoor.com": ForumKind.GROUP,
    "nextdoor.co.uk": ForumKind.GROUP,
    "groups.google.com": ForumKind.LIST,
    "groups.google.co.uk": ForumKind.LIST,
    "groups.io": ForumKind.LIST,
    "jiscmail.ac.uk": ForumKind.LIST,
    "freelists.org": ForumKind.LIST,
    "simplelists.com": ForumKind.LIST,
    "stackexchange.com": ForumKind.QUESTIONS,
    "stackoverflow.com": ForumKind.QUESTIONS,
    "quora.com": ForumKind.QUESTIONS,
    "discord.gg": ForumKind.CHAT,
    "discord.com": ForumKind.CHAT,
    "slack.com": ForumKind.CHAT,
    "t.me": ForumKind.CHAT,
    "telegram.me": ForumKind.CHAT,
    "chat.whatsapp.com": ForumKind.CHAT,
    "livejournal.com": ForumKind.BLOG_COMMUNITY,
    "dreamwidth.org": ForumKind.BLOG_COMMUNITY,
    "substack.com": ForumKind.BLOG_COMMUNITY,
}
_KINDS_OF_HOST_WORD = {
    "lists": ForumKind.LIST,
    "list": ForumKind.LIST,
    "listserv": ForumKind.LIST,
    "mailman": ForumKind.LIST,
    "rhestr": ForumKind.LIST,
    "ask": ForumKind.QUESTIONS,
    "answers": ForumKind.QUESTIONS,
    "qa": ForumKind.QUESTIONS,
    "questions": ForumKind.QUESTIONS,
    "chat": ForumKind.CHAT,
    "irc": ForumKind.CHAT,
    "discord": ForumKind.CHAT,
    "slack": ForumKind.CHAT,
}
"""By the first word of a host: `lists.` of `lists.example.org`."""

_KINDS_OF_PATH_WORD = {
    "mailman": ForumKind.LIST,
    "mailman3": ForumKind.LIST,
    "listinfo": ForumKind.LIST,
    "pipermail": ForumKind.LIST,
    "hyperkitty": ForumKind.LIST,
    "listserv": ForumKind.LIST,
    "qa": ForumKind.QUESTIONS,
    "q-and-a": ForumKind.QUESTIONS,
    "ask": ForumKind.QUESTIONS,
    "answers": ForumKind.QUESTIONS,
    "questions": ForumKind.QUESTIONS,
    "chat": ForumKind.CHAT,
    "chatroom": ForumKind.CHAT,
    "irc": ForumKind.CHAT,
    "groups": ForumKind.GROUP,
    "r": ForumKind.GROUP,
}
"""By the first directory of a path: `/qa` of `example.org/qa/recent`."""


def kind_of(signs: Signs, url: str, platform: str | None) -> ForumKind:
    """What sort of community it is. `url` may be anything; what cannot be read as an address says nothing."""
    if platform in _KINDS_OF_PLATFORM:
        return _KINDS_OF_PLATFORM[platform]
    if kind := _kind_of_address(url):
        return kind
    for key, _, hit in signs.get("kind", ()):
        if hit.name or hit.description:
            return ForumKind(key)
    return ForumKind.FORUM


def _kind_of_address(url: str) -> ForumKind | None:
    labels = host_of(url).removeprefix("www.").split(".")
    for start in range(len(labels) - 1):
        if kind := _KINDS_OF_SITE.get(".".join(labels[start:])):
            return kind
    first = directory_of(url)
    return (_KINDS_OF_HOST_WORD.get(labels[0]) if len(labels) > 2 else None) or _KINDS_OF_PATH_WORD.get(first)
