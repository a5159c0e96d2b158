"""A coverage as a JSON document: what the API and the command say alike. Codes are those of the closed lists."""

from collections.abc import Mapping
from typing import Any

from registry.catalogue.coverage import Coverage
from registry.catalogue.coverage_gaps import Gap
from registry.catalogue.coverage_places import Councils
from registry.catalogue.coverage_sizes import Candidates, Sizes


def document(found: Coverage) -> dict[str, Any]:
    """One coverage whole, but for what waits for a decision: that is not public (`candidates_document`)."""
    return {
        **in_numbers(found),
        "withheld": found.withheld,
        "not_known": {str(kind): reason for kind, reason in found.not_known.items()},
        "gaps": [_gap(one) for one in found.gaps],
        "councils": None if found.councils is None else _councils(found.councils),
    }


def in_numbers(found: Coverage) -> dict[str, Any]:
    """Whose coverage it is, and its numbers."""
    scope = found.scope
    return {
        "scope": scope.kind,
        "code": scope.code or None,
        "name": scope.name,
        "looked_at": found.looked_at,
        "in_use": found.in_use,
        "sensitive": found.sensitive,
        "unfiled": found.unfiled,
        "states": {str(kind): _by_word(states) for kind, states in found.states.items()},
        "talked_about": _by_word(found.talked),
        "left_out": _by_word(found.left_out),
        "sizes": _sizes(found.sizes),
    }


def candidates_document(waiting: Candidates) -> dict[str, Any]:
    """What waits for a decision, for moderators."""
    return {
        "forums": waiting.forums,
        "sensitive": waiting.sensitive,
        "size_unknown": waiting.unknown,
        "by_class": _by_word(waiting.by_class),
    }


def _gap(one: Gap) -> dict[str, Any]:
    return {
        "kind": str(one.kind),
        "code": one.code,
        "name": one.name,
        "state": str(one.state),
        "forums": one.forums,
        "in_use": one.in_use,
        "wider": one.wider,
        "subjects": one.subjects,
        "rests_on": one.rests_on,
    }


def _sizes(sizes: Sizes) -> dict[str, Any]:
    return {
        "verdict": None if sizes.verdict is None else str(sizes.verdict),
        "reason": sizes.reason,
        "words": sizes.words,
        "known": sizes.known,
        "unknown": sizes.unknown,
        "sensitive": sizes.left_out,
        "by_class": _by_word(sizes.by_class),
        "local": sizes.local,
        "median": sizes.median,
        "largest": sizes.largest,
        "largest_share": sizes.largest_share,
    }


def _councils(councils: Councils) -> dict[str, Any]:
    return {
        "councils": councils.councils,
        "covered": councils.covered,
        "within": [
            {"code": one.code, "name": one.name, "councils": one.councils, "covered": one.covered}
            for one in councils.within
        ],
        "without": [{"code": code, "name": name} for code, name in councils.without],
    }


def _by_word(numbers: Mapping[Any, int]) -> dict[str, int]:
    return {str(word): number for word, number in numbers.items()}
