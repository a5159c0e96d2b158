"""The demo: the real crawler on the sample web, in a database of its own that is made anew each time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from forum_registry.database import make_room, opened, told_in_one_line
from forum_registry.samplepast import write_past
from registry.history.marks import mark_demo
from registry.migrating import migrate
from registry.settings import PROJECT, Settings

if TYPE_CHECKING:
    from sampleweb import SampleServer

DELAY_S = 0.05
"""Between two requests to one sample site: they are ours."""


@contextmanager
def sample_web() -> Iterator["SampleServer"]:
    """The sample web on a free port of this machine, while inside."""
    import sampleweb

    with sampleweb.serve(log=False) as web:
        print(
            f"The sample web answers on http://NAME.localhost:{web.port}/ ({len(sampleweb.sites())} sites).", flush=True
        )
        yield web


def demo_settings(settings: Settings, port: int) -> Settings:
    """The settings of a demo whose list is served on `port`: its own folder, database and seeds.

    Its name says what it is, so that feeds and downloads say it wherever they end up.
    """
    folder = PROJECT / "var" / f"demo-{port}"
    return replace(
        settings,
        database_url=f"sqlite:///{folder}/registry.db",
        seeds=str(folder / "seeds"),
        service_name=f"{settings.service_name} (demonstration)",
        default_delay_s=min(settings.default_delay_s, DELAY_S),
    )


def prepare_demo(settings: Settings, seeds: Path, web: "SampleServer", now: datetime) -> None:
    """An empty database with the demo mark, seeds that name sample sites only, and a past that is made up."""
    import sampleweb

    folder = Path(settings.seeds)
    shutil.rmtree(folder.parent, ignore_errors=True)
    make_room(settings.database_url)
    shutil.copytree(seeds, folder)
    sampleweb.write_organisations(folder)
    sampleweb.write_seeds(folder, web.port)
    with told_in_one_line(settings.database_url):
        migrate(settings.database_url)
    with opened(settings) as sessions, sessions.write() as session:
        mark_demo(session)
    told = write_past(settings, web, now)
    print(
        f"Made up, and marked as sample: {told.forums} forums on the list for up to fourteen months, {told.figures} "
        f"figures of theirs, {len(told.letters)} letters (one that was answered: /letters/{told.letters[0]}).",
        flush=True,
    )
