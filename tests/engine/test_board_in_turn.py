"""One board at the end of a visit, for the replies its threads got: only where pages are left, and only for that."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crawler.limits import Limits
from crawler.merge import merge
from crawler.steps import PageSigns, Role, board_in_turn
from crawler.visit import ENOUGH_THREADS, VisitPlan
from registry.profile import Board, Finding, ForumProfile, ThreadSeen
from registry.vocabulary import Outcome
from tests.engine.test_visit_plan import FORUM, ROOT, fact, plan, rest, walk

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BOARDS = (Board("Hens", ROOT + "hens/", 900, 7000), Board("Ducks", ROOT + "ducks/", 100, 300), Board("No link"))
FRONT = replace(FORUM, platform="phpbb", boards=BOARDS, thread_titles=("a thread",))


def seen(number: int) -> tuple[ThreadSeen, ...]:
    return tuple(ThreadSeen(1, NOW, NOW - timedelta(hours=at), mark=at) for at in range(number))


def visit_of(turn: int | None = 1, **given: Any) -> VisitPlan:
    return plan(turn=turn, **given)


def test_a_board_is_asked_for_last() -> None:
    visit = visit_of()
    walk(visit, replace(FRONT, also=(ROOT + "stats",)))
    assert rest(visit) in ([ROOT + "stats", ROOT + "hens/"], [ROOT + "stats", ROOT + "ducks/"])
    assert visit.end()[0] is Outcome.PROFILED


def test_none_is_asked_for_where_the_visit_has_no_turn_no_page_left_or_a_sensitive_site() -> None:
    for visit in (
        visit_of(None),
        visit_of(sensitive=True),
        visit_of(limits=Limits(max_pages=1)),
    ):
        walk(visit, FRONT)
        assert rest(visit) == []


def test_none_is_asked_for_where_enough_threads_were_seen() -> None:
    visit = visit_of()
    walk(visit, replace(FRONT, threads_seen=seen(ENOUGH_THREADS)))
    assert rest(visit) == []
    visit = visit_of()
    walk(visit, replace(FRONT, threads_seen=seen(ENOUGH_THREADS - 1)))
    assert len(rest(visit)) == 1


def test_none_is_asked_for_after_an_answer_that_shows_them() -> None:
    visit = visit_of()
    walk(visit, replace(FRONT, also=(ROOT + "latest.json",)))
    walk(visit, ForumProfile(is_forum=True, threads_seen=seen(ENOUGH_THREADS)), signs=PageSigns(kind="json"))
    assert rest(visit) == []


def test_none_is_asked_for_of_a_server_that_has_enough_of_us() -> None:
    visit = visit_of()
    walk(visit, replace(FRONT, also=(ROOT + "stats",)))
    walk(visit, ForumProfile(), status=503)
    assert rest(visit) == []


def test_boards_of_other_sites_are_not_asked_for() -> None:
    visit = visit_of()
    walk(visit, replace(FRONT, boards=(Board("Elsewhere", "https://elsewhere.example/", 10**6),)))
    assert rest(visit) == []


def test_only_the_threads_of_a_board_s_page_are_taken() -> None:
    visit = visit_of()
    walk(visit, replace(FRONT, findings=fact(name="Hens and more")))
    page = replace(
        FRONT, findings=fact(name="Ducks", posts=300, description="Of one board"), boards=(Board("Sub-board"),),
        thread_titles=("Whose egg?",), threads_seen=seen(9),
    )  # fmt: skip
    walk(visit, page)
    told = merge(visit.profiles)
    assert told.threads_seen == seen(9)
    assert {name: found.value for name, found in told.findings.items()} == {"name": "Hens and more"}
    assert (told.boards, told.thread_titles) == (BOARDS, ("a thread",))


def test_a_page_of_a_board_that_is_a_log_in_or_of_another_software_is_no_list() -> None:
    wall = Finding(True, "", "form")
    for page in (replace(FRONT, findings={"login_wall": wall}), replace(FRONT, platform="smf"), ForumProfile()):
        visit = visit_of()
        walk(visit, FRONT)
        walk(visit, replace(page, threads_seen=seen(9)))
        assert merge(visit.profiles).threads_seen == ()


def test_a_page_that_tells_us_to_leave_ends_the_visit() -> None:
    visit = visit_of()
    walk(visit, FRONT)
    walk(visit, replace(FRONT, opt_out="forum-registry: noindex"))
    assert visit.end()[0] is Outcome.OPTED_OUT


def test_boards_take_turns_by_their_share_of_the_threads() -> None:
    turns = Counter(board_in_turn(BOARDS, f"{turn} {ROOT}") for turn in range(2000))
    assert turns.keys() == {ROOT + "hens/", ROOT + "ducks/"}
    assert 130 < turns[ROOT + "ducks/"] < 270
    unknown = [replace(board, threads=None) for board in BOARDS[:2]]
    turns = Counter(board_in_turn(unknown, f"{turn} {ROOT}") for turn in range(2000))
    assert 880 < turns[ROOT + "ducks/"] < 1120


@given(st.lists(st.tuples(st.integers(0, 99), st.none() | st.integers(0, 10**12))), st.text())
def test_any_boards_give_one_of_theirs_or_none(told: list[tuple[int, int | None]], turn: str) -> None:
    boards = [Board("b", f"{ROOT}{name}", threads) for name, threads in told]
    found = board_in_turn(boards, turn)
    assert found in {board.url for board in boards} if boards else found is None


def test_the_step_says_why() -> None:
    visit = visit_of()
    walk(visit, FRONT)
    step = visit.next_step()
    assert step is not None
    assert step.role is Role.BOARD
