"""The folder of an archive: who may read it, what its files are called, and how long they stay."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from registry.settings import PROJECT

KEPT = timedelta(days=30)
"""How long a page may be kept, from the beginning of the day in its file's name."""

SUFFIX = ".warc.gz"
KEYS_SUFFIX = ".sites"
"""Beside each file: the keys of the sites in it, one a line, so that a removal need not unpack everything."""

_OURS = re.compile(r"(\d{8})T\d{12}Z-[\w.-]{1,120}\.warc\.gz\Z", re.ASCII)


class BadFolder(ValueError):
    """A folder that pages may not be kept in, and why."""


def make_folder(folder: Path) -> Path:
    """The folder, made if it is not there, for this user alone. Raises BadFolder for one that others may read."""
    served = PROJECT / "registry_api"
    whole = folder.resolve()
    if whole == served or served in whole.parents or "site-packages" in whole.parts:
        raise BadFolder(f"{folder} lies among the files of the web service; pages may never be served")
    try:
        whole.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = whole.stat().st_mode & 0o777
    except OSError as error:
        raise BadFolder(f"{folder} cannot be used ({error.strerror})") from None
    if mode & 0o077:
        raise BadFolder(
            f"{folder} can be opened by others (mode {mode:04o}). Name a new folder, or shut it: chmod 700 {folder}"
        )
    if not os.access(whole, os.W_OK | os.X_OK):
        raise BadFolder(f"{folder} cannot be written to")
    return whole


def name_of(at: datetime, worker: str) -> str:
    """The name of a file begun at this time: names sort by time, and carry their day."""
    safe = re.sub(r"[^\w.-]+", "-", worker, flags=re.ASCII)[:100] or "worker"
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S%f}Z-{safe}{SUFFIX}"


def day_of(file: Path) -> datetime | None:
    """The day a file of ours is of; None for others' files."""
    named = _OURS.match(file.name)
    if named is None:
        return None
    try:
        return datetime.strptime(named[1], "%Y%m%d").replace(tzinfo=UTC)
    except ValueError:
        return None


def own_files(folder: Path) -> list[Path]:
    """The files that we wrote into a folder, the oldest first."""
    return sorted(file for file in folder.glob(f"*{SUFFIX}") if day_of(file) is not None)


def archives_in(place: Path) -> list[Path]:
    """The archives at a place, in the order of their names: a folder's, whoever wrote them, or the one file."""
    if place.is_file():
        return [place]
    return sorted(file for file in place.iterdir() if file.name.endswith((".warc", SUFFIX)) and file.is_file())


def keys_file(file: Path) -> Path:
    """Where the keys of the sites in a file stand."""
    return file.with_name(file.name.removesuffix(SUFFIX) + KEYS_SUFFIX)


def delete_old(folder: Path, now: datetime) -> int:
    """Delete our files whose time is over; how many."""
    gone = 0
    for file in own_files(folder):
        day = day_of(file)
        if day is not None and day + KEPT <= now:
            keys_file(file).unlink(missing_ok=True)
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def create(file: Path) -> int:
    """A new file for this user alone, held by this process until it is closed; its descriptor."""
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


@contextmanager
def held(file: Path) -> Iterator[bool]:
    """Whether the file is ours while this lasts: not where a running worker still writes it, or it is gone."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        yield False
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
