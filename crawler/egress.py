"""The guard: which network addresses the crawler may connect to, checked where the connection is made.

Looking at an address before fetching it is no guard, because the name may answer differently a moment later.
So there are two walls behind the address line: `crawler.resolver` filters every answer of the name service
(IP literals included), and an audit hook looks at every `connect` of the process while the crawler runs.
Both ask the one `Policy`. Refusals are PermissionErrors with EACCES: Twisted turns any other exception raised
inside its connect into a TypeError.
"""

import errno
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from registry.addresses import special_block

PUBLIC_PORTS = frozenset({80, 443})
DEFAULT_PORTS = {"http": 80, "https": 443}
REMEMBERED_REFUSALS = 4096
"""How many names refused lately are kept, so that the visit can say why; the oldest go first."""

# What a name may hold on the wire. Backslashes, spaces and control characters are read differently by different
# parsers of addresses, which is how a check and a connection come to disagree.
_HOST = re.compile(r"[A-Za-z0-9._~\-]+|\[[0-9A-Fa-f:.]+\]")

# Names cannot end in a number: what does is 127.1, 2130706433 or 0x7f000001, which name services take for addresses.
_NUMERIC = re.compile(r"(?:^|\.)(?:0x[0-9a-f]*|[0-9]+)$", re.IGNORECASE)


class EgressRefused(PermissionError):
    """The guard said no; the text says what was asked for and why not."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EACCES, reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Policy:
    """Public addresses on ports 80 and 443, and besides them only the loopback (address, port) pairs in `allow`.

    With `public` false nothing but those pairs: the demo's pages name real sites, which are not to be bothered by it.
    `allow` is given by code (the demo, tests of real software, `inspect --loopback`), never by a setting.
    Raises ValueError when it holds anything but loopback addresses.

    `endpoints` are hosts and ports of the operator's own, such as a search engine in a private network: they are let
    through by name, for requests that ask for them as such (`check_endpoint`), and refused to every other request,
    so that no link leads there. A stranger's name that answers their address is refused like any other.
    """

    allow: frozenset[tuple[str, int]] = frozenset()
    public: bool = True
    endpoints: frozenset[tuple[str, int]] = frozenset()
    _refused_names: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    _endpoint_addresses: set[tuple[str, int]] = field(default_factory=set, compare=False, repr=False)

    def __post_init__(self) -> None:
        for address, port in self.allow:
            if not ip_address(address).is_loopback or not 0 < port < 65536:
                raise ValueError(f"only loopback addresses and their ports can be allowed, not {address}:{port}")

    def __deepcopy__(self, memo: object) -> "Policy":
        """Scrapy copies its settings; the resolver and the visits must share one memory of refusals."""
        return self

    @classmethod
    def loopback(cls, *ports: int) -> "Policy":
        """The allowance for programs on this machine's 127.0.0.1 and ::1 at these ports."""
        return cls(frozenset((address, port) for address in ("127.0.0.1", "::1") for port in ports))

    def check_address(self, ip: str | IPv4Address | IPv6Address, port: int) -> None:
        """Raise EgressRefused unless a connection to this address and port may be made."""
        try:
            address = ip_address(ip)
        except ValueError:
            raise EgressRefused(f"{ip} is no network address") from None
        if (str(address), port) in self.allow:
            return
        if not self.public:
            raise EgressRefused(f"{address} port {port} is not of this demonstration")
        block = special_block(address)
        if block is not None:
            raise EgressRefused(f"{address} is not public ({block.name})")
        if port not in PUBLIC_PORTS:
            raise EgressRefused(f"port {port} is not one of a public website's")

    def check_connection(self, ip: str, port: int) -> None:
        """The same for a socket that is about to connect: the operator's endpoints have been let through by name."""
        if (ip, port) not in self._endpoint_addresses:
            self.check_address(ip, port)

    def is_endpoint(self, name: str, port: int) -> bool:
        """Whether this is a host and port of the operator's own."""
        return (name.rstrip(".").lower(), port) in self.endpoints

    def note_endpoint(self, address: str, port: int) -> None:
        """An endpoint of the operator's has this network address."""
        self._endpoint_addresses.add((address, port))

    def check_endpoint(self, url: str) -> tuple[str, str, int]:
        """The scheme, host and port of one of the operator's endpoints; raises EgressRefused for any other."""
        parts, port = _parts(url)
        if not self.is_endpoint(parts.hostname or "", port):
            raise EgressRefused("not one of the operator's endpoints")
        return parts.scheme, (parts.hostname or "").rstrip("."), port

    def check_url(self, url: str) -> tuple[str, str, int]:
        """The scheme, host and port of an address that may be asked for; raises EgressRefused for any other.

        This is for a clear refusal before any traffic; the walls behind it do not rely on it, but for the operator's
        endpoints, which are told from others by who asks for them.
        """
        parts, port = _parts(url)
        if self.is_endpoint(parts.hostname or "", port):
            raise EgressRefused("this host and port are the operator's own")
        own = {allowed for _, allowed in self.allow}
        if not self.public and port not in own:
            raise EgressRefused(f"{parts.netloc[:80]} is not of this demonstration")
        if port not in PUBLIC_PORTS and port not in own:
            raise EgressRefused(f"port {port} is not one of a public website's")
        host = (parts.hostname or "").rstrip(".")
        if _is_literal(host):
            self.check_address(host, port)
        elif _NUMERIC.search(host):
            raise EgressRefused(f"host {host[:80]!r} is a network address in a notation we do not take")
        return parts.scheme, host, port

    def refusal_of(self, url: str) -> str | None:
        """Why this address may not be asked for, as far as its text tells, or None."""
        try:
            self.check_url(url)
        except EgressRefused as refused:
            return refused.reason
        return None

    def remember_refusal(self, name: str, reason: str) -> None:
        """Keep why a name was refused: the name service's interface has no way to pass it on."""
        self._refused_names.pop(name, None)
        while len(self._refused_names) >= REMEMBERED_REFUSALS:
            del self._refused_names[next(iter(self._refused_names))]
        self._refused_names[name] = reason

    def forget_refusal(self, name: str) -> None:
        """The name has answered well since."""
        self._refused_names.pop(name, None)

    def refusal(self, name: str) -> str | None:
        """Why the name was refused the last time it was looked up, or None."""
        return self._refused_names.get(name)


def _parts(url: str) -> tuple[SplitResult, int]:
    """The parts of an address and its port; raises EgressRefused for what no request can be made of."""
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise EgressRefused(f"not an address: {error}") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise EgressRefused(f"scheme {parts.scheme[:20]!r} is not http or https")
    if "@" in parts.netloc:
        raise EgressRefused("an address with a user name or password in it")
    if not _HOST.fullmatch(parts.netloc.removesuffix(f":{parts.port}").removesuffix(":")):
        raise EgressRefused(f"host {parts.netloc[:80]!r} cannot be asked for")
    return parts, port


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


class _Wall:
    """The second wall. An audit hook can never be taken out again, so there is one, and policies stand behind it."""

    def __init__(self) -> None:
        self._policies: list[Policy] = []
        self._built = False
        self._lock = threading.Lock()

    def put_up(self, policy: Policy) -> None:
        with self._lock:
            if not self._built:
                sys.addaudithook(self._look)
                self._built = True
            self._policies.append(policy)

    def take_down(self, policy: Policy) -> None:
        with self._lock:
            self._policies.remove(policy)

    def _look(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "socket.connect" or not self._policies:
            return
        address = arguments[1]
        # Sockets in the file system (loggers, the name service's cache) cannot be named by an address of the web.
        if not isinstance(address, tuple):
            return
        for policy in self._policies:
            policy.check_connection(address[0], address[1])


_WALL = _Wall()


@contextmanager
def wall(policy: Policy) -> Iterator[None]:
    """While this lasts, no socket of this process connects to what the policy refuses, in any thread.

    Client libraries written in C (libpq, the name service) are not seen by it and keep their connections.
    """
    _WALL.put_up(policy)
    try:
        yield
    finally:
        _WALL.take_down(policy)
