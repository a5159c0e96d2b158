"""The text format of Prometheus, read by its rules: a line that breaks one raises ValueError."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
_SAMPLE = re.compile(rf"({_NAME})(?:\{{(.*)\}})? (\S+)(?: (-?\d+))?$")
_LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)')
_KINDS = ("counter", "gauge", "histogram", "summary", "untyped")


@dataclass
class Family:
    """A metric: its kind, its help, and the value of each set of labels."""

    kind: str = "untyped"
    help: str = ""
    samples: dict[tuple[tuple[str, str], ...], float] = field(default_factory=dict)


def parse(text: str) -> dict[str, Family]:
    """The families by name. Each stands in one piece, help and type before its samples, no sample twice."""
    if not text.endswith("\n"):
        raise ValueError("the last line has no end")
    families: dict[str, Family] = {}
    current = ""
    for line in text.split("\n")[:-1]:
        if line.startswith("# HELP ") or line.startswith("# TYPE "):
            word, name, rest = line[2:].split(" ", 2)
            if not re.fullmatch(_NAME, name):
                raise ValueError(f"no name: {name!r}")
            if name != current and name in families:
                raise ValueError(f"{name} stands in two pieces")
            current = name
            family = families.setdefault(name, Family())
            if family.samples:
                raise ValueError(f"{word} of {name} after its samples")
            if word == "TYPE" and rest not in _KINDS:
                raise ValueError(f"no type: {rest!r}")
            family.help, family.kind = (rest, family.kind) if word == "HELP" else (family.help, rest)
        elif line and not line.startswith("#"):
            name, labels, value = _sample(line)
            if name != current:
                raise ValueError(f"{name} stands outside its family")
            if labels in families[name].samples:
                raise ValueError(f"twice: {line}")
            families[name].samples[labels] = value
    return families


def _sample(line: str) -> tuple[str, tuple[tuple[str, str], ...], float]:
    found = _SAMPLE.match(line)
    if found is None:
        raise ValueError(f"no sample: {line!r}")
    return found[1], tuple(_labels(found[2] or "")), float(found[3])


def _labels(written: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(written):
        found = _LABEL.match(written, at)
        if found is None:
            raise ValueError(f"no label: {written[at:]!r}")
        yield found[1], re.sub(r"\\(.)", lambda one: "\n" if one[1] == "n" else one[1], found[2])
        at = found.end()
