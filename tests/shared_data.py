"""Where the data for building and testing lies, when this checkout has it beside it."""

from pathlib import Path

import pytest


def shared_data(*parts: str) -> Path:
    """The path below `../shared/data`; skips the test, by name, where that folder is not there."""
    path = Path(__file__).resolve().parents[2].joinpath("shared", "data", *parts)
    if not path.exists():
        pytest.skip(f"shared data not here: {'/'.join(parts) or 'shared/data'}")
    return path
