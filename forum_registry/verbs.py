"""How a verb is declared: its words, its examples, and the function that does it."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from registry.settings import Settings

if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]
Run = Callable[[argparse.Namespace, Settings], int]


def add_verb(verbs: "Verbs", name: str, run: Run, summary: str, examples: str = "") -> argparse.ArgumentParser:
    """Declare one verb; `summary` is a sentence, `examples` lines that can be copied."""
    verb = verbs.add_parser(
        name,
        help=summary,
        description=summary,
        epilog=f"examples:\n{examples.strip(chr(10))}" if examples else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.set_defaults(run=run)
    return verb
