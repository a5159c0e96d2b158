"""Attacks on the guard, in a namespace where internal addresses answer. No exception is made for these tests."""

import socket
from typing import Any, ClassVar

import pytest

from crawler.egress import EgressRefused, Policy, wall
from tests.engine.conftest import QUICK, Internet

PUBLIC_HITS = {"93.184.216.34:80", "93.184.216.34:443", "2606:2800:220:1::1:80"}

INSIDE = [
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.5/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://192.0.0.192/",
    "http://127.0.0.1/",
    "http://0.0.0.0/",
    "http://localhost/",
    "http://printer.localhost/",
    "http://[::1]/",
    "http://[fd00::5]/",
    "http://[::ffff:10.0.0.5]/",
    "http://[::ffff:a00:5]/",
    "http://[64:ff9b::a00:5]/",
    "http://[2002:a00:5::1]/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://metadata.example.com/",
    "http://private.example.com/",
    "http://private.example.com./",
    "http://loop.example.com/",
    "http://local6.example.com/",
    "http://mapped.example.com/",
    "http://nat64.example.com/",
    "http://93.184.216.34:8080/",
    "http://93.184.216.34:22/",
    "http://good.example.com:3306/",
    "http://93.184.216.34@10.0.0.5/",
    "http://93.184.216.34\\@10.0.0.5/",
    "http://good.example.com#@10.0.0.5/",
    "ftp://good.example.com/",
    "file:///etc/passwd",
    "data:text/html,hello",
    "s3://bucket/key",
    "gopher://10.0.0.5/",
]
HARMLESS = {"http://good.example.com#@10.0.0.5/"}
"""Names a public site behind an odd spelling: visited, without touching what it pretends to name."""

REDIRECTS = [
    "http://10.0.0.5/",
    "http://169.254.169.254/latest/meta-data/iam/",
    "//127.0.0.1/",
    "http://[::ffff:10.0.0.5]/",
    "http://2130706433/",
    "http://redirecting.example.com:8080/",
    "http://redirecting.example.com@10.0.0.5/",
    "http:\\\\10.0.0.5\\",
    "file:///etc/passwd",
    "data:text/html,hello",
    "gopher://10.0.0.5/",
    "javascript:alert(1)",
]


def _inside(hits: dict[str, int]) -> dict[str, int]:
    return {address: count for address, count in hits.items() if address not in PUBLIC_HITS}


@pytest.mark.netns
def test_no_address_of_the_inside_is_ever_connected_to(internet: Internet) -> None:
    redirects = [f"http://redirecting.example.com/{target.encode().hex()}" for target in REDIRECTS]
    done = internet([*INSIDE, *redirects, "http://robots.example.com/"])
    assert _inside(done["hits"]) == {}
    wrong = {
        address: result["outcome"]
        for address, result in done["by_address"].items()
        if result["outcome"] != "egress_refused" and address not in HARMLESS
    }
    # With backslashes it is a path of the same host, by the rules of addresses, and is asked for there.
    assert wrong == {redirects[REDIRECTS.index("http:\\\\10.0.0.5\\")]: "gone"}


@pytest.mark.netns
def test_a_name_that_changes_its_address_between_requests_is_stopped(internet: Internet) -> None:
    done = internet(["http://rebinding.example.com/", "http://late-rebinding.example.com/"])
    assert _inside(done["hits"]) == {}
    assert done["hits"]["93.184.216.34:80"] == 3
    assert done["by_address"]["http://rebinding.example.com/"]["outcome"] == "egress_refused"


ENDPOINT = {"endpoints": [["search.example.com", 80]], "ask_endpoints": ["http://search.example.com/"]}


@pytest.mark.netns
def test_the_operators_search_engine_is_let_through_by_name_and_nobody_else_at_its_address(internet: Internet) -> None:
    strangers = [
        "http://search.example.com/", "http://SEARCH.example.com./", "http://search.example.com:80/search?q=x",
        "http://private.example.com/", "http://10.0.0.5/", "http://mapped.example.com/", "http://[::ffff:10.0.0.5]/",
    ]  # fmt: skip
    done = internet(strangers, **ENDPOINT)
    assert done["endpoints"] == {"http://search.example.com/": "200"}
    assert {one["outcome"] for one in done["results"]} == {"egress_refused"}
    assert _inside(done["hits"]) == {"10.0.0.5:80": 1}  # the engine's own request, and no other


@pytest.mark.netns
def test_a_redirect_leads_to_no_endpoint_of_the_operators(internet: Internet) -> None:
    target = "http://search.example.com/search?q=x"
    done = internet([f"http://redirecting.example.com/{target.encode().hex()}"], endpoints=ENDPOINT["endpoints"])
    assert [one["outcome"] for one in done["results"]] == ["egress_refused"]
    assert _inside(done["hits"]) == {}


@pytest.mark.netns
def test_only_an_endpoint_is_asked_as_one(internet: Internet) -> None:
    asked = ["http://private.example.com/", "http://search.example.com:8080/", "http://10.0.0.5/"]
    done = internet([], **{**ENDPOINT, "ask_endpoints": asked})
    assert set(done["endpoints"].values()) == {"egress_refused"}
    assert _inside(done["hits"]) == {}


@pytest.mark.netns
def test_of_a_mixed_answer_only_the_public_address_is_used(internet: Internet) -> None:
    done = internet(["http://mixed.example.com/"])
    assert _inside(done["hits"]) == {}
    assert done["by_address"]["http://mixed.example.com/"]["outcome"] == "profiled"


@pytest.mark.netns
def test_public_sites_are_visited_over_both_families_and_tls(internet: Internet) -> None:
    sites = ["http://good.example.com/", "http://six.example.com/", "http://[2606:2800:220:1::1]/",
             "https://secure.example.com/", "http://upgraded.example.com/"]  # fmt: skip
    done = internet(sites)
    assert {site: done["by_address"][site]["outcome"] for site in sites} == dict.fromkeys(sites, "profiled")
    assert set(done["hits"]) == PUBLIC_HITS


@pytest.mark.netns
def test_a_bad_certificate_is_an_outcome(internet: Internet) -> None:
    sites = [f"https://{name}.example.com/" for name in ("wrong-name", "expired", "self-signed")]
    done = internet(sites)
    assert {site: done["by_address"][site]["outcome"] for site in sites} == dict.fromkeys(sites, "tls_failed")


@pytest.mark.netns
def test_a_silent_name_service_costs_seconds_not_minutes(internet: Internet) -> None:
    patient = {**QUICK, "request_s": 20.0}
    sites = ["http://silent.example.com/", "http://nowhere.example.com/", "http://good.example.com/"]
    done = internet(sites, limits=patient)
    results = done["by_address"]
    assert results["http://silent.example.com/"]["outcome"] == "dns_failed"
    assert results["http://nowhere.example.com/"]["outcome"] == "dns_failed"
    assert results["http://silent.example.com/"]["seconds"] < 7
    assert results["http://good.example.com/"]["seconds"] < 2


@pytest.mark.netns
def test_proxies_of_the_environment_are_not_used(internet: Internet) -> None:
    proxy = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"), "http://10.0.0.5:8080")
    done = internet(["http://good.example.com/", "https://secure.example.com/"], environment=proxy)
    assert set(done["hits"]) == {"93.184.216.34:80", "93.184.216.34:443"}


NAMED = [
    "http://private.example.com/",
    "http://metadata.example.com/",
    "http://local6.example.com/",
    "http://10.0.0.5/",
]


@pytest.mark.netns
@pytest.mark.parametrize(("removed", "safe"), [
    (["text", "wall"], True),
    (["text", "resolver"], True),
    (["text", "resolver", "wall"], False),
])  # fmt: skip
def test_each_wall_holds_alone_and_without_them_the_attacks_are_real(
    internet: Internet, removed: list[str], safe: bool
) -> None:
    done = internet(NAMED, removed=removed)
    assert (_inside(done["hits"]) == {}) is safe, done["hits"]
    assert all((result["outcome"] == "egress_refused") is safe for result in done["results"]), done["results"]


def test_the_wall_stands_in_every_thread_while_it_is_up_and_not_after() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with wall(Policy()), pytest.raises(PermissionError, match="loopback"):
            socket.create_connection(address)
        with wall(Policy.loopback(address[1])):
            socket.create_connection(address).close()
        socket.create_connection(address).close()


@pytest.mark.parametrize("allow", [("10.0.0.5", 80), ("93.184.216.34", 8080), ("127.0.0.1", 0), ("0.0.0.0", 80)])  # noqa: S104
def test_only_loopback_can_be_allowed(allow: tuple[str, int]) -> None:
    with pytest.raises(ValueError, match="only loopback"):
        Policy(frozenset({allow}))


def test_an_allowance_opens_its_port_and_no_other() -> None:
    policy = Policy(frozenset({("127.0.0.1", 8101)}))
    policy.check_address("127.0.0.1", 8101)
    for ip, port in [("127.0.0.1", 80), ("127.0.0.1", 8102), ("10.0.0.5", 8101), ("93.184.216.34", 8101)]:
        with pytest.raises(EgressRefused):
            policy.check_address(ip, port)


def test_a_demonstration_reaches_its_own_sites_and_no_public_one() -> None:
    demo = Policy(allow=frozenset({("127.0.0.1", 8080)}), public=False)
    demo.check_address("127.0.0.1", 8080)
    demo.check_url("http://poultry.localhost:8080/")
    for url in ("https://www.phpbb.com/", "http://93.184.216.34/", "http://poultry.localhost/"):
        with pytest.raises(EgressRefused):
            demo.check_url(url)
    with pytest.raises(EgressRefused):
        demo.check_address("93.184.216.34", 443)


def test_a_policy_cannot_come_from_a_setting() -> None:
    from crawler.resolver import GuardedResolver

    class FromCommandLine:
        settings: ClassVar[Any] = {"EGRESS_POLICY": "127.0.0.1:80"}

    with pytest.raises(TypeError, match="given by code"):
        GuardedResolver.from_crawler(FromCommandLine(), reactor=None)
