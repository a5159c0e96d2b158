"""A visit as records of an archive: a request and a response for each answer, then one record that tells of the visit.

That last record makes the visit whole: records without one behind them are of a visit whose writer was killed, and no
visit is made up from them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import orjson

from crawler.archive.recording import Exchange, Failure, Recording
from crawler.archive.records import Named, Record, head_of, moment, new_id, split_message, stamp
from crawler.egress import Policy
from crawler.fetching import Answer
from crawler.limits import Limits
from crawler.reader import PARSER_VERSION
from crawler.robots import RobotsAnswer, Rules
from crawler.visiting import Errand
from registry.profile import RobotsReading, VisitReport
from registry.vocabulary import Outcome, Purpose

FORM = 1
"""The form of the record that tells of a visit. Raised when programs of before could not read it."""

TELLS_OF_VISIT = "application/vnd.forum-registry.visit+json"
_OF_THE_WIRE = ("content-length", "content-encoding", "transfer-encoding")
_MOVED_ASIDE = "X-Crawler-"
"""The body is kept unpacked, so that headers which tell how it came stand under another name, as in Common Crawl."""


class NotAVisit(ValueError):
    """A record that should tell of a visit does not."""


@dataclass(frozen=True, slots=True)
class RecordedVisit:
    """A visit with all it was answered, how it ended, and what it was sent out with."""

    errand: Errand
    limits: Limits
    policy: Policy
    keys: tuple[str, ...]
    exchanges: tuple[Exchange, ...]
    knew: Mapping[str, RobotsAnswer]
    started_at: datetime
    ended_at: datetime
    outcome: str
    detail: str
    pages: int
    parser_version: str


def recorded(recording: Recording, report: VisitReport, policy: Policy) -> RecordedVisit:
    """What is to be kept of a visit that has ended."""
    return RecordedVisit(
        recording.errand, recording.limits, policy, recording.keys, tuple(recording.exchanges), recording.knew,
        report.started_at, report.ended_at, str(report.outcome), report.detail, report.pages, PARSER_VERSION,
    )  # fmt: skip


# To records


def as_records(visit: RecordedVisit, asked_with: Sequence[tuple[str, str]]) -> list[Record]:
    """The records of a visit, in the order in which they are written. `asked_with` are our requests' headers."""
    telling = new_id()
    records: list[Record] = []
    steps: list[dict[str, Any]] = []
    for exchange in visit.exchanges:
        step: dict[str, Any] = {"url": exchange.url, "asked_at": stamp(exchange.asked_at)}
        step["ended_at"] = stamp(exchange.ended_at)
        if exchange.failure is not None:
            step["failure"] = asdict(exchange.failure)
        elif exchange.answer is not None:
            own = _pair(exchange, exchange.answer, asked_with, telling)
            records += own
            step["record"] = own[-1].field("WARC-Record-ID")
            step |= {"cut": exchange.answer.cut, "broke_off": exchange.answer.broke_off}
        steps.append(step)
    fields_ = (
        ("WARC-Record-ID", telling),
        ("WARC-Date", stamp(visit.ended_at)),
        ("WARC-Target-URI", visit.errand.address),
        ("Content-Type", TELLS_OF_VISIT),
    )
    return [*records, Record("metadata", fields_, orjson.dumps(_told(visit, steps)))]


def _pair(exchange: Exchange, answer: Answer, asked_with: Sequence[tuple[str, str]], telling: str) -> list[Record]:
    asked, answered = new_id(), new_id()
    parts = urlsplit(exchange.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    common = (("WARC-Target-URI", answer.url), ("WARC-Concurrent-To", telling))
    request = Record(
        "request",
        (
            ("WARC-Record-ID", asked), ("WARC-Date", stamp(exchange.asked_at)), *common,
            ("WARC-Concurrent-To", answered), ("Content-Type", "application/http; msgtype=request"),
        ),
        head_of(f"GET {path} HTTP/1.1", [("Host", parts.netloc), *asked_with]),
    )  # fmt: skip
    truncated = "length" if answer.cut else "disconnect" if answer.broke_off else None
    response = Record(
        "response",
        (
            ("WARC-Record-ID", answered), ("WARC-Date", stamp(answer.fetched_at)), *common,
            *((("WARC-Truncated", truncated),) if truncated else ()),
            ("Content-Type", "application/http; msgtype=response"),
        ),
        head_of(f"HTTP/1.1 {answer.status} {_phrase(answer.status)}", _kept_headers(answer)) + answer.body,
    )  # fmt: skip
    return [request, response]


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Status"


def _kept_headers(answer: Answer) -> Iterator[tuple[str, str]]:
    for name, value in answer.headers:
        if name.lower() in _OF_THE_WIRE:
            yield _MOVED_ASIDE + name, value
        elif name.lower() in ("set-cookie", "set-cookie2"):
            # That a cookie of this name was set tells the software; what was in it is a key to a session.
            named, equals, _ = value.partition(";")[0].partition("=")
            yield name, named.strip() + equals if equals else ""
        else:
            yield name, value
    yield "Content-Length", str(len(answer.body))


def _told(visit: RecordedVisit, steps: list[dict[str, Any]]) -> dict[str, Any]:
    errand = visit.errand
    return {
        "form": FORM,
        "address": errand.address,
        "purpose": str(errand.purpose),
        "sighted": errand.sighted,
        "last_response_at": stamp(errand.last_response_at) if errand.last_response_at else None,
        "keys": list(visit.keys),
        "limits": asdict(visit.limits),
        "policy": {"allow": sorted(map(list, visit.policy.allow)), "public": visit.policy.public},
        "knew": {url: _robots_told(answer) for url, answer in visit.knew.items()},
        "started_at": stamp(visit.started_at),
        "ended_at": stamp(visit.ended_at),
        "outcome": visit.outcome,
        "detail": visit.detail,
        "pages": visit.pages,
        "parser_version": visit.parser_version,
        "steps": steps,
    }


def _robots_told(answer: RobotsAnswer) -> dict[str, Any]:
    reading = answer.reading
    return {
        "state": reading.state, "text": reading.text, "fetched_at": stamp(reading.fetched_at),
        "crawl_delay": reading.crawl_delay, "stop": str(answer.stop) if answer.stop else None,
        "detail": answer.detail, "retry_after": answer.retry_after,
    }  # fmt: skip


# From records


def from_records(telling: Record, answers: Mapping[str, Record]) -> RecordedVisit:
    """The visit that a record tells of, with its responses by their ids. Raises NotAVisit for anything out of form."""
    try:
        told = orjson.loads(telling.block)
        if told["form"] != FORM:
            raise NotAVisit(f"a visit of form {told['form']!r}, which this program does not know")
        return _visit(told, answers)
    except NotAVisit:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise NotAVisit(f"what tells of the visit cannot be read ({type(error).__name__})") from None


def keys_told(telling: Record) -> tuple[str, ...]:
    """The canonical keys of the visit that a record tells of. Raises NotAVisit for anything out of form."""
    try:
        return tuple(_text(key) for key in orjson.loads(telling.block)["keys"])
    except (KeyError, TypeError, ValueError) as error:
        raise NotAVisit(f"what tells of the visit cannot be read ({type(error).__name__})") from None


def _visit(told: dict[str, Any], answers: Mapping[str, Record]) -> RecordedVisit:
    last = told["last_response_at"]
    errand = Errand(
        address=_text(told["address"]),
        purpose=Purpose(told["purpose"]),
        sighted=told["sighted"],
        last_response_at=moment(last) if last else None,
    )
    policy = told["policy"]
    return RecordedVisit(
        errand=errand,
        limits=_limits(told["limits"]),
        policy=Policy(frozenset((str(ip), int(port)) for ip, port in policy["allow"]), bool(policy["public"])),
        keys=tuple(_text(key) for key in told["keys"]),
        exchanges=tuple(_exchange(step, answers) for step in told["steps"]),
        knew={_text(url): _robots(one) for url, one in told["knew"].items()},
        started_at=moment(told["started_at"]),
        ended_at=moment(told["ended_at"]),
        outcome=_text(told["outcome"]),
        detail=_text(told["detail"]),
        pages=int(told["pages"]),
        parser_version=_text(told["parser_version"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text was expected")
    return value


def _limits(told: Mapping[str, Any]) -> Limits:
    """The limits of then; those that were not told are today's."""
    usual = asdict(Limits())
    return replace(Limits(), **{name: type(usual[name])(value) for name, value in told.items() if name in usual})


def _exchange(step: Mapping[str, Any], answers: Mapping[str, Record]) -> Exchange:
    url, asked_at, ended_at = _text(step["url"]), moment(step["asked_at"]), moment(step["ended_at"])
    if (failed := step.get("failure")) is not None:
        failure = Failure(Outcome(failed["outcome"]), _text(failed["detail"]), bool(failed["reached"]))
        return Exchange(url, asked_at, ended_at, failure=failure)
    record = answers.get(_text(step["record"]))
    if record is None:
        raise NotAVisit("an answer that the visit tells of is missing")
    return Exchange(
        url, asked_at, ended_at, answer_of(record, cut=bool(step["cut"]), broke_off=bool(step["broke_off"]))
    )


def answer_of(record: Record, *, cut: bool = False, broke_off: bool = False) -> Answer:
    """The answer that a response record holds, its headers as they came. Raises ValueError where it holds none."""
    first, headers, body = split_message(record.block)
    status = first.split(" ", 2)[1:2]
    if not status or not (status[0].isascii() and status[0].isdigit() and len(status[0]) == 3):
        raise ValueError("a response without a status")
    url, at = record.field("WARC-Target-URI") or "", record.field("WARC-Date") or ""
    return Answer(url.strip("<>"), int(status[0]), _came(headers), body, moment(at), cut, broke_off)


def _came(headers: Named) -> Named:
    """The headers as they came: ours taken out, those moved aside in their place again."""
    aside = tuple(name for name, _ in headers if name.startswith(_MOVED_ASIDE))
    if not aside and not (headers and headers[-1][0] == "Content-Length"):
        return headers
    ours = headers[:-1] if headers[-1][0] == "Content-Length" else headers
    return tuple((name.removeprefix(_MOVED_ASIDE), value) for name, value in ours)


def _robots(told: Mapping[str, Any]) -> RobotsAnswer:
    reading = RobotsReading(_text(told["state"]), _text(told["text"]), moment(told["fetched_at"]), told["crawl_delay"])
    stop = Outcome(told["stop"]) if told["stop"] else None
    return RobotsAnswer(reading, Rules(reading.text), stop, _text(told["detail"]), told["retry_after"])
