"""A failure is the forum's only when our own side is beyond doubt."""

from datetime import datetime, timedelta

from crawler.own_side import MOST_HOSTS, OwnSide
from registry.frontier import DueSite
from registry.profile import VisitReport
from registry.vocabulary import Outcome
from tests.store.making import NOW


def report(own: OwnSide, host: int, outcome: Outcome, *, at: datetime = NOW, known: bool = True) -> bool:
    """Whether our side doubts a visit to this host that ended so."""
    site = DueSite(host, f"h{host}", f"https://h{host}/", "profile", "forum", False, 0, NOW if known else None)
    made = VisitReport(
        site_id=host, host_id=host, worker="w", lease_token=1, purpose="profile", outcome=outcome, started_at=at,
        ended_at=at,
    )  # fmt: skip
    return own.judged(site, made).doubtful


def test_who_has_read_nothing_yet_doubts_itself() -> None:
    own = OwnSide()
    assert report(own, 1, Outcome.DNS_FAILED)
    assert not report(own, 2, Outcome.PROFILED)
    assert not report(own, 1, Outcome.DNS_FAILED)


def test_the_same_host_is_no_witness() -> None:
    own = OwnSide()
    report(own, 1, Outcome.PROFILED)
    assert report(own, 1, Outcome.TIMED_OUT)


def test_when_most_hosts_fail_nobody_is_unreachable() -> None:
    own = OwnSide()
    for host in range(10):
        report(own, host, Outcome.PROFILED)
    doubts = [report(own, host, Outcome.CONNECTION_FAILED) for host in range(10)]
    assert doubts == [False] * 5 + [True] * 5


def test_when_the_network_is_back_failures_count_again() -> None:
    own = OwnSide()
    for host in range(30):
        report(own, host, Outcome.DNS_FAILED)
    for host in range(30, 30 + MOST_HOSTS):
        report(own, host, Outcome.PROFILED)
    assert not report(own, 1, Outcome.DNS_FAILED)


def test_dead_addresses_of_a_search_do_not_speak_against_us() -> None:
    own = OwnSide()
    report(own, 1, Outcome.NOT_A_FORUM)
    for host in range(2, 40):
        report(own, host, Outcome.DNS_FAILED, known=False)
    assert not report(own, 99, Outcome.DNS_FAILED)


def test_yesterday_is_no_witness() -> None:
    own = OwnSide()
    report(own, 1, Outcome.PROFILED)
    assert report(own, 2, Outcome.DNS_FAILED, at=NOW + timedelta(hours=25))


def test_what_a_server_said_is_never_ours() -> None:
    assert not report(OwnSide(), 1, Outcome.GONE)
    assert not report(OwnSide(), 1, Outcome.SERVER_ERROR)
