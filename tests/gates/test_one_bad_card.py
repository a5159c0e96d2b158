"""One card that is out of all measure does not take the list from everybody."""

from dataclasses import replace

from starlette.testclient import TestClient

from registry.catalogue.card import CardRegion, CardTopic
from registry.db import Sessions
from tests.api.forums import card, keep, keep_lists
from tests.gates.conftest import BASE
from tests.gates.world import application


def test_a_card_with_more_of_everything_than_any_has_is_listed(sessions: Sessions) -> None:
    keep_lists(sessions)
    many = [f"{number:04d}" for number in range(700)]
    whole = replace(
        card(1, "Tenants of Everywhere"),
        topics=tuple(CardTopic(f"/t{n}", f"Topic {n}", 0.5) for n in many),
        regions=tuple(CardRegion(f"L{n}", f"Place {n}", "local", 0.5) for n in many),
        organisations=tuple(f"body-{n}" for n in many),
    )
    bold = card(2, "Tenants Beyond Measure", score=2**40, members=2**62)
    keep(sessions, [whole, bold, card(3, "Tenants")])
    with TestClient(application(sessions, BASE), base_url=BASE) as client:
        listed = client.get("/forums.json?q=tenants").json()
        assert {one["id"] for one in listed["items"]} == {"f0001", "f0002", "f0003"}
        for public_id in ("f0001", "f0002"):
            assert client.get(f"/forums/{public_id}").status_code == 200
        assert client.get("/topics/t0699").status_code == 200
