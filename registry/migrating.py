"""The schema's version: bring a database up to date, and say where it stands."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy.engine import make_url

from registry.db import make_sessions
from registry.settings import PROJECT

MIGRATIONS = PROJECT / "migrations"


class UnknownRevision(ValueError):
    """The database is of a schema version that this version of the project does not know."""


def config(url: str) -> Config:
    """Alembic's configuration for the database at `url`."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
    made.attributes["url"] = url
    return made


def migrate(url: str, revision: str = "head") -> None:
    """Bring the database up to `revision`, making a SQLite file and its folder when there is none.

    Raises sqlalchemy.exc.SQLAlchemyError when it cannot be reached, and UnknownRevision when it was made by a newer
    version of the project.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        command.upgrade(config(url), revision)
    except CommandError as problem:
        raise UnknownRevision(str(problem)) from None


def head_revision() -> str:
    """The revision this version of the project works with; raises FileNotFoundError when the folder holds none."""
    revision = ScriptDirectory.from_config(config("")).get_current_head()
    if revision is None:
        raise FileNotFoundError(f"no migrations in {MIGRATIONS}")
    return revision


def is_known(revision: str) -> bool:
    """Whether this version of the project has that revision among its migrations."""
    return revision in {script.revision for script in ScriptDirectory.from_config(config("")).walk_revisions()}


def revision_of(url: str) -> str | None:
    """The revision the database stands at; None when it holds no schema.

    A SQLite file that is missing is not made: None. Raises sqlalchemy.exc.SQLAlchemyError when it cannot be reached.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        return None
    sessions = make_sessions(url)
    try:
        with sessions.read() as session:
            return MigrationContext.configure(session.connection()).get_current_revision()
    finally:
        sessions.dispose()


def why_unfit(url: str) -> str | None:
    """Why this program cannot work with the database, and what to do, in one line; None when it can.

    Raises sqlalchemy.exc.SQLAlchemyError when the database cannot be reached.
    """
    parsed = make_url(url)
    name = parsed.render_as_string(hide_password=True)
    if parsed.get_backend_name() == "sqlite" and parsed.database and not Path(parsed.database).exists():
        return f"there is no database at {parsed.database}. Make it with: forum-registry migrate"
    found, wanted = revision_of(url), head_revision()
    if found is None:
        return f"the database {name} is empty. Prepare it with: forum-registry migrate"
    if not is_known(found):
        return (
            f"the database {name} is of schema version {found}, which this program does not know. "
            "Upgrade the program, or restore a backup."
        )
    if found != wanted:
        return (
            f"the database {name} is of schema version {found}, this program needs {wanted}. "
            "Bring it up to date with: forum-registry migrate"
        )
    return None


def is_current(url: str) -> bool:
    """Whether the database stands at the revision this version works with."""
    return revision_of(url) == head_revision()
