"""One history with every kind of change, and how the changes are read back from any view."""

import json
import re
from dataclasses import replace

import feedparser

from registry.db import Sessions
from registry.vocabulary import ChangeKind
from registry_api.changefeeds import ChangeView
from tests.api.forums import card, keep, merge, sample_cards, withdraw

REMOVED, MERGED, SUCCESSOR = "f0002", "f0003", "f0010"
GONE = ("LandlordTalk", "forum2.example", "Leeds Allotments", "forum3.example")
"""Words of the forums that are no longer public."""

KINDS = ["added"] * 10 + ["changed", "removed", "merged", "added"]
"""What happened, in order: the numbers of the changes begin with 1."""


def things_happen(sessions: Sessions) -> None:
    """Ten forums are added, one changes, one is removed, one is merged, one is added."""
    cards = sample_cards()
    keep(sessions, cards)
    keep(sessions, [replace(cards[0], taking_part="ask_first")], kind=ChangeKind.CHANGED)
    withdraw(sessions, REMOVED)
    merge(sessions, MERGED, SUCCESSOR)
    keep(sessions, [card(11, "Newcomers & <Friends>", topics=("/housing/renting",), regions=("L1",))])


def numbers(view: ChangeView, body: bytes) -> list[int]:
    """The numbers of the changes that a view tells, in its order."""
    if view.is_page:
        return [int(found) for found in re.findall(r'id="change-(\d+)"', body.decode())]
    if view.suffix == ".json":
        return [item["seq"] for item in json.loads(body)["items"]]
    if view.suffix == ".feed.json":
        return [int(item["id"].rsplit("/", 1)[-1]) for item in json.loads(body)["items"]]
    return [int(entry.id.rsplit("/", 1)[-1]) for entry in feedparser.parse(body).entries]
