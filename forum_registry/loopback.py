"""Which servers on this machine `inspect` may visit: those named in the call, and no other."""

import ipaddress
from urllib.parse import urlsplit

from forum_registry.stops import Exit, Refused


def allowed_by(loopback: list[str], target: str) -> frozenset[tuple[str, int]]:
    """The (address, port) pairs that `--loopback` names; an empty one means the server of `target`.

    Raises Refused for anything that is not a loopback address with a port.
    """
    return frozenset(_one(words or _server_of(target)) for words in loopback)


def _server_of(target: str) -> str:
    parts = urlsplit(target)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Refused(f"{target}: the port is not a number from 1 to 65535", Exit.USAGE) from None
    host = parts.hostname or ""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _one(words: str) -> tuple[str, int]:
    host, _, port = words.rpartition(":")
    host = host.strip("[]")
    if host == "localhost" or host.endswith(".localhost"):
        host = "127.0.0.1"
    try:
        address, number = ipaddress.ip_address(host), int(port)
    except ValueError:
        raise Refused(f"--loopback {words}: give an address and a port, such as 127.0.0.1:8101", Exit.USAGE) from None
    if not address.is_loopback or not 0 < number < 65536:
        raise Refused(f"--loopback {words}: only servers on this machine (127.0.0.0/8, ::1) may be let in", Exit.USAGE)
    return str(address), number
