"""Words of the page that shows how the crawl stands: why a site is visited, and how a visit ended."""

from registry.vocabulary import Outcome, Purpose

PURPOSES = {
    Purpose.VERIFY: "Checks that somebody waits for",
    Purpose.PROFILE: "Forums to be read again",
    Purpose.GATHER: "Pages that name forums",
    Purpose.DISCOVER: "Websites that may hold a forum",
}

OUTCOMES = {
    Outcome.PROFILED: "a forum was read",
    Outcome.NOT_A_FORUM: "no forum",
    Outcome.UNSURE: "too few signs of a forum",
    Outcome.PARKED: "nobody uses the name",
    Outcome.COPY: "a forum known by another address",
    Outcome.LOGIN_WALL: "shown to its members only",
    Outcome.BLOCKED: "our visitor was not let in",
    Outcome.ROBOTS_REFUSED: "robots.txt keeps us out",
    Outcome.ROBOTS_UNREACHABLE: "robots.txt could not be read, so we kept out",
    Outcome.OPTED_OUT: "the website asks us to leave",
    Outcome.REMOVED: "removed from the registry",
    Outcome.MOVED: "moved to another address",
    Outcome.DNS_FAILED: "its name leads nowhere",
    Outcome.CONNECTION_FAILED: "no connection",
    Outcome.TLS_FAILED: "no secure connection",
    Outcome.TIMED_OUT: "no answer in time",
    Outcome.TOO_LARGE: "a page too large",
    Outcome.TOO_MANY_REDIRECTS: "redirected too often",
    Outcome.EGRESS_REFUSED: "no public address",
    Outcome.RATE_LIMITED: "asked to wait",
    Outcome.ACCESS_DENIED: "access denied",
    Outcome.GONE: "the page is gone",
    Outcome.SERVER_ERROR: "an error of the website",
    Outcome.UNREADABLE: "a page that cannot be read",
    Outcome.GATHERED: "a page that names forums was read",
    Outcome.UNCHANGED: "the same as last time",
    Outcome.QUOTA_USED: "the search engine gives no more answers for now",
    Outcome.KEY_REFUSED: "the search engine does not know us",
    Outcome.INTERRUPTED: "interrupted by us, and to be made again",
    Outcome.FAILED: "a mistake of ours",
}
