"""The demo: the real crawler on the sample web, in a database of its own that is made anew each time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from forum_registry.database import make_room, opened, told_in_one_line
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
    """The settings of a demo whose list is served on `port`: its own folder, database and seeds."""
    folder = PROJECT / "var" / f"demo-{port}"
    return replace(
        settings,
        database_url=f"sqlite:///{folder}/registry.db",
        seeds=str(folder / "seeds"),
        default_delay_s=min(settings.default_delay_s, DELAY_S),
    )


def prepare_demo(settings: Settings, seeds: Path, web: "SampleServer") -> None:
    """An empty database with the demo mark, and seeds that name sample sites only."""
    import sampleweb

    folder = Path(settings.seeds)
    shutil.rmtree(folder.parent, ignore_errors=True)
    make_room(settings.database_url)
    shutil.copytree(seeds, folder)
    sampleweb.write_seeds(folder, web.port)
    with told_in_one_line(settings.database_url):
        migrate(settings.database_url)
    with opened(settings) as sessions, sessions.write() as session:
        mark_demo(session)
