"""Writing archives beside a crawl: on a thread of its own, within bounded memory, and never in the crawl's way.

Whatever goes wrong here costs pages that are not kept, and is said once; a visit never waits for it and never fails.
"""

import contextlib
import fcntl
import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from crawler.archive.dropping import Withheld, tidy
from crawler.archive.place import create, keys_file, make_folder, name_of
from crawler.archive.recording import Recording
from crawler.archive.records import VERSION, Record, new_id, packed, stamp
from crawler.archive.visits import RecordedVisit, as_records, recorded
from crawler.egress import Policy
from crawler.limits import Limits
from crawler.visiting import Errand
from registry.identity import BadAddress, SharedHosts, site_key
from registry.profile import VisitReport
from registry.vocabulary import Outcome

log = logging.getLogger(__name__)

FILE_BYTES = 512 * 1024 * 1024
"""A file is closed when it has reached this size, or its day is over."""

HELD_BYTES = 64 * 1024 * 1024
"""Most bytes of bodies in memory, of visits under way and of those that wait to be written."""

MOST_WAITING = 256
"""Visits that wait to be written, at most."""

TRY_AGAIN_S = 60.0
"""After a failure to write, visits are let go for so long before another one is tried."""

_END = "end"

NOT_KEPT = frozenset({Outcome.OPTED_OUT, Outcome.REMOVED, Outcome.INTERRUPTED})
"""Outcomes of visits that leave nothing behind: told to leave, removed, or without an end."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the worker's name for the files' names, and what its requests say of it."""

    worker: str
    headers: Sequence[tuple[str, str]]


class Archive:
    """The archive of one crawl, for the loop's thread: nothing but `close` waits for anything."""

    def __init__(
        self,
        folder: Path,
        sender: Sender,
        hosts: SharedHosts,
        policy: Policy,
        *,
        clock: Callable[[], datetime],
        withheld: Withheld,
        on_notice: Callable[[str], None],
        file_bytes: int = FILE_BYTES,
    ) -> None:
        """Raises place.BadFolder. `withheld` is asked on the archive's own thread; `on_notice` told there."""
        self.folder = make_folder(folder)
        self._trouble: str | None = None
        self.kept = 0
        self.lost = 0
        self._sender, self._hosts, self._policy, self._clock = sender, hosts, policy, clock
        self._withheld, self._on_notice, self._file_bytes = withheld, on_notice, file_bytes
        self._held = 0
        self._lock = threading.Lock()
        self._again_at = 0.0
        self._waiting: queue.Queue[tuple[RecordedVisit, int] | str | None] = queue.Queue(MOST_WAITING)
        self._file: _File | None = None
        self._thread = threading.Thread(target=self._write_all, name="archive", daemon=True)
        self._thread.start()

    @contextlib.contextmanager
    def around(self, errand: Errand, limits: Limits, key: str = "") -> Iterator[Recording | None]:
        """What notes one visit while this lasts; None for a site whose pages may not be kept. `key` is the site's.

        The visit is written when its report was given by `taken_in`, and forgotten when not.
        """
        if errand.sensitive:
            yield None
            return
        recording = Recording(errand, limits, (key,) if key else (), self._clock, self._take_room)
        try:
            yield recording
        finally:
            self._keep(recording)

    @property
    def trouble(self) -> str | None:
        """Why visits are not kept at the moment, or None: also when the next one shall be tried again."""
        return self._trouble if time.monotonic() < self._again_at else None

    def told(self, recording: Recording | None, report: VisitReport) -> VisitReport:
        """The report, which says so where the visit's pages are not going to be kept."""
        if recording is None or (why := self.trouble or recording.given_up) is None:
            return report
        recording.given_up = why
        detail = f"{report.detail}; " if report.detail else ""
        return replace(report, detail=f"{detail}not archived: {why}"[:300])

    def _keep(self, recording: Recording) -> None:
        """Have a visit written that has ended and is taken in. Never waits."""
        report = recording.report
        self.lost += recording.given_up is not None
        if recording.given_up is not None or report is None or report.outcome in NOT_KEPT or not recording.exchanges:
            self._give_room(recording.held)
            return
        named = replace(recorded(recording, report, self._policy), keys=self._keys(recording))
        try:
            self._waiting.put_nowait((named, recording.held))
        except queue.Full:
            self.lost += 1
            self._give_room(recording.held)

    def tidy(self) -> None:
        """Have what is too old deleted, and what may not be kept any more dropped, soon."""
        with contextlib.suppress(queue.Full):  # it comes again in an hour
            self._waiting.put_nowait(None)

    def close(self) -> None:
        """Write what waits, and end. Says what was not kept."""
        self._waiting.put(_END)
        self._thread.join()
        if self.lost:
            self._on_notice(f"{self.lost} visits were not kept in {self.folder}.")

    # Memory

    def _take_room(self, size: int) -> bool:
        with self._lock:
            if self._held + size > HELD_BYTES:
                return False
            self._held += size
            return True

    def _give_room(self, size: int) -> None:
        with self._lock:
            self._held -= size

    def _keys(self, recording: Recording) -> tuple[str, ...]:
        """The keys of the site and of all addresses that answered."""
        answered = [one.answer.url for one in recording.exchanges if one.answer is not None]
        answered = [url for url in answered if not url.endswith("/robots.txt")]
        keys = dict.fromkeys(recording.keys)
        for url in dict.fromkeys([recording.errand.address, *answered]):
            with contextlib.suppress(BadAddress):
                keys[site_key(url, self._hosts).key] = None
        return tuple(keys)

    # The thread

    def _write_all(self) -> None:
        while (one := self._waiting.get()) is not _END:
            visit, size = one if isinstance(one, tuple) else (None, 0)
            try:
                if visit is None:
                    self._tidy()
                else:
                    self._write(visit)
            except Exception as error:  # noqa: BLE001  # named and told there; the thread must go on
                self._failed(error, lost=visit is not None)
            finally:
                self._give_room(size)
        self._close_file()

    def _tidy(self) -> None:
        if self._file is not None and self._withheld(self._file.keys):
            self._close_file()
        done = tidy(self.folder, self._clock(), self._withheld)
        log.info("tidied the archive: %s", done)

    def _close_file(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self, visit: RecordedVisit) -> None:
        if time.monotonic() < self._again_at:
            self.lost += 1
            return
        if self._withheld(set(visit.keys)):
            return  # found sensitive, opted out or removed meanwhile, at this visit or elsewhere
        now = self._clock()
        if self._file is not None and not self._file.takes_more(now, self._file_bytes):
            self._close_file()
        if self._file is None:
            self._file = _File(self.folder, self._sender, now)
        self._file.write(as_records(visit, self._sender.headers), visit.keys)
        self.kept += 1
        self._trouble = None

    def _failed(self, error: Exception, *, lost: bool) -> None:
        self.lost += lost
        self._again_at = time.monotonic() + TRY_AGAIN_S
        why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        if self._trouble is None:
            log.error("the archive cannot be written", exc_info=error)
            self._on_notice(f"Pages are not kept at the moment: {self.folder} cannot be written to ({why}).")
        self._trouble = why
        self._close_file()


class _File:
    """One file that is being written, and the list of keys beside it."""

    def __init__(self, folder: Path, sender: Sender, now: datetime) -> None:
        file = folder / name_of(now, sender.worker)
        self._day = now.astimezone(UTC).date()
        self.keys: set[str] = set()
        self._size = 0
        with contextlib.ExitStack() as undo:  # a disk that is full may take the one file and not the other
            self._handle = create(file)
            undo.callback(os.close, self._handle)
            self._keys_handle = create(keys_file(file))
            undo.callback(os.close, self._keys_handle)
            self._append([_about(sender, file.name, now)])
            undo.pop_all()

    def takes_more(self, now: datetime, largest: int) -> bool:
        """Whether this file is still to be written to."""
        return self._size < largest and self._day == now.astimezone(UTC).date()

    def write(self, records: Sequence[Record], keys: Sequence[str]) -> None:
        """Append a visit. Raises OSError, and then the file ends as before."""
        new = [key for key in keys if key not in self.keys]
        if new:  # first: a key too many is no harm, one too few would hide pages from a removal
            _write_whole(self._keys_handle, "".join(f"{key}\n" for key in new).encode("utf-8", "replace"))
            self.keys.update(new)
        self._append(records)

    def _append(self, records: Sequence[Record]) -> None:
        try:
            for record in records:
                _write_whole(self._handle, packed(record))
        except OSError:
            os.ftruncate(self._handle, self._size)
            raise
        self._size = os.lseek(self._handle, 0, os.SEEK_END)

    def close(self) -> None:
        """Nothing more is written, and others may take things out."""
        for handle in (self._handle, self._keys_handle):
            fcntl.flock(handle, fcntl.LOCK_UN)
            os.close(handle)


def _write_whole(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _about(sender: Sender, name: str, now: datetime) -> Record:
    said = {**{key.lower(): value for key, value in sender.headers}, "hostname": sender.worker}
    lines = [
        f"software: {said.get('user-agent', 'forum-registry')}",
        "format: WARC File Format 1.1",
        f"conformsTo: http://iipc.github.io/warc-specifications/specifications/{VERSION.lower().replace('/', '-')}/",
        "robots: RFC 9309, obeyed",
        "description: answers as read: bodies unpacked, values of cookies left out",
    ]
    fields = (
        ("WARC-Record-ID", new_id()), ("WARC-Date", stamp(now)), ("WARC-Filename", name),
        ("Content-Type", "application/warc-fields"),
    )  # fmt: skip
    return Record("warcinfo", fields, ("\r\n".join(lines) + "\r\n").encode())
