"""Opening the registry's database, with every way it can fail told in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from forum_registry.stops import Exit, Refused
from registry.db import PEOPLE, Durability, Sessions, make_sessions
from registry.migrating import UnknownRevision, why_unfit
from registry.settings import Settings


@contextmanager
def told_in_one_line(url: str) -> Iterator[None]:
    """Turn the database's own errors into one line and exit code 3."""
    try:
        yield
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise Refused(
            f"FORUM_REGISTRY_DATABASE_URL cannot be used ({_first_line(error)}). "
            "Use sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME.",
            Exit.SETTING,
        ) from error
    except UnknownRevision as error:
        raise Refused(
            f"the database {safe_name(url)} is of a version this program does not know ({error}). "
            "Upgrade the program, or restore a backup.",
            Exit.DATABASE,
        ) from error
    except DBAPIError as error:
        raise Refused(_reason(url, error), Exit.DATABASE) from error


@contextmanager
def opened(settings: Settings, durability: Durability = PEOPLE) -> Iterator[Sessions]:
    """The two kinds of sessions to a database of the right version; raises Refused for any other."""
    url = settings.database_url
    with told_in_one_line(url):
        if (why := why_unfit(url)) is not None:
            raise Refused(why, Exit.DATABASE)
        sessions = make_sessions(url, durability)
        try:
            yield sessions
        finally:
            sessions.dispose()


def safe_name(url: str) -> str:
    """The database's address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "(not an address)"


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for other databases and for one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def make_room(url: str) -> None:
    """Make the folder a SQLite file is to lie in."""
    with told_in_one_line(url):
        file = sqlite_file(url)
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"the folder {file.parent} cannot be made ({error.strerror}).", Exit.DATABASE) from error


def _reason(url: str, error: DBAPIError) -> str:
    words = _first_line(error.orig or error)
    if "locked" in words:
        return f"the database {safe_name(url)} is locked by another program. Try again, or stop the other program."
    if "not a database" in words:
        return f"{safe_name(url)} is not a SQLite database. Name another file in FORUM_REGISTRY_DATABASE_URL."
    return f"the database {safe_name(url)} cannot be used: {words}"


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0][:300]
