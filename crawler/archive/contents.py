"""What an archive holds: visits of ours, pages of other crawlers, and places that cannot be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.archive.reading import Damage, Placed, read_records
from crawler.archive.records import Record
from crawler.archive.visits import TELLS_OF_VISIT, NotAVisit, RecordedVisit, from_records
from crawler.robots import PRODUCT_TOKEN

VISIT_BYTES = 64 * 1024 * 1024
"""Most bytes of answers that are held for one visit."""

Content = RecordedVisit | Record | Damage


@dataclass(slots=True)
class _Pending:
    """The answers of a visit whose end was not met yet."""

    answers: dict[str, Record]
    size: int = 0
    start: int = 0
    too_large: bool = False

    def add(self, placed: Placed) -> None:
        if not self.answers:
            self.start = placed.start
        self.size += len(placed.record.block)
        self.too_large = self.too_large or self.size > VISIT_BYTES
        if self.too_large:
            self.answers.clear()
        self.answers[placed.record.field("WARC-Record-ID") or ""] = placed.record


def contents(file: Path) -> Iterator[Content]:
    """Each visit of a file that we wrote; each response of one that others wrote; each damage. Raises OSError.

    What wrote a record stands in the warcinfo before it: files that were joined are read like those they were.
    """
    ours = False
    pending = _Pending({})
    with file.open("rb") as opened:
        for one in read_records(opened):
            if isinstance(one, Damage):
                yield one
                if not one.torn:
                    pending = _Pending({})
                continue
            record = one.record
            if record.kind == "warcinfo":
                yield from _cut_short(pending)
                pending = _Pending({})
                ours = _is_ours(record)
            elif not ours:
                if record.kind == "response":
                    yield record
            elif record.field("Content-Type") == TELLS_OF_VISIT:
                yield _visit(one, pending)
                pending = _Pending({})
            elif record.kind == "response":
                pending.add(one)
    yield from _cut_short(pending)


def _is_ours(info: Record) -> bool:
    lines = info.block[:4096].decode("utf-8", "replace").splitlines()
    return any(line.lower().startswith(f"software: {PRODUCT_TOKEN}") for line in lines)


def _visit(telling: Placed, pending: _Pending) -> RecordedVisit | Damage:
    if pending.too_large:
        return Damage(pending.start, f"a visit of more than {VISIT_BYTES} bytes")
    try:
        return from_records(telling.record, pending.answers)
    except NotAVisit as problem:
        return Damage(telling.start, str(problem))


def _cut_short(pending: _Pending) -> Iterator[Damage]:
    if pending.answers:
        yield Damage(pending.start, "answers of a visit without its end", torn=True)
