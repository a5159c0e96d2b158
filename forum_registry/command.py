"""The command line: `forum-registry VERB`. Each verb stands in its own room; here they are only put together."""

import argparse
import os
import sys
from collections.abc import Sequence

from forum_registry import (
    asking,
    corresponding,
    covering,
    crawling,
    discoveries,
    discovering,
    doubting,
    keeping,
    noticing,
    reading,
    replaying,
    running,
    serving,
    sourcing,
    standing,
    telling,
    topics,
    whying,
    wishing,
)
from forum_registry.stops import Exit, Refused
from registry.settings import BadSetting, Settings

EXAMPLES = """examples:
  forum-registry run                                       crawl and serve the list on 127.0.0.1:8000
  forum-registry search "noisy neighbours" --limit 5       ask the public list
  forum-registry inspect https://forum.example.org/        what one page says, with its evidence
  forum-registry seeds check                               is the list of seeds sound?
  forum-registry forget https://forum.example.org/ --reason "asked by its owner"

exit codes: 0 done, 1 something was wrong, 2 usage, 3 database, 4 setting, 5 port in use, 130 interrupted.
Settings come from the environment (FORUM_REGISTRY_...): see docs/settings.md.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; give back the exit code. Problems are told in one line, never by a traceback."""
    given = parser().parse_args(arguments)
    try:
        settings = Settings.from_environment(os.environ)
        return int(given.run(given, settings))
    except BadSetting as error:
        print(f"forum-registry: {error}", file=sys.stderr)
        return Exit.SETTING
    except Refused as error:
        print(f"forum-registry: {error}", file=sys.stderr)
        return error.code
    except BrokenPipeError:
        # The reader of our output (head, less) went away; that is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return Exit.INTERRUPTED


def parser() -> argparse.ArgumentParser:
    """All verbs with their options; a test holds docs/command.md to it."""
    top = argparse.ArgumentParser(
        prog="forum-registry",
        description="Finds and profiles peer-support forums, keeps what is known of them, publishes the list.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = top.add_subparsers(title="verbs", metavar="VERB", required=True)
    kept = (keeping, standing, topics, corresponding, doubting, telling, wishing, noticing)
    looked = (crawling, discovering, discoveries, sourcing, whying)
    for room in (running, *looked, serving, reading, replaying, asking, covering, *kept):
        room.add_verbs(verbs)
    return top


if __name__ == "__main__":
    sys.exit(main())
