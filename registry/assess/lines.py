"""Profiles as JSON lines in, judgements out: `forum-registry assess --json`."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from registry.assess.assessment import Subject
from registry.assess.assessor import Assessor

BYTE_ORDER_MARK = "\ufeff"
"""What some programs put before the first line of a file in UTF-8."""

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def subject_of(profile: Mapping[str, Any]) -> Subject:
    """A profile of the contract as a subject. Boards may be names or objects; raises ValueError on other shapes."""
    return Subject(
        name=_text(profile, "name"),
        description=_text(profile, "description"),
        boards=_texts(profile, "boards"),
        thread_titles=_texts(profile, "thread_titles"),
        language=_text(profile, "language") or None,
        url=_text(profile, "url"),
        country=_text(profile, "country_hint") or None,
        platform=_text(profile, "platform") or None,
    )


def assess_lines(lines: Iterable[str], assessor: Assessor) -> Iterator[dict[str, Any]]:
    """One answer a line, in order. Empty lines are passed over.

    A line that cannot be read is answered by `{"error", "line"}`, with its `id` where that is known. An `id` that is
    neither text nor a whole number is not given back: the answer's is null.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        known: dict[str, Any] = {}
        try:
            profile = json.loads(line.removeprefix(BYTE_ORDER_MARK))
            if not isinstance(profile, dict):
                raise ValueError("not a JSON object")
            known = _known_id(profile)
            subject = subject_of(profile)
        except (ValueError, RecursionError) as error:
            yield {**known, "error": f"{error}"[:200] or type(error).__name__, "line": number}
            continue
        yield {"id": known.get("id"), **assessor.assess(subject).as_json()}


def _known_id(profile: Mapping[str, Any]) -> dict[str, Any]:
    """The id, where it is a name or a number that can be given back: half a character cannot be written as UTF-8."""
    given = profile.get("id")
    if isinstance(given, str):
        return {} if _LONE_SURROGATE.search(given) else {"id": given}
    return {"id": given} if isinstance(given, int) and not isinstance(given, bool) else {}


def _text(profile: Mapping[str, Any], field: str) -> str:
    value = profile.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{field}: expected text, got {type(value).__name__}")
    return value


def _texts(profile: Mapping[str, Any], field: str) -> tuple[str, ...]:
    value = profile.get(field)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ValueError(f"{field}: expected a list, got {type(value).__name__}")
    texts = []
    for item in value:
        text = item.get("name") if isinstance(item, dict) else item
        if text is not None and not isinstance(text, str):
            raise ValueError(f"{field}: expected names, got {type(text).__name__}")
        texts.append(text or "")
    return tuple(texts)
