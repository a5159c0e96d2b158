"""The domain that somebody registered: what all hosts of one provider have in common."""

import ipaddress
from functools import cache, lru_cache

from tldextract import TLDExtract

LONGEST_DOMAIN = 255


@lru_cache(maxsize=8192)  # asked of the same hosts at each visit and for each link
def registrable_domain(host_key: str) -> str:
    """The registered domain of a host key (`SiteKey.host_key`): `a.b.example.co.uk:8080` is of `example.co.uk`.

    Public suffixes of providers count as ordinary names, so that all communities of one hosting place have one domain.
    An IP address, and a name that has none, is its own domain. Never raises; nothing is fetched.
    """
    name = host_key[1:].partition("]")[0] if host_key.startswith("[") else host_key.partition(":")[0]
    if _is_address(name):
        return name
    found = _suffixes()(name)
    domain = f"{found.domain}.{found.suffix}" if found.domain and found.suffix else name
    return domain[:LONGEST_DOMAIN]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


@cache
def _suffixes() -> TLDExtract:
    """The list that comes with the library; `localhost` is a suffix, for the sample web."""
    return TLDExtract(
        suffix_list_urls=(), cache_dir=None, include_psl_private_domains=False, extra_suffixes=("localhost",)
    )
