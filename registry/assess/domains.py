"""The name of the host in an address, and the first directory. Pure; never raises, whatever is given for an address."""

import re
from functools import lru_cache

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)

LONGEST = 300
"""Characters of an address that are looked at."""


@lru_cache(maxsize=16)  # each forum's is asked for several times
def host_of(url: str) -> str:
    """The name of the host, in lower case, without user and port; "" where there is none."""
    return _SCHEME.sub("", url[:LONGEST]).split("/")[0].split("?")[0].rpartition("@")[2].partition(":")[0].lower()


def bare(url: str) -> str:
    """Host and path as they stand, in lower case, without scheme, query and fragment."""
    return _SCHEME.sub("", url[:LONGEST]).partition("?")[0].partition("#")[0].lower()


def directory_of(url: str) -> str:
    """The first directory of the path, in lower case; "" where there is none."""
    return bare(url).lstrip("/").partition("/")[2].lstrip("/").partition("/")[0]


def suffix_of(url: str) -> str:
    """The last part of the name of the host; "" where it has no parts."""
    host = host_of(url)
    return host.rpartition(".")[2] if "." in host else ""
