"""Rows of pages of unknown software: none is taken for a thread or a board where its link leads to a member."""

import pytest

from crawler.generic.lists import threads
from crawler.page import Page
from crawler.reading import Reading
from tests.reader.saved import FETCHED

MEMBERS = (
    "user users member Members memberlist profile profiles u people person author authors account accounts usercp "
    "get_profile benutzer mitglieder membre membres profil miembro miembros usuario usuarios utenti leden uzytkownik "
    "uye showuser viewprofile"
)


def _threads(*links: str) -> int:
    rows = "".join(f'<li><a href="{link}">Some words</a> 3 replies, 1{n} Nov 2026</li>' for n, link in enumerate(links))
    body = f"<html><body><ul>{rows}</ul></body></html>".encode()
    return len(threads(Reading(Page("https://knitters.example/", 200, (), body, FETCHED)), ()))


def test_rows_of_threads_are_found() -> None:
    assert _threads(*[f"/thread/{n}" for n in range(5)]) == 5


@pytest.mark.parametrize("word", MEMBERS.split())
def test_a_row_that_links_to_a_member_is_no_thread(word: str) -> None:
    assert _threads(*[f"/forum/{word}/{n}" for n in range(5)]) == 0
    assert _threads(*[f"index.php?{word}={n}" for n in range(5)]) == 0
    assert _threads(*[f"/{word}.php?id={n}" for n in range(5)]) == 0


def test_nor_is_one_that_links_to_a_name_behind_an_at() -> None:
    assert _threads(*[f"/@name{n}" for n in range(5)]) == 0


def test_a_table_headed_by_people_holds_no_threads() -> None:
    rows = "".join(f'<tr><td><a href="/t/{n}">Some words</a></td><td>1{n} Nov 2026</td></tr>' for n in range(5))
    for head, count in (("Topic", 5), ("Member", 0)):
        body = f"<table><tr><th>{head}</th><th>Replies</th></tr>{rows}</table>".encode()
        page = Page("https://knitters.example/", 200, (("Content-Type", "text/html"),), body, FETCHED)
        assert len(threads(Reading(page), ())) == count
