"""The table of moves; who is public; and that nobody else decides either."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import select

from registry.catalogue.lifecycle import MOVES, MoveNotAllowed, NoSuchForum, Role, move, new_public_id
from registry.catalogue.listing import is_public, public_standings
from registry.catalogue.model import Forum
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.reading import merged_into, public_at, public_card
from registry.catalogue.removal import forget
from registry.db import Sessions
from registry.frontier import sighting
from registry.frontier.model import Site
from registry.history import changes_since, verify
from registry.history.model import LedgerEntry, LedgerPayload
from registry.vocabulary import Standing
from tests.store.making import HOSTS, NOW

PROJECT = Path(__file__).parents[2]


def listed(sessions: Sessions, address: str = "https://example.org/", **more) -> tuple[int, str]:
    with sessions.write() as session:
        case = list_seed(session, Placement(address, "A forum", **more), now=NOW, hosts=HOSTS).case
    assert case is not None
    return case.forum_id, case.public_id


def go(session, forum_id: int, to: Standing, role: Role = Role.MODERATOR, **more):
    return move(session, forum_id, to, role=role, actor="ann", reason="because", now=NOW, **more)


def test_each_move_is_an_entry_of_the_ledger_and_a_public_change(sessions: Sessions) -> None:
    forum_id, public_id = listed(sessions)
    for to in (Standing.DORMANT, Standing.CLOSED, Standing.WITHDRAWN, Standing.LISTED):
        with sessions.write() as session:
            go(session, forum_id, to)
    with sessions.read() as session:
        assert [change.kind for change in changes_since(session, 0)] == [
            "added", "changed", "changed", "removed", "added",
        ]  # fmt: skip
        entries = session.execute(
            select(LedgerEntry.role, LedgerEntry.action, LedgerPayload.payload).join(LedgerPayload).order_by(
                LedgerEntry.seq)).all()  # fmt: skip
        assert [(role, action) for role, action, _ in entries] == [
            ("seed list", "listed"), ("moderator", "dormant"), ("moderator", "closed"), ("moderator", "withdrawn"),
            ("moderator", "listed"),
        ]  # fmt: skip
        assert entries[1].payload["actor"] == "ann"
        assert verify(session).entries == 5
        assert public_card(session, public_id).standing == "listed"


def test_what_the_table_does_not_allow_cannot_be_done(sessions: Sessions) -> None:
    forum_id, _ = listed(sessions)
    with sessions.write() as session:
        with pytest.raises(MoveNotAllowed, match="for moderator, operator, not for crawler"):
            go(session, forum_id, Standing.REFUSED, Role.CRAWLER)
        with pytest.raises(MoveNotAllowed, match="cannot go from listed to listed"):
            go(session, forum_id, Standing.LISTED)
        with pytest.raises(MoveNotAllowed, match="merged"):
            go(session, forum_id, Standing.MERGED)
        with pytest.raises(NoSuchForum):
            go(session, 999, Standing.LISTED)


def test_no_rule_lists_or_refuses() -> None:
    for (start, to), roles in MOVES.items():
        if Role.CRAWLER in roles:
            assert to not in {Standing.REFUSED, Standing.CANDIDATE}
            # Two candidates may turn out to be one: docs/decisions/0017. What the public sees is merged by people.
            assert to is not Standing.MERGED or start is Standing.CANDIDATE
            assert not (to is Standing.LISTED and start in {Standing.CANDIDATE, Standing.WITHDRAWN, Standing.REFUSED})


def test_a_merged_forum_answers_with_the_other_one(sessions: Sessions) -> None:
    old, old_id = listed(sessions, "https://old.example/")
    new, new_id = listed(sessions, "https://new.example/")
    with sessions.write() as session:
        go(session, old, Standing.MERGED, into=new)
    with sessions.read() as session:
        last = changes_since(session, 0)[-1]
        assert (last.kind, last.public_id, last.into) == ("merged", old_id, new_id)
        assert public_card(session, old_id) is None
        assert merged_into(session, old_id) == new_id
        assert session.scalar(select(Site.next_due).join(Forum).where(Forum.id == old)) is None
        assert public_at(session, "https://old.example/viewtopic.php?t=1", HOSTS) == new_id
    with sessions.write() as session:
        go(session, old, Standing.LISTED)
    with sessions.read() as session:
        assert public_at(session, "https://old.example/", HOSTS) == old_id
        assert public_at(session, "https://new.example/", HOSTS) == new_id


def test_a_forum_merged_with_one_that_is_removed_goes_with_it(sessions: Sessions) -> None:
    old, old_id = listed(sessions, "https://old.example/")
    new, new_id = listed(sessions, "https://new.example/")
    with sessions.write() as session:
        go(session, old, Standing.MERGED, into=new)
    with sessions.write() as session:
        removed = forget(session, "https://new.example/", actor="ann", reason="asked", now=NOW, hosts=HOSTS)
        assert set(removed.public_ids) == {old_id, new_id}
        for address in ("https://old.example/", "https://new.example/"):
            assert sighting(session, address, source="link", now=NOW, hosts=HOSTS).removed


def test_a_sensitive_forum_is_not_listed_without_a_second_persons_reason(sessions: Sessions) -> None:
    with sessions.write() as session:
        held = list_seed(session, Placement("https://a.example/", "A", sensitive="abuse"), now=NOW, hosts=HOSTS)
        assert (held.result, held.case.standing) == ("held", "candidate")
        with pytest.raises(MoveNotAllowed, match="second person"):
            go(session, held.case.forum_id, Standing.LISTED)
        go(session, held.case.forum_id, Standing.LISTED, consent="The charity that runs it asked us to, 2026-11-02")
        assert public_card(session, held.case.public_id).sensitive == "abuse"
    _, public_id = listed(sessions, "https://b.example/", sensitive="abuse", sensitive_reason="Run by a charity; asked")
    with sessions.read() as session:
        assert public_card(session, public_id) is not None
        assert all(session.scalars(select(Site.front_page_only)))


def test_a_decision_outlives_the_reload_of_the_seeds(sessions: Sessions) -> None:
    for to in (Standing.REFUSED, Standing.WITHDRAWN, Standing.CANDIDATE):
        forum_id, public_id = listed(sessions, f"https://{to}.example/")
        with sessions.write() as session:
            go(session, forum_id, to)
        with sessions.write() as session:
            again = list_seed(session, Placement(f"https://{to}.example/", "Again"), now=NOW, hosts=HOSTS)
            assert again.result == "settled"
            assert public_card(session, public_id) is None


def test_loading_the_seeds_twice_changes_nothing(sessions: Sessions) -> None:
    seed = Placement(
        "https://example.org/", "A forum", description="About hens", language="en", topics=("/environment",),
        regions=("GB",), organisations=("defra",), named_in="https://example.gov.uk/",
    )  # fmt: skip
    from registry.tables import metadata

    def everything() -> dict[str, list]:
        with sessions.read() as session:
            return {name: session.execute(select(table)).all() for name, table in metadata.tables.items()}

    with sessions.write() as session:
        assert list_seed(session, seed, now=NOW, hosts=HOSTS).result == "listed"
    before = everything()
    with sessions.write() as session:
        assert list_seed(session, seed, now=NOW, hosts=HOSTS).result == "unchanged"
    assert everything() == before


def test_who_is_public() -> None:
    assert {standing for standing in Standing if is_public(standing)} == set(public_standings())
    assert not any(is_public(s) for s in ("candidate", "refused", "withdrawn", "merged", "", "unheard of"))


def test_public_ids_are_random_and_unmistakable() -> None:
    made = {new_public_id() for _ in range(1000)}
    assert len(made) == 1000
    assert not set("".join(made)) & set("01loiIO")


def test_no_other_file_compares_or_writes_a_standing() -> None:
    """Reading it to show it is fine; deciding by it is for `listing`, moving it for `lifecycle`."""
    allowed = {PROJECT / "registry/catalogue/listing.py", PROJECT / "registry/catalogue/lifecycle.py"}
    found = []
    for arm in ("registry", "crawler", "registry_api", "forum_registry"):
        for file in sorted((PROJECT / arm).rglob("*.py")):
            if file in allowed:
                continue
            nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            found += [f"{file.relative_to(PROJECT)}:{node.lineno}" for node in nodes if _decides(node)]
    assert found == []


def _decides(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return any(_is_standing(part) for part in (node.left, *node.comparators))
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(target, ast.Attribute) and target.attr == "standing" for target in targets)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "values":
        return any(keyword.arg == "standing" for keyword in node.keywords)
    return False


def _is_standing(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "standing" or (isinstance(node.value, ast.Name) and node.value.id == "Standing")
    return isinstance(node, ast.Name) and node.id == "standing"
