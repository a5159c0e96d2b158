"""The end of an address is announced in every answer, in time, from one declaration."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from registry.db import Sessions
from registry_api.deprecation import POLICY, SHORTEST_NOTICE, Deprecation
from registry_api.routes import lists
from registry_api.views import View, views
from tests.api.conftest import client_of

SINCE = datetime(2027, 1, 1, tzinfo=UTC)
LEAVING = Deprecation(SINCE, SINCE + timedelta(days=365), "/forums.json")


@pytest.fixture(params=[".rss", ".csv"])
def leaving(
    request: pytest.FixtureRequest, stocked: Sessions, monkeypatch: pytest.MonkeyPatch
) -> tuple[TestClient, View]:
    """A view that was declared deprecated, and the service that has it: nothing else was changed."""
    told = tuple(replace(view, deprecated=LEAVING) if view.suffix == request.param else view for view in views())
    monkeypatch.setattr(lists, "views", lambda: told)
    return client_of(stocked), next(view for view in told if view.deprecated)


def test_it_is_told_in_every_answer_and_in_the_description(leaving: tuple[TestClient, View]) -> None:
    made, view = leaving
    with made as client:
        for asked in ("", "?page=2", "?q=tenants"):
            answer = client.get(f"/forums{view.suffix}{asked}")
            assert answer.headers["deprecation"] == "@1798761600"
            assert answer.headers["sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT"
            links = answer.headers["link"]
            assert '<https://registry.example/about/api#deprecation>; rel="deprecation"; type="text/html"' in links
            assert '<https://registry.example/about/api#deprecation>; rel="sunset"; type="text/html"' in links
            assert '<https://registry.example/forums.json>; rel="successor-version"' in links
        exposed = client.get(f"/forums{view.suffix}").headers["access-control-expose-headers"]
        assert {"Deprecation", "Sunset", "Link"} <= set(exposed.split(", "))
        paths = client.get("/openapi.json").json()["paths"]
        assert [path for path in paths if paths[path].get("get", {}).get("deprecated")] == [f"/forums{view.suffix}"]
        assert "deprecation" not in client.get("/forums.json").headers


def test_nothing_is_deprecated_now(shop: TestClient) -> None:
    assert not any(view.deprecated for view in views())
    for view in views():
        assert not {"deprecation", "sunset"} & set(shop.get(f"/forums{view.suffix}").headers)


def test_a_sunset_keeps_the_promise() -> None:
    with pytest.raises(ValueError, match="180 days"):
        Deprecation(SINCE, SINCE + SHORTEST_NOTICE - timedelta(days=1))
    assert Deprecation(SINCE).headers() == {"Deprecation": "@1798761600"}
    assert len(Deprecation(SINCE).links("https://registry.example")) == 1


def test_the_pages_that_are_pointed_to_are_there(shop: TestClient) -> None:
    path, anchor = POLICY.split("#")
    assert f'id="{anchor}"' in shop.get(path).text
    about = shop.get("/forums.feed.json").json()["_licence"]["about"]
    assert "Open Government Licence" in shop.get(about).text
