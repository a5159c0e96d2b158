"""Which network addresses belong to the public internet. Pure: tables and one question.

The tables are IANA's special-purpose registries, shipped here because the standard library's `is_global` is
wrong for us (Python 3.11 calls NAT64, 6to4, 192.0.0.192 and multicast global) and changes between versions.
Read on 2026-11-20 from:
- https://www.iana.org/assignments/iana-ipv4-special-registry/
- https://www.iana.org/assignments/iana-ipv6-special-registry/
- https://www.iana.org/assignments/multicast-addresses/ and .../ipv6-address-space/
"""

from bisect import bisect_right
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

IpAddress = IPv4Address | IPv6Address
IpNetwork = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class SpecialBlock:
    """A block of addresses that is no place for a public website, and what it is for."""

    network: IpNetwork
    name: str


# Blocks the registries call globally reachable are left out here where a website could be behind them (the
# AS112 name servers 192.31.196.0/24, 192.175.48.0/24, 2620:4f:8000::/48). Kept in although "reachable": the two
# anycast services inside 192.0.0.0/24 and all of 2001::/23, which never carry a website; and the translators
# (NAT64, 6to4, Teredo, IPv4-mapped), behind which any internal IPv4 address can be named.
_IPV4 = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private use"),
    ("100.64.0.0/10", "shared address space of providers"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link local"),
    ("172.16.0.0/12", "private use"),
    ("192.0.0.0/24", "IETF protocol assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.52.193.0/24", "multicast tunnelling (AMT)"),
    ("192.88.99.0/24", "6to4 relay anycast"),
    ("192.168.0.0/16", "private use"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved, and limited broadcast"),
)

# Only 2000::/3 is allocated as global unicast; every other part of IPv6 is named below so that a refusal can
# say what the address is, and a gap in this table still refuses (see `special_block`).
_IPV6 = (
    ("::/96", "unspecified, loopback and IPv4-compatible"),
    ("::ffff:0:0/96", "IPv4-mapped"),
    ("64:ff9b::/96", "NAT64 translation"),
    ("64:ff9b:1::/48", "NAT64 translation, local use"),
    ("100::/64", "discard only"),
    ("100:0:0:1::/64", "dummy prefix"),
    ("2001::/23", "IETF protocol assignments (Teredo, benchmarking, ORCHID)"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4"),
    ("3fff::/20", "documentation"),
    ("5f00::/16", "segment routing"),
    ("fc00::/7", "unique local"),
    ("fe80::/10", "link local"),
    ("fec0::/10", "site local"),
    ("ff00::/8", "multicast"),
)

SPECIAL_BLOCKS: tuple[SpecialBlock, ...] = tuple(
    [SpecialBlock(IPv4Network(block), name) for block, name in _IPV4]
    + [SpecialBlock(IPv6Network(block), name) for block, name in _IPV6]
)
"""Every block that `is_public` refuses by name. Blocks of one family never overlap."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_UNALLOCATED = SpecialBlock(IPv6Network("::/0"), "outside the allocated global unicast addresses")


@dataclass(frozen=True, slots=True)
class _Index:
    """The blocks of one family by their first address, for a binary search."""

    starts: tuple[int, ...]
    blocks: tuple[SpecialBlock, ...]

    def find(self, ip: IpAddress) -> SpecialBlock | None:
        position = bisect_right(self.starts, int(ip)) - 1
        if position < 0 or ip not in self.blocks[position].network:
            return None
        return self.blocks[position]


def _index(version: int) -> _Index:
    ours = [block for block in SPECIAL_BLOCKS if block.network.version == version]
    blocks = tuple(sorted(ours, key=lambda block: int(block.network.network_address)))
    return _Index(tuple(int(block.network.network_address) for block in blocks), blocks)


_BY_VERSION = {4: _index(4), 6: _index(6)}


def special_block(ip: IpAddress | str) -> SpecialBlock | None:
    """The block that keeps `ip` from being a public address, or None when it is public.

    Raises ValueError when `ip` is a string that is no address in the one standard notation of its family
    (so "127.1", "0177.0.0.1" and "2130706433" are refused rather than guessed at).
    """
    address = ip_address(ip) if isinstance(ip, str) else ip
    found = _BY_VERSION[address.version].find(address)
    if found is not None or isinstance(address, IPv4Address):
        return found
    if address.scope_id is not None or address not in _GLOBAL_UNICAST:
        return _UNALLOCATED
    return None


def is_public(ip: IpAddress | str) -> bool:
    """Whether a website of the public internet can stand at this address. Raises like `special_block`."""
    return special_block(ip) is None
