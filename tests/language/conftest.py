"""The service over a list in which every page has all its parts; and pages as they are read."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from registry.db import make_sessions
from tests.conftest import Template
from tests.gates.conftest import BASE, Shown
from tests.gates.world import application, fill


@pytest.fixture(scope="session")
def shown(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The service, and what was put into it."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("language") / "registry.db"))
    world = fill(sessions)
    with TestClient(application(sessions, BASE), base_url=BASE, headers={"Origin": BASE}) as client:
        yield Shown(client, world)
    sessions.dispose()


class Reading(HTMLParser):
    """A page: its tags with their attributes, and its texts with the language each stands in."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "area", "base", "col", "source", "wbr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag; it stands in the language around it unless it says otherwise."""
        held = {name: value or "" for name, value in attrs}
        self.tags.append((tag, held))
        around = self._open[-1][1] if self._open else ""
        if tag not in self.VOID:
            self._open.append((tag, held.get("lang", around)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A drawn shape."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """The end of what was opened last."""
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """A text."""
        if data.strip():
            self.texts.append((self._open[-1][1] if self._open else "", data.strip()))

    def links(self) -> list[dict[str, str]]:
        """The attributes of links, forms and what the head links to."""
        return [held for tag, held in self.tags if tag in ("a", "form", "link")]
