"""Whether this machine is on the network at all, decided on the first names that are, or are not, found."""

import queue
import threading
import time
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from crawler.resolver import Lookup, system_lookup
from registry.addresses import is_public

MOST_ASKED = 8
"""Names asked at once: when none of so many unrelated names is found, it is not the sites' fault."""


def network_reachable(addresses: Iterable[str], timeout: float = 15.0, lookup: Lookup = system_lookup) -> bool:
    """True as soon as one host of these web addresses has a public network address; False when the first 8 of them
    have none, or after `timeout` seconds. Asks the name service only.
    """
    names = list(dict.fromkeys(host for address in addresses if (host := urlsplit(address).hostname)))[:MOST_ASKED]
    answers: queue.SimpleQueue[bool] = queue.SimpleQueue()

    def ask(name: str) -> None:
        try:
            found = lookup(name)
        except (OSError, UnicodeError):
            found = []
        answers.put(any(is_public(ip_address(address.partition("%")[0])) for address in found))

    for name in names:
        threading.Thread(target=ask, args=(name,), name="network-check", daemon=True).start()
    end = time.monotonic() + timeout
    for _ in names:
        try:
            if answers.get(timeout=max(0.0, end - time.monotonic())):
                return True
        except queue.Empty:
            return False
    return False
