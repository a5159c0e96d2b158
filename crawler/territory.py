"""Which addresses one visit may go to. Pure."""

from urllib.parse import urlsplit

from registry.identity import BadAddress, SharedHosts, SiteKey, site_key


class Territory:
    """The site of a visit as a guest sees it: its own key, and other paths of its host unless strangers share it.

    A redirect from `example.org` to `example.org/forum/` stays within the visit; one from `reddit.com/r/a` to
    `reddit.com/r/b` leads to another community.
    """

    def __init__(self, hosts: SharedHosts) -> None:
        self._hosts = hosts

    def same_place(self, one: str, other: str) -> bool:
        """Whether a visit to `one` may look at `other`."""
        first, second = self._key(one), self._key(other)
        if first is None or second is None:
            return _bare_host(one) == _bare_host(other)  # a hosting place's own pages (log-in, consent) have no key
        if first.key == second.key:
            return True
        return first.host_key == second.host_key and not first.shared and not second.shared

    def home_of(self, url: str) -> str | None:
        """The front page of the community an address belongs to, as far as addresses tell; None where they do not."""
        key = self._key(url)
        return key.address if key is not None else None

    def _key(self, url: str) -> SiteKey | None:
        try:
            return site_key(url, self._hosts)
        except BadAddress:
            return None


def _bare_host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return url
