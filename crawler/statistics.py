"""The statistics block of a board, found by what it is rather than by a theme's selectors.

A block is believed when it is called statistics, by its class or its heading, and counts members beside threads or
posts: what one member or one board wrote is told in the same words, but neither has members. Blocks that repeat (other
communities recommended, one line a board, one a member) are nobody's totals, and what a member says in a post, a
signature or a poll is no statement of the forum's.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.reading import Found, Reading, block_text
from crawler.words.figures import Figure, figures

_MARK = re.compile(
    r"(?:^|[-_])(?:\w{0,8})?(?:stats?|statistics?|statistiken?|statistiques?|estadisticas?|statistiche)(?:$|[-_])",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"statisti[ckq]|\bstats\b|board info|forum info|estad[ií]stica|estatística|statystyk|статистик|ystadeg|آمار|"
    r"İstatisti|tilasto|"
    r"统计|統計",
    re.IGNORECASE,
)
_HEADINGS = "h1, h2, h3, h4, h5, h6, th, caption, legend, dt, strong, b"
_PLAIN_MARK = re.compile(r"[.#][A-Za-z_][\w-]*")
_MEMBERS_WORDS = re.compile(
    r"(?:^|[-_\s]|\b(?:b|js)?)(?:signature|sig|quote|bbcode\w{0,20}|poll|usertext|bbwrapper|"
    r"(?:post|message|comment|reply)[-_]?(?:body|content|text|message|bit|wrap(?:per)?|usercontent))(?:$|[-_\s\d])",
    re.IGNORECASE,
)
"""Classes and ids of what members write."""
_QUOTING = frozenset(["blockquote", "textarea", "svg", "q", "code"])
_MARKS = 8
_CLIMB = 4
_AROUND = 40
"""Elements around a block that are asked whether a member wrote it."""
_LONGEST_MARKS = 400
_DIGIT = re.compile(r"\d")
_BLOCKS = 60
"""Most elements around headings that are looked at."""


def totals(reading: Reading, *, headings: bool = True) -> dict[str, Found]:
    """Members, and threads or posts or both, of the first block that states them.

    Without `headings` only blocks marked by class or id are looked at, which costs next to nothing.
    """
    for node, rule, heading in _blocks(reading, headings):
        said = block_text(node, 8000)
        # What stands over a heading is another block's: boards with their counts, members here now.
        told = figures(said.partition(heading)[2] or said if heading else said)
        together = _together(told)
        if len(together) >= 2 and _plausible(told, together):
            return {figure.field: Found(figure.value, figure.raw, figure.rule(rule)) for figure in together}
    return {}


def plain_totals(reading: Reading) -> dict[str, Found]:
    """Members, threads and posts of a short answer that is nothing but figures."""
    body = reading.tree.body
    told = figures(block_text(body)) if body is not None else []
    fields = {figure.field for figure in told}
    if len(fields) < 3 or len(told) > 6:
        return {}
    return {figure.field: Found(figure.value, figure.raw, figure.rule("plain statistics")) for figure in reversed(told)}


def _together(told: list[Figure]) -> list[Figure]:
    """The most different fields that stand in one row; of equally many, those that stand closest."""
    # Details in brackets yield to the figure they explain.
    outside = {figure.field for figure in told if not figure.bracketed}
    told = [figure for figure in told if not (figure.bracketed and figure.field in outside)]
    best: list[Figure] = []
    for start in range(len(told)):
        run: list[Figure] = []
        for figure in told[start : start + 3]:
            if any(figure.field == other.field for other in run):
                break
            run.append(figure)
        if (len(run), -_span(run)) > (len(best), -_span(best)):
            best = run
    return best


def _span(run: list[Figure]) -> int:
    return run[-1].position - run[0].position if run else 0


def _plausible(told: list[Figure], together: list[Figure]) -> bool:
    """Totals of a forum: with its members, no field told five times over, and no fewer posts than threads."""
    counts = [figure.field for figure in told]
    if any(counts.count(field) > 4 for field in set(counts)):
        return False
    values = {figure.field: figure.value for figure in together}
    if "members" not in values:
        return False
    return values.get("posts", 10**13) >= values.get("threads", 0)


def _is_written(node: LexborNode) -> bool:
    """Whether a block or a heading stands in what a member wrote, or in a copy of another page."""
    step: LexborNode | None = node
    for _ in range(_AROUND):
        if step is None or step.tag in ("body", "html"):
            break
        marks = f"{step.attrs.get('class') or ''} {step.attrs.get('id') or ''}"
        if step.tag in _QUOTING or _MEMBERS_WORDS.search(marks[:_LONGEST_MARKS]):
            return True
        step = step.parent
    return False


def _blocks(reading: Reading, headings: bool) -> Iterator[tuple[LexborNode, str, str]]:
    """Elements that may hold totals, each with the rule that found it and the heading over it, if any."""
    harvest = reading.harvest
    stated = [f"#{name}" for name in harvest.ids if "tat" in name] + [
        f".{name}" for name in harvest.classes if "tat" in name
    ]
    marks = [name for name in stated if _PLAIN_MARK.fullmatch(name) and _MARK.search(name[1:])]
    for mark in sorted(marks)[:_MARKS]:
        nodes = reading.tree.css(mark)
        if 1 <= len(nodes) <= 2 and not _is_written(nodes[0]):
            yield nodes[0], f"statistics block {mark}", ""
    if not headings:
        return
    headed = [f".{name}" for name in harvest.classes if "head" in name]
    cells = [f"td.{name}" for name in harvest.classes if "cat" in name]
    plain = [
        name
        for name in sorted(headed)[:_MARKS] + sorted(cells)[:_MARKS]
        if _PLAIN_MARK.fullmatch(name.removeprefix("td"))
    ]
    seen: set[int] = set()
    for heading in reading.tree.css(", ".join([_HEADINGS, *plain]))[:400]:
        said = heading.text().strip()
        # "Statistics: 5,000 members!" heads nothing: it is a thread's title.
        if 3 < len(said) < 90 and _may_head(said.lower()) and _HEADING.search(said) and not _DIGIT.search(said):
            if not _is_written(heading):
                yield from _around(heading, seen)
            if len(seen) > _BLOCKS:
                return


def _may_head(folded: str) -> bool:
    """Whether a text may be a heading of statistics: much cheaper than to look at it closely."""
    return "tat" in folded or "info" in folded or "stad" in folded or "tila" in folded or not folded.isascii()


def _around(heading: LexborNode, seen: set[int]) -> Iterator[tuple[LexborNode, str, str]]:
    """The elements around a heading that are short enough for a block, but for those around an earlier one."""
    node: LexborNode | None = heading
    said = " ".join(heading.text(separator=" ").split())
    for _ in range(_CLIMB):
        node = node.parent if node is not None else None
        if node is None or node.tag in ("body", "html") or node.mem_id in seen:
            return
        seen.add(node.mem_id)
        if len(node.text()) < 2500:
            # The heading may name the forum; who wrote it does not matter, it is not kept.
            yield node, "block headed statistics", said
