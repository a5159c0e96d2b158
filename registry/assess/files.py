"""Reading the files that assessing goes by, so that whatever is wrong with one is told in one way."""

import csv
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes; the largest file of ours is 300 KB."""


class TopicsFileError(ValueError):
    """A file that assessing goes by cannot be used: names the file, and the line or subject, and what is wrong."""


def load_document(path: Path) -> dict[str, Any]:
    """The TOML document. Raises TopicsFileError when it is missing, cannot be read or is no TOML."""
    try:
        return tomllib.loads(load_text(path))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise TopicsFileError(f"{path.name}: {error}") from error


def load_rows(path: Path, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with the lines they end in; cells that a row or the file does not have are "".

    Raises TopicsFileError when the file is missing, cannot be read, lacks one of `columns`, or has no row.
    """
    reader = csv.DictReader(io.StringIO(load_text(path), newline=""), restval="")
    try:
        if missing := [column for column in columns if column not in (reader.fieldnames or ())]:
            raise TopicsFileError(f"{path.name}: there is no column {missing[0]}")
        row = None
        for row in reader:
            yield reader.line_num, {name: cell for name, cell in row.items() if isinstance(name, str)}
        if row is None:
            raise TopicsFileError(f"{path.name}: the file has no rows")
    except csv.Error as error:
        raise TopicsFileError(f"{path.name}, line {reader.line_num}: {error}") from error


def read_bytes(path: Path) -> bytes:
    """The file as it stands. Raises TopicsFileError when it is missing, cannot be read or is larger than LARGEST_FILE.

    All that assessing opens is opened here.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TopicsFileError(f"{path.name}: the file is too large")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise TopicsFileError(f"{path.name}: there is no such file") from error
    except OSError as error:
        raise TopicsFileError(f"{path.name}: it cannot be read ({error.strerror})") from error


def load_text(path: Path) -> str:
    """The file as text, line ends as `\\n`. Raises TopicsFileError as `read_bytes` does, and for what is not UTF-8."""
    try:
        # Line ends as reading in text mode would give them.
        return read_bytes(path).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise TopicsFileError(f"{path.name}: it is not UTF-8 (byte {error.start + 1})") from error
