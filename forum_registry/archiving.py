"""Keeping the pages of visits: the option `--warc` of the verbs that visit, and what a removal takes out again."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from forum_registry.stops import Exit, Refused
from registry.db import Sessions
from registry.frontier.withheld import withheld
from registry.settings import Settings

if TYPE_CHECKING:
    from crawler.archive.dropping import Withheld


def add_warc(verb: argparse.ArgumentParser) -> None:
    """Declare `--warc`."""
    verb.add_argument(
        "--warc", type=Path, metavar="DIR", help="keep what the visits are answered in this folder, for 30 days"
    )


def with_warc(given: argparse.Namespace, settings: Settings) -> Settings:
    """The settings, with the folder that the command names. Raises Refused for one that pages may not be kept in."""
    if given.warc is not None:
        settings = replace(settings, warc_dir=str(given.warc))
    if settings.warc_dir:
        demand_folder(Path(settings.warc_dir))
    return settings


def demand_folder(folder: Path) -> None:
    """Raise Refused for a folder that pages may not be kept in."""
    from crawler.archive.place import BadFolder, make_folder

    try:
        make_folder(folder)
    except BadFolder as bad:
        raise Refused(f"{bad}.", Exit.SETTING) from None


def withheld_by(sessions: Sessions) -> "Withheld":
    """Which keys the registry holds back, asked of its database."""

    def ask(keys: set[str]) -> set[str]:
        with sessions.read() as session:
            return withheld(session, keys)

    return ask


def take_out_removed(settings: Settings, sessions: Sessions) -> None:
    """Drop the kept pages of sites that were removed, and say how many visits went."""
    folder = Path(settings.warc_dir)
    if not settings.warc_dir or not folder.is_dir():
        return
    from crawler.archive.dropping import drop

    try:
        done = drop(folder, withheld_by(sessions))
    except OSError as error:
        raise Refused(f"the pages kept in {folder} could not all be dropped ({error.strerror}).") from error
    if done.visits:
        print(f"{done.visits} kept visits dropped from {done.files} files in {folder}.")
    if done.busy:
        print(
            f"{done.busy} files in {folder} are being written by a running worker, which drops them within the hour.",
            file=sys.stderr,
        )
