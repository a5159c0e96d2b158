"""The closed lists of the project: every word that is stored, published or compared stands here once."""

from enum import StrEnum


class Standing(StrEnum):
    """Where a forum stands. Who is public is decided in `registry.catalogue.listing` alone."""

    CANDIDATE = "candidate"  # found, not decided on, not public
    LISTED = "listed"
    DORMANT = "dormant"  # listed, unreachable or silent for long; still public, marked so
    CLOSED = "closed"  # listed once, gone from the web; public as history
    WITHDRAWN = "withdrawn"  # left at its own request
    REFUSED = "refused"  # a person decided against listing
    MERGED = "merged"  # one community with another forum; answers with its address


class Outcome(StrEnum):
    """How a visit ended. Every visit ends in exactly one of these."""

    PROFILED = "profiled"  # a forum was read
    NOT_A_FORUM = "not_a_forum"
    UNSURE = "unsure"  # some signs of a forum, too few to say
    PARKED = "parked"  # nobody uses the name: it is for sale, or a server's own page stands there
    COPY = "copy"  # shows the forum of another address, under which it is known
    LOGIN_WALL = "login_wall"  # a forum that shows nothing to guests
    BLOCKED = "blocked"  # challenge page, closed or banning board
    ROBOTS_REFUSED = "robots_refused"  # `User-agent: *` keeps us out: not crawled
    ROBOTS_UNREACHABLE = "robots_unreachable"  # 5xx, time-out, reset: we keep out
    OPTED_OUT = "opted_out"  # a robots group or meta tag names our agent: leave
    REMOVED = "removed"  # a tombstone stands for this address
    MOVED = "moved"  # redirected to another site, which was sighted
    DNS_FAILED = "dns_failed"
    CONNECTION_FAILED = "connection_failed"  # refused, reset, closed early, garbage
    TLS_FAILED = "tls_failed"  # certificate or handshake
    TIMED_OUT = "timed_out"
    TOO_LARGE = "too_large"  # body over the limit, bombs included
    TOO_MANY_REDIRECTS = "too_many_redirects"  # loops and self-redirects included
    EGRESS_REFUSED = "egress_refused"  # not a public address, port or scheme
    RATE_LIMITED = "rate_limited"  # 429, or asked to wait longer than we can
    ACCESS_DENIED = "access_denied"  # 401, 403 and other 4xx
    GONE = "gone"  # 404, 410
    SERVER_ERROR = "server_error"  # 5xx
    UNREADABLE = "unreadable"  # not HTML, or markup made to hurt
    GATHERED = "gathered"  # a page that names forums was read
    UNCHANGED = "unchanged"  # the same page as last time, by the server's word
    QUOTA_USED = "quota_used"  # the search engine gives no more answers for now
    KEY_REFUSED = "key_refused"  # the search engine does not know the operator's key
    INTERRUPTED = "interrupted"  # stopped by the operator; due again at once
    FAILED = "failed"  # our own mistake, logged with its traceback


class Source(StrEnum):
    """Who says so."""

    OBSERVED = "observed"
    DECLARED = "declared"  # by the forum's owner
    EDITED = "edited"  # by the registry's people
    IMPORTED = "imported"


class Stance(StrEnum):
    """A forum's answer to officials, asked twice: may they take part, may they read for insight."""

    WELCOME = "welcome"
    ASK_FIRST = "ask_first"
    INFORMATION_ONLY = "information_only"
    NOT_WELCOME = "not_welcome"
    UNKNOWN = "unknown"  # is not consent


class ActivityTier(StrEnum):
    """Activity in kind words; the formula is in `registry.assess.activity`."""

    BUSY = "busy"
    STEADY = "steady"
    QUIET = "quiet"
    DORMANT = "dormant"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How exactly a page stated a time."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class ForumKind(StrEnum):
    """What sort of community it is."""

    FORUM = "forum"
    GROUP = "group"
    LIST = "list"
    QUESTIONS = "questions_and_answers"
    CHAT = "chat"
    BLOG_COMMUNITY = "blog_community"


class RegionKind(StrEnum):
    """Levels of place, widest first."""

    COUNTRY = "country"
    NATION = "nation"
    REGION = "region"
    LOCAL = "local"


class ChangeKind(StrEnum):
    """What happened to a forum in public."""

    ADDED = "added"
    CHANGED = "changed"
    MERGED = "merged"
    REMOVED = "removed"  # carries no content


class Purpose(StrEnum):
    """Why a site is visited: one per spider."""

    DISCOVER = "discover"  # is it a forum?
    PROFILE = "profile"  # a known forum that is due
    VERIFY = "verify"  # a proof or a check that somebody waits for
    GATHER = "gather"  # a page that names forums: a directory, a sitemap, a search


class DiscoveryState(StrEnum):
    """Where a search for the forums of one topic stands."""

    ASKED = "asked"  # waits for an operator
    RUNNING = "running"  # workers lease by it
    DONE = "done"  # its budget is used, or nothing is left
    STOPPED = "stopped"  # by an operator
    REFUSED = "refused"  # an operator decided against it


class DoubtKind(StrEnum):
    """What a program cannot decide about two sites, or one, and a person has to."""

    SAME = "same"  # two addresses may be one community
    MOVED = "moved"  # a known forum sends its visitors to another address
    COPY = "copy"  # it may only copy another site
    UNSURE = "unsure"  # a forum or not?


class NoticeKind(StrEnum):
    """What is told about a listed forum before and when its standing changes by itself."""

    UNREACHABLE = "unreachable"  # will be marked dormant on a day that is named
    DORMANT = "dormant"  # was; will be marked closed on a day that is named
    CLOSING = "closing"  # the same day, told again a month before
    CLOSED = "closed"
    BACK = "back"  # answers again


class AbsenceStage(StrEnum):
    """How far the absence of a listed forum has come: see `registry.catalogue.absence`."""

    COUNTED = "counted"  # visits fail; nobody was told yet
    TOLD = "told"  # it will be marked dormant on a day that is named
    DORMANT = "dormant"  # it was
    CLOSING = "closing"  # told again that it will be marked closed on a day that is named
    CLOSED = "closed"  # it was


class SiteKind(StrEnum):
    """What is known of a site of the frontier."""

    UNKNOWN = "unknown"
    FORUM = "forum"
    NOT_A_FORUM = "not_a_forum"


class Sort(StrEnum):
    """Orders of the public list."""

    RELEVANCE = "relevance"
    ACTIVITY = "activity"
    SIZE = "size"
    MAJOR = "major"  # within one topic or place only: see registry.catalogue.major
    NAME = "name"
    NEWEST = "newest"
    UPDATED = "updated"


class GapKind(StrEnum):
    """In what a list of forums may lack: see `registry.catalogue.coverage`."""

    TOPIC = "topic"  # a narrower topic
    PLACE = "place"  # a nation, region or, for bodies of a place, a council
    POLICY_AREA = "policy_area"  # one of the widest topics, for bodies of a place
    AUDIENCE = "audience"
    LANGUAGE = "language"
    STANCE = "stance"


class Covered(StrEnum):
    """How well forums of the list cover something, the barest first."""

    NONE = "none"  # no forum
    WIDER_ONLY = "wider_only"  # none of its own; forums of a wider topic or place may serve it in part
    SILENT_ONLY = "silent_only"  # only dormant or closed ones, or such without a post for a year
    ONE = "one"  # one in use
    SEVERAL = "several"  # two or more in use: no gap


class SizeClass(StrEnum):
    """Sizes of forums by their members; the bounds stand in `registry.catalogue.coverage_sizes`."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    VERY_LARGE = "very_large"


class Spread(StrEnum):
    """Whether only the biggest forums were chosen."""

    ONLY_LARGE = "only_large"
    MOSTLY_LARGE = "mostly_large"
    MIXED = "mixed"
    MOSTLY_SMALL = "mostly_small"
