"""Read one page: recognise its software, then every fact it states, each with its evidence.

Pure: nothing is fetched, the clock is never read, and no page makes it raise.
"""

import re
from dataclasses import replace

from crawler import blocked, generic, homeward, names, naming, rows, signposts, statistics, syndication
from crawler.generic import lists as unknown_rows
from crawler.hygiene import DESCRIPTION_LIMIT, clean, is_front_address
from crawler.merge import ZONE_ASSUMED
from crawler.page import Page
from crawler.platforms import platforms
from crawler.platforms.declare import Platform
from crawler.reading import Found, Reading
from crawler.recognise import Recognition, is_present, recognise, stands
from crawler.told import as_json
from crawler.words.moments import Moment
from crawler.words.numbers import ROUNDED
from registry.profile import Finding, ForumProfile

PARSER_VERSION = "2"
"""Changes whenever the same page would be read differently."""

PRODUCT_TOKEN = "forum-registry"  # noqa: S105 (the name sites know our agent by, the same as in `crawler.robots`)

_SAYS_ZONE = re.compile(
    r"\d(?:Z|[+-]\d\d:?\d\d)$|GMT|UTC|^\d{9,13}$|ago|vor |il y a|hace|fa$|geleden|temu|назад|minut|hour|just now"
)
"""Times that need no zone of the page: they state one, or count back from now."""

__all__ = ["PARSER_VERSION", "Recognition", "as_json", "read", "recognise"]


def read(page: Page, platform: str | None = None, *, agent: str = PRODUCT_TOKEN) -> ForumProfile:
    """All that one page says. `platform` is the software where an earlier page of the visit told it.

    Never raises for what a page holds. `agent` is the product token whose opt-out is looked for.
    """
    known = platforms().get(platform or "")
    if page.kind == "json":
        return replace(syndication.read_json(page, platform, known), parser_version=PARSER_VERSION)
    if page.kind == "feed":
        return replace(syndication.read_feed(page, platform, known), parser_version=PARSER_VERSION)
    if page.kind != "html" or page.hostile is not None:
        return ForumProfile(parser_version=PARSER_VERSION, blocked=None)
    return _read_html(page, platform, agent)


def _read_html(page: Page, hint: str | None, agent: str) -> ForumProfile:
    _ = page.tree  # What is parsed once is harvested from the tree.
    shield = blocked.challenge(page)
    if shield is not None:
        return ForumProfile(blocked=shield, parser_version=PARSER_VERSION)
    told = recognise(page)
    slug = told.platform
    hint = hint if hint in platforms() else None
    if slug is None and hint is not None and told.scores.get(hint, 0) > 0:
        # Another page of its site may bear the software's widgets without showing a part of the forum.
        slug = hint if is_present(platforms()[hint], page.harvest) else None
    reading = Reading(page)
    if (
        slug is None
        and hint is not None
        and len(page.body) < 4096
        and (told_totals := statistics.plain_totals(reading))
    ):
        # A platform's own short answer, such as FluxBB's, carries no mark of it.
        return ForumProfile(
            is_forum=True,
            confidence=0.9,
            platform=hint,
            findings={field: fact.on(page) for field, fact in told_totals.items()},
            parser_version=PARSER_VERSION,
        )
    platform = platforms().get(slug or "")
    if platform is not None and told.present:
        return _profile(reading, told, slug, platform, agent)
    judged = generic.judge(reading)
    if not judged.is_forum:
        return ForumProfile(
            confidence=judged.confidence,
            clues=judged.signs,
            findings=_bare_findings(reading),
            links=signposts.outside(reading),
            canonical=signposts.canonical(reading),
            blocked=blocked.notice(page),
            front_page=generic.front_page(reading),
            opt_out=signposts.opt_out(reading, agent),
            parser_version=PARSER_VERSION,
        )
    return _profile(reading, replace(told, clues=judged.signs), None, generic.PLATFORM, agent, judged.confidence)


def _profile(
    reading: Reading,
    told: Recognition,
    slug: str | None,
    platform: Platform,
    agent: str,
    confidence: float | None = None,
) -> ForumProfile:
    reading.tell_time_by(
        platform.clock,
        frozenset([row.last for row in (*platform.boards, *platform.threads)]),
        platform.date_order,
        of_twelve=platform.clock_of_twelve,
    )
    page = reading.page
    inner = _is_inner(reading, slug, platform)
    if slug and not platform.by_structure:
        found_boards, found_threads = rows.boards(reading, platform.boards), rows.threads(reading, platform.threads)
    elif inner:
        found_boards, found_threads = [], unknown_rows.thread(reading)
    else:
        found_boards = unknown_rows.boards(reading)
        found_threads = unknown_rows.threads(reading, found_boards)
    found = _facts(reading, platform, inner=inner, boards=bool(found_boards))
    times = sorted((row.newest for row in found_threads if row.newest), key=lambda m: m.at, reverse=True)
    _add_last_post(reading, found, [*times, *(row.newest for row in found_boards if row.newest)])
    # A board that shows boards or threads is open, whatever is said in their midst.
    shut = blocked.closed(reading, platform) if not (found_boards or found_threads) else None
    if shut is not None:
        found = {field: fact for field, fact in found.items() if _survives_notice(field, fact)}
    findings = {name: fact.on(page) for name, fact in found.items()}
    boards = tuple(row.board for row in found_boards)
    if platform.wall and not boards and not found_threads and not inner and reading.first(platform.wall) is not None:
        findings["login_wall"] = Finding(True, "", platform.wall, page.url)
    front = (
        homeward.first_link(reading, platform.front)
        or homeward.home(reading, platform.home)
        or (None if platform.hosted else homeward.declared_home(reading))
    )
    return ForumProfile(
        is_forum=True,
        confidence=confidence if confidence is not None else round(min(0.99, 0.6 + told.score / 500), 2),
        platform=slug,
        platform_version=_version(reading, platform),
        clues=told.clues,
        findings=findings,
        derived=_sums([row for row in found_boards if not row.part], findings, page) if not inner else {},
        boards=boards,
        thread_titles=tuple(row.title for row in found_threads[: rows.THREAD_LIMIT] if row.title),
        thread_times=tuple(dict.fromkeys(moment.at for moment in times))[: rows.THREAD_LIMIT],
        threads_seen=rows.seen_in(found_threads),
        feeds=signposts.feeds(reading, part=bool(platform.needs)),
        links=signposts.outside(reading),
        also=_further(reading, platform, found, front),
        front_page=front,
        canonical=signposts.canonical(reading),
        blocked=shut,
        opt_out=signposts.opt_out(reading, agent),
        parser_version=PARSER_VERSION,
    )


def _further(reading: Reading, platform: Platform, found: dict[str, Found], front: str | None) -> tuple[str, ...]:
    """The further addresses worth asking for: the platform's, and the newest post where only its thread can date it."""
    further = homeward.further(reading, platform.also, front)
    last = found.get("last_post_at")
    if not platform.thread_feed or last is None or ZONE_ASSUMED not in last.rule:
        return further
    newest = rows.newest_post(reading, platform.boards)
    return (*further, newest) if newest is not None else further


def _is_inner(reading: Reading, slug: str | None, platform: Platform) -> bool:
    """Whether the page is a board's, a thread's or the like: its title names that, not the forum."""
    if any(stands(mark, reading.harvest) for mark in platform.inner):
        return True
    return slug is None and not is_front_address(reading.page.url) and generic.is_thread(reading)


def _add_last_post(reading: Reading, found: dict[str, Found], stated: list[Moment]) -> None:
    """The newest time of all rows, where the page states none for the whole; marked when its zone is assumed."""
    if "last_post_at" not in found and stated:
        newest = max(stated, key=lambda moment: moment.at)
        found["last_post_at"] = Found(newest.at, newest.raw, "newest row", newest.precision)
    last = found.get("last_post_at")
    if last is not None and not reading.clock.zone_known and not _SAYS_ZONE.search(last.raw):
        found["last_post_at"] = replace(last, rule=f"{last.rule}, {ZONE_ASSUMED}")


def _survives_notice(field: str, fact: Found) -> bool:
    """Whether a fact is the forum's even on a page of one notice, whose title is the notice's."""
    return field == "language" or (field == "name" and not fact.rule.startswith("title"))


def _facts(reading: Reading, platform: Platform, *, inner: bool, boards: bool) -> dict[str, Found]:
    found: dict[str, Found] = {}
    page_url = reading.page.url
    for field, finder in platform.profile.items():
        fact = finder(reading)
        if fact is not None:
            found[field] = fact
    if platform.totals and not inner and "members" not in found and "posts" not in found:
        # Blocks that only their heading tells are looked for where totals stand: on front and statistics pages.
        headings = boards or platform is generic.PLATFORM or "stat" in page_url or is_front_address(page_url)
        for field, fact in statistics.totals(reading, headings=headings).items():
            found.setdefault(field, fact)
    front = not inner and (boards or "members" in found or "posts" in found or is_front_address(page_url))
    name = naming.name_of(reading, found.get("name"), hosted=platform.hosted, front=front, listed=boards)
    if name is not None:
        found["name"] = name
    else:
        found.pop("name", None)
    # Deeper pages describe themselves: a thread's description is what a member wrote.
    whole = is_front_address(page_url) or (boards and not inner)
    declared = found.get("description")
    borrowed = declared is not None and not whole and declared.rule.startswith("meta ")
    if declared is not None and (borrowed or _is_stock(str(declared.value), platform)):
        del found["description"]
    if whole and "description" not in found:
        said = clean(
            reading.harvest.meta.get("description") or reading.harvest.meta.get("og:description"), DESCRIPTION_LIMIT
        )
        own = bool(said) and not _is_stock(said, platform)
        if own and front and name is not None and not _repeats(said, str(name.value), reading.harvest.title):
            found["description"] = Found(said, said, "meta description")
    if reading.language and not platform.fixed_language:
        # Software that speaks each visitor's language tells the forum's own elsewhere.
        found.setdefault("language", Found(reading.language, reading.language, "html lang"))
    for field, where in signposts.directions(reading).items():
        found.setdefault(field, where)
    return found


def _is_stock(description: str, platform: Platform) -> bool:
    """Whether a description is the one the software came with: nobody wrote it, so it describes no forum."""
    return any(re.fullmatch(stock, description, re.IGNORECASE) for stock in platform.stock)


def _repeats(description: str, name: str, title: str) -> bool:
    """Whether a description only says the name or the page's title again."""
    said = description.casefold()
    return (
        said in (name.casefold(), clean(title).casefold()) or names.bare_name(description).casefold() == name.casefold()
    )


def _bare_findings(reading: Reading) -> dict[str, Finding]:
    """What is kept of a page that is no forum: its language. Its title may be a person's name."""
    found: dict[str, Found] = {}
    if reading.language:
        found["language"] = Found(reading.language, reading.language, "html lang")
    return {name: fact.on(reading.page) for name, fact in found.items()}


def _version(reading: Reading, platform: Platform) -> str | None:
    for place, pattern in platform.versions:
        said = reading.place(place)
        match = pattern.search(said) if said else None
        if match is not None:
            return clean(match[1], 40) or None
    return None


def _sums(found: list[rows.BoardRow], findings: dict[str, Finding], page: Page) -> dict[str, Finding]:
    """Totals that the page does not state, summed over its boards: estimates, and marked so."""
    sums: dict[str, Finding] = {}
    for field in ("threads", "posts"):
        counts = [getattr(row.board, field) for row in found]
        stated = [count for count in counts if count is not None]
        if field not in findings and len(stated) >= 2:
            rounded = f", {ROUNDED}" if any(field in row.rounded for row in found) else ""
            sums[field] = Finding(sum(stated), "", f"sum over {len(stated)} of {len(found)} boards{rounded}", page.url)
    return sums
