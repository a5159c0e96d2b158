"""Taking visits out of archives: of sites that were removed, opted out or turned out to be sensitive."""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from crawler.archive.place import delete_old, held, keys_file, own_files
from crawler.archive.reading import Damage, read_records
from crawler.archive.visits import TELLS_OF_VISIT, NotAVisit, keys_told
from crawler.limits import Limits

Withheld = Callable[[set[str]], set[str]]
"""Those of some canonical keys whose pages may not be kept."""

COPIED_AT_ONCE = Limits().page_bytes


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many visits were taken out, of how many files; how many files are still being written and were left; how
    many old files were deleted.
    """

    visits: int = 0
    files: int = 0
    busy: int = 0
    old: int = 0


def tidy(folder: Path, now: datetime, withheld: Withheld) -> Dropped:
    """Delete what is too old, and drop what may not be kept any more."""
    old = delete_old(folder, now)
    return replace(drop(folder, withheld), old=old)


def drop(folder: Path, withheld: Withheld) -> Dropped:
    """Take out every visit one of whose keys is withheld. Files that a worker still writes are that worker's to clean:
    its own hourly tidying closes them first.
    """
    visits = files = busy = 0
    for file in own_files(folder):
        gone = withheld(_keys_in(file))
        if not gone:
            continue
        with held(file) as ours:
            if not ours:
                busy += file.exists()
                continue
            taken = _rewrite(file, gone)
        visits += taken
        files += taken > 0
    return Dropped(visits, files, busy)


def _keys_in(file: Path) -> set[str]:
    """The keys listed beside a file; read from the file itself where the list is missing."""
    try:
        return set(keys_file(file).read_text("utf-8").split("\n")) - {""}
    except (OSError, UnicodeError):
        return {key for _, _, keys in _groups(file) for key in keys}


def _groups(file: Path) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where each visit lies in a file, and its keys; what is damaged or has no visit is in none of them."""
    start: int | None = None
    with file.open("rb") as lines:
        for one in read_records(lines):
            if isinstance(one, Damage):
                start = None
                continue
            if one.record.kind == "warcinfo":
                start = None
                yield one.start, one.end, ()
                continue
            start = one.start if start is None else start
            if one.record.field("Content-Type") == TELLS_OF_VISIT:
                with contextlib.suppress(NotAVisit):  # nobody can use such a one, nor find its site again
                    yield start, one.end, keys_told(one.record)
                start = None


def _rewrite(file: Path, gone: set[str]) -> int:
    """Write the file anew without the visits of these keys, and without what is no whole visit; how many went."""
    kept_keys: set[str] = set()
    taken = 0
    fresh = file.with_name(file.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(handle, "wb") as out, file.open("rb") as old:  # noqa: PTH123  # a descriptor, for its mode
        for start, end, keys in _groups(file):
            if gone.isdisjoint(keys):
                kept_keys.update(keys)
                _copy(old, out, start, end)
            else:
                taken += 1
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
    _write_keys(keys_file(file), kept_keys)
    return taken


def _copy(old: BinaryIO, out: BinaryIO, start: int, end: int) -> None:
    old.seek(start)
    while start < end and (data := old.read(min(COPIED_AT_ONCE, end - start))):
        out.write(data)
        start += len(data)


def _write_keys(file: Path, keys: set[str]) -> None:
    fresh = file.with_name(file.name + ".new")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:  # noqa: PTH123  # for its mode
        out.write("".join(f"{key}\n" for key in sorted(keys)).encode("utf-8", "replace"))
    fresh.replace(file)
