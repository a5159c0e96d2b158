"""The demo's past: a list that grew over fourteen months, with figures, decisions and letters, all of it made up.

Each step goes through the door by which it would come in a live registry, oldest first; only its time is made up, and
times before today are had from `registry.history.past` alone, which opens in a demonstration only.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from forum_registry.database import opened
from forum_registry.knowledge import shared_hosts
from registry.catalogue.lifecycle import Case, Role, case_of_site, move, settled
from registry.catalogue.reading import public_at
from registry.catalogue.removal import forget
from registry.catalogue.told import record_told
from registry.catalogue.wishes import record_wishes
from registry.db import CRAWLER, Sessions
from registry.evidence.history import Point, write_sample_history
from registry.frontier.known import known_sites
from registry.history.past import Past, open_past
from registry.identity import SharedHosts, site_key
from registry.seeding import load_seeds
from registry.settings import Settings
from registry.stewardship.answering import answer
from registry.stewardship.kinds import ON_A_FORUM, ON_THE_SITE, Closing, LetterKind
from registry.stewardship.posting import Bounds, post
from registry.stewardship.writing import Draft, report, suggestion, wish
from registry.vocabulary import Standing

if TYPE_CHECKING:
    from sampleweb import SampleLetter, SampleServer, SampleSite, SampleWishes

ACTOR = "the demo's sample past"
MINUTES_APART = 7
"""Between two things that happened on one day."""

SENDER = "192.0.2."
"""Addresses that documentation uses (RFC 5737) stand for those of the people who wrote."""

Step = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class PastTold:
    """What was made up: forums that are public now, figures, and the references of letters, the oldest first."""

    forums: int
    figures: int
    letters: tuple[str, ...]


def write_past(settings: Settings, web: "SampleServer", now: datetime) -> PastTold:
    """Make up what happened before today, and leave the seed list as it is today.

    Raises NotADemonstration, before anything is written, for a database without the demo mark.
    """
    with opened(settings, CRAWLER) as sessions:  # what is made up may be lost with the power
        with sessions.read() as session:
            past = open_past(session, now)
        making = _Making(settings, sessions, web, shared_hosts(settings))
        for days, steps in groupby(sorted(making.steps(), key=lambda step: -step[0]), key=lambda step: step[0]):
            for place, (_, step) in enumerate(steps):
                step(past.at(days, place * MINUTES_APART))
        making.write_seed_list_of_today()
        forums, figures = making.write_figures(past)
    return PastTold(forums, figures, tuple(making.references.values()))


@dataclass(slots=True)
class _Making:
    """The past in the making: how each step is done."""

    settings: Settings
    sessions: Sessions
    web: "SampleServer"
    hosts: SharedHosts
    references: "dict[SampleLetter, str]" = field(default_factory=dict)

    def steps(self) -> Iterator[tuple[int, Step]]:
        """What happened, with the days before today; of one day in the order in which it happened."""
        import sampleweb

        for days in sampleweb.days_of_change():
            yield days, partial(self._load, days)
        for site in self.web.sites:
            past = site.past
            happened = {
                self._tell: past.told,
                self._join: past.joined,
                self._close: past.closed,
                self._leave: past.left,
            }
            for step, days_ago in happened.items():
                if days_ago is not None:
                    yield days_ago, partial(step, site)
            if site.wishes is not None:
                yield site.wishes.days, partial(self._wish, site, site.wishes)
        for letter in sampleweb.letters():
            yield letter.days, partial(self._post, letter)
            if letter.answered is not None:
                yield letter.answered, partial(self._answer, letter)

    def write_seed_list_of_today(self) -> None:
        """Put the whole list back in place of the additions of some day."""
        import sampleweb

        sampleweb.write_seeds(Path(self.settings.seeds), self.web.port)

    def write_figures(self, past: Past) -> tuple[int, int]:
        """Give every forum that is on the list, or waits for it, its figures; how many forums, and how many figures."""
        import sampleweb

        forums = written = 0
        with self.sessions.write() as session:
            for site in self.web.sites:
                case = self._case(session, site) if site.past.listed else None
                if case is None or settled(case):
                    continue
                told = sampleweb.past_figures(site, past.now.date())
                points = [Point(p.at, p.members, p.threads, p.posts, p.online) for p in told]
                written += write_sample_history(session, case.forum_id, points)
                forums += 1
        return forums, written

    def _load(self, days: int, when: datetime) -> None:
        import sampleweb

        folder = Path(self.settings.seeds)
        sampleweb.write_additions(folder, self.web.port, days)
        load_seeds(self.sessions, folder, now=when, hosts=self.hosts)

    def _tell(self, site: "SampleSite", when: datetime) -> None:
        how = "letter to its contact page (sample)"
        with self.sessions.write() as session:
            record_told(session, self._address(site), when=when, how=how, actor=ACTOR, now=when, hosts=self.hosts)

    def _wish(self, site: "SampleSite", wishes: "SampleWishes", when: datetime) -> None:
        with self.sessions.write() as session:
            record_wishes(
                session, self._address(site), taking_part=wishes.taking_part, reading=wishes.reading,
                said=f"{wishes.said} (sample)", on=when, actor=ACTOR, now=when, hosts=self.hosts,
            )  # fmt: skip

    def _join(self, site: "SampleSite", when: datetime) -> None:
        with self.sessions.write() as session:
            into = self._known(session, self._by_name(site.links[0]))
            self._move(session, site, Standing.MERGED, "one community at two addresses", when, into=into.forum_id)

    def _close(self, site: "SampleSite", when: datetime) -> None:
        with self.sessions.write() as session:
            self._move(session, site, Standing.CLOSED, "gone from the web", when)

    def _leave(self, site: "SampleSite", when: datetime) -> None:
        with self.sessions.write() as session:
            reason = "asked by its owner (sample)"
            forget(session, self._address(site), actor=ACTOR, reason=reason, now=when, hosts=self.hosts)

    def _move(
        self, session: Session, site: "SampleSite", to: Standing, reason: str, when: datetime, into: int | None = None
    ) -> None:
        case = self._known(session, site)
        move(session, case.forum_id, to, role=Role.MODERATOR, actor=ACTOR, reason=reason, now=when, into=into)

    def _post(self, letter: "SampleLetter", when: datetime) -> None:
        sender = {"client": f"{SENDER}{len(self.references) + 1}", "bounds": Bounds(), "secret": self.settings.secret}
        with self.sessions.write() as session:
            posted = post(session, self._draft(session, letter), hosts=self.hosts, now=when, **sender)  # type: ignore[arg-type]
        self.references[letter] = posted.reference

    def _draft(self, session: Session, letter: "SampleLetter") -> Draft:
        address = self._address(self._by_name(letter.forum)) if letter.forum else ""
        if letter.kind == LetterKind.SUGGESTION:
            return suggestion(address, letter.words, self.hosts, demo=True, language=letter.language)
        if letter.kind == LetterKind.SEARCH:
            return wish(letter.about, letter.words, topic=letter.topic, language=letter.language)
        return report(
            letter.kind,
            letter.words,
            kinds=ON_A_FORUM if letter.forum else ON_THE_SITE,
            forum=public_at(session, address, self.hosts) if letter.forum else None,
            figure=letter.figure,
            about=letter.about,
            language=letter.language,
        )

    def _answer(self, letter: "SampleLetter", when: datetime) -> None:
        assert letter.answer is not None  # noqa: S101  # what was answered has an answer
        close = Closing(letter.closed) if letter.closed else None
        with self.sessions.write() as session:
            answer(session, self.references[letter], letter.answer, role=Role.MODERATOR, now=when, close=close)

    def _by_name(self, name: str) -> "SampleSite":
        return self.web.site(name)

    def _address(self, site: "SampleSite") -> str:
        import sampleweb

        return sampleweb.address_of(site, self.web.port)

    def _case(self, session: Session, site: "SampleSite") -> Case | None:
        key = site_key(self._address(site), self.hosts).key
        known = known_sites(session, [key]).get(key)
        return None if known is None else case_of_site(session, known.site_id)

    def _known(self, session: Session, site: "SampleSite") -> Case:
        case = self._case(session, site)
        if case is None:
            raise LookupError(f"{site.name} was not listed by then: see `past` in its file")
        return case
