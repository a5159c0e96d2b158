"""What a chance of a forum is worth to a search by topic."""

OF_WORDS, OF_PAGE = 0.8, 0.5
"""Share of forums that are of the topic that the words of their link speak for; that the page around it speaks for."""


def area_of(topic: str | None) -> str | None:
    """The widest topic that holds this one: `/childcare-parenting` of `/childcare-parenting/adoption`; None of none."""
    if not topic or not topic.startswith("/"):
        return None
    return "/" + topic.split("/")[1][:150] if len(topic) > 1 else None


def promise_of(value: float, *, by_words: bool) -> float:
    """The chance of a forum of that topic, for a site with this chance of being one."""
    return round(value * (OF_WORDS if by_words else OF_PAGE), 3)
