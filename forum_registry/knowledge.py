"""What the seed files teach, opened for a verb; a file that cannot be used is told in one line."""

from pathlib import Path

from forum_registry.stops import Exit, Refused
from registry.assess import Assessor
from registry.identity import BadHosts, SharedHosts
from registry.settings import Settings


def assessor(settings: Settings) -> Assessor:
    """The assessor of the seeds; raises Refused when one of its files cannot be used."""
    try:
        return Assessor.load(Path(settings.seeds))
    except (OSError, ValueError) as error:
        raise refused(settings, error) from error


def shared_hosts(settings: Settings) -> SharedHosts:
    """The hosting places of the seeds; raises Refused when their file cannot be used."""
    try:
        return SharedHosts.load(Path(settings.seeds) / "hosts.toml")
    except (BadHosts, OSError) as error:
        raise refused(settings, error) from error


def refused(settings: Settings, error: Exception) -> Refused:
    """Why the seeds cannot be used, in one line."""
    named = isinstance(error, OSError) and error.filename
    why = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and named else str(error)
    told = f"the seeds in {settings.seeds} cannot be used ({why}). Name their folder in FORUM_REGISTRY_SEEDS."
    return Refused(told, Exit.SETTING)
