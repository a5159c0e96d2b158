"""The first wall: a name service for Twisted that hands on only the addresses the policy lets through.

Twisted asks it for every connection, IP literals included. Both families are asked for: IPv4 first, because more
sites are well kept there, then IPv6; Twisted tries the next address 0.3 s after the last one began. `NAME.localhost`
is this machine, as in browsers (Python's own lookup does not know it), and so passes only by an allowance.
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Protocol

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.egress import EgressRefused, Policy

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

ADDRESSES_A_FAMILY = 2
"""How many addresses of each family are tried at most."""

Lookup = Callable[[str], Sequence[str]]
"""From a name to its addresses as text; raises OSError when there are none. May block."""


class _HasSettings(Protocol):
    settings: "BaseSettings"


def system_lookup(name: str) -> list[str]:
    """What this machine's name service says; raises OSError (or UnicodeError for a name that cannot be)."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Twisted asks this of the interface, and never calls it for connections."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """Built by Scrapy from the setting TWISTED_DNS_RESOLVER; the policy comes with the setting EGRESS_POLICY."""

    def __init__(self, reactor: Any, policy: Policy, timeout: float, lookup: Lookup = system_lookup) -> None:
        self._reactor = reactor
        self._policy = policy
        self._timeout = timeout
        self._lookup = lookup

    @classmethod
    def from_crawler(cls, crawler: _HasSettings, reactor: Any) -> "GuardedResolver":
        """For Scrapy. Raises TypeError when something that is no Policy was put in the policy's place."""
        policy = crawler.settings.get("EGRESS_POLICY") or Policy()
        if not isinstance(policy, Policy):
            raise TypeError("EGRESS_POLICY is given by code, not by a setting")
        lookup = crawler.settings.get("EGRESS_LOOKUP") or system_lookup
        return cls(reactor, policy, crawler.settings.getfloat("DNS_TIMEOUT"), lookup)

    def install_on_reactor(self) -> None:
        """For Scrapy: from now on every name is asked here."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 (Twisted's name)
        self,
        resolutionReceiver: Any,  # noqa: N803 (an IResolutionReceiver; zope's interfaces have no types)
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: ARG002, N803
        transportSemantics: str = "TCP",  # noqa: ARG002, N803
    ) -> _Resolution:
        """Twisted's question; the answer holds no address the policy refuses, and may hold none."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        name = hostName.rstrip(".").lower()

        def answer(addresses: Sequence[str]) -> None:
            for address in self._let_through(name, addresses, portNumber):
                resolutionReceiver.addressResolved(address)
            resolutionReceiver.resolutionComplete()

        if (known := _known(name)) is not None:
            answer(known)
        else:
            _Pending(self._lookup, name, answer).start(self._timeout)
        return resolution

    def _let_through(self, name: str, addresses: Sequence[str], port: int) -> list[IPv4Address | IPv6Address]:
        passed: dict[str, None] = {}
        reason = None
        for address in addresses:
            if self._policy.is_endpoint(name, port):
                self._policy.note_endpoint(address, port)
                passed[address] = None
                continue
            try:
                self._policy.check_address(address, port)
                passed[address] = None
            except EgressRefused as refused:
                reason = refused.reason
        if reason is not None and not passed:
            self._policy.remember_refusal(name, reason)
        else:
            self._policy.forget_refusal(name)
        four = [IPv4Address("TCP", address, port) for address in passed if ":" not in address]
        six = [IPv6Address("TCP", address, port) for address in passed if ":" in address]
        return four[:ADDRESSES_A_FAMILY] + six[:ADDRESSES_A_FAMILY]


def _known(name: str) -> list[str] | None:
    """The addresses that need no name service: literals, and the names of this machine."""
    try:
        return [str(ip_address(name))]
    except ValueError:
        return ["127.0.0.1"] if name == "localhost" or name.endswith(".localhost") else None


class _Pending:
    """One question under way in a thread of its own, answered once: by the name service or by the time-out.

    The thread is a daemon: the system's lookup cannot be interrupted, and must not keep a stopped crawler alive.
    """

    def __init__(self, lookup: Lookup, name: str, answer: Callable[[Sequence[str]], None]) -> None:
        self._lookup = lookup
        self._name = name
        self._answer = answer
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None

    def start(self, timeout: float) -> None:
        self._timer = self._loop.call_later(timeout, self._settle, ())
        threading.Thread(target=self._ask, name="name-lookup", daemon=True).start()

    def _ask(self) -> None:
        try:
            found: Sequence[str] = self._lookup(self._name)
        except (OSError, UnicodeError):
            found = ()
        with suppress(RuntimeError):  # the loop has closed meanwhile, and nobody waits any more
            self._loop.call_soon_threadsafe(self._settle, found)

    def _settle(self, addresses: Sequence[str]) -> None:
        if self._timer is None:
            return
        self._timer.cancel()
        self._timer = None
        self._answer(addresses)
