"""Tables of the frontier: hosts, their sites, who named them, how visits ended. Sized for ten million sites."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Float, ForeignKey, Index, Integer, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, BigId, UtcDateTime


class Host(Base):
    """A name and port: holds robots, politeness, opt-out and the lease. Http, https and www. are one."""

    __tablename__ = "host"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(300), unique=True, comment="identity.SiteKey.host_key, e.g. example.org")
    robots_state: Mapped[str | None] = mapped_column(String(20), comment="profile.RobotsReading.state")
    robots_text: Mapped[str | None] = mapped_column(Text, comment="robots.txt as read, 512 KiB at most")
    robots_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when robots.txt was read")
    crawl_delay_s: Mapped[float | None] = mapped_column(Float, comment="seconds asked for by robots.txt, unclamped")
    domain: Mapped[str | None] = mapped_column(
        String(255), index=True, comment="identity.registrable_domain of its key"
    )
    last_response_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="end of the last response")
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="back-off: no visit before")
    failures: Mapped[int] = mapped_column(Integer, server_default="0", comment="visits in a row it did not answer")
    opted_out_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when it told our agent to leave")
    lease_holder: Mapped[str | None] = mapped_column(String(100), comment="the worker that visits it now")
    lease_token: Mapped[int] = mapped_column(BigInteger, server_default="0", comment="fencing: grows with each lease")
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="free for others from then on")
    leased_for: Mapped[int | None] = mapped_column(BigId, comment="the search that its lease was taken for; null: none")
    leased_sites: Mapped[int] = mapped_column(
        Integer, server_default="0",
        comment="sites and lists of that lease: what the search's budget keeps free for them while it lasts",
    )  # fmt: skip

    __table_args__ = (
        Index("ix_host_leased_for", "leased_for", postgresql_where=text("leased_for IS NOT NULL"),
              sqlite_where=text("leased_for IS NOT NULL")),
        Index("ix_host_held", "lease_holder", postgresql_where=text("lease_holder IS NOT NULL"),
              sqlite_where=text("lease_holder IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )  # fmt: skip


class HostDue(Base):
    """When a host is next worth a lease, by purpose: one row a host, so that the queue never walks over its sites."""

    __tablename__ = "host_due"
    host_id: Mapped[int] = mapped_column(ForeignKey("host.id"), primary_key=True, comment="the host")
    discover: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="earliest due site to discover")
    profile: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="earliest due forum to profile")
    verify: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="earliest due check somebody waits for")
    gather: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="earliest due page that names forums")
    value: Mapped[float] = mapped_column(
        Float, server_default="0", comment="best site nobody looked at: chance of a forum; 0: none is left"
    )


UNSEEN = "conclusion IS NULL AND failures = 0 AND next_due IS NOT NULL AND purpose = 'discover'"
"""Which sites nobody looked at yet: those that stand in the queue by value."""


class Site(Base):
    """A host and path prefix that may be one community. Two clocks: last attempt and last success."""

    __tablename__ = "site"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("host.id"), comment="its host")
    key: Mapped[str] = mapped_column(String(400), unique=True, comment="first canonical key; all stand in site_alias")
    address: Mapped[str] = mapped_column(String(2000), comment="the address to fetch")
    kind: Mapped[str] = mapped_column(String(20), server_default="unknown", comment="vocabulary.SiteKind")
    purpose: Mapped[str] = mapped_column(String(20), server_default="discover", comment="purpose of the next visit")
    next_due: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="next visit; null: none is due")
    front_page_only: Mapped[bool] = mapped_column(server_default="0", comment="sensitive: nothing but the front page")
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when its address came in")
    last_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="end of the last visit")
    last_success_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="end of the last visit that read it")
    last_outcome: Mapped[str | None] = mapped_column(String(30), comment="vocabulary.Outcome of the last visit")
    conclusion: Mapped[str | None] = mapped_column(String(30), comment="last outcome that says something of the site")
    failures: Mapped[int] = mapped_column(Integer, server_default="0", comment="visits in a row that failed")
    unchanged: Mapped[int] = mapped_column(Integer, server_default="0", comment="visits in a row with nothing new")
    opted_out_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when its page told our agent to leave")
    value: Mapped[float] = mapped_column(Float, server_default="0", comment="chance that a visit finds a forum, 0 to 1")
    signs: Mapped[str | None] = mapped_column(String(160), comment="all that spoke for it: see registry.focus")
    topic: Mapped[str | None] = mapped_column(String(200), comment="topic that whoever names it speaks for")
    named_by: Mapped[int] = mapped_column(
        BigInteger, server_default="0", comment="a bit for each domain that names it: see focus.places"
    )
    places: Mapped[int] = mapped_column(Integer, server_default="0", comment="domains that name it, as far as counted")
    changes: Mapped[float] = mapped_column(Float, server_default="0", comment="visits that found it changed, ageing")
    days_watched: Mapped[float] = mapped_column(Float, server_default="0", comment="days between those visits, ageing")
    page_print: Mapped[int | None] = mapped_column(
        BigInteger, index=True, comment="fingerprint of its front page's words; null: none was taken"
    )
    boards_print: Mapped[int | None] = mapped_column(
        BigInteger, index=True, comment="fingerprint of its boards' names; null: too few"
    )

    __table_args__ = (
        Index("ix_site_due", "host_id", "purpose", "next_due", postgresql_where=text("next_due IS NOT NULL"),
              sqlite_where=text("next_due IS NOT NULL")),
        Index("ix_site_unseen", "host_id", "value", postgresql_where=text(UNSEEN), sqlite_where=text(UNSEEN)),
        # The few sensitive ones: beside them nothing is read further (`registry.frontier.delving`).
        Index("ix_site_front_page_only", "host_id", postgresql_where=text("front_page_only"),
              sqlite_where=text("front_page_only")),
        Index(None, "host_id"),
        {"sqlite_autoincrement": True},
    )  # fmt: skip


class SiteAlias(Base):
    """Every canonical key a site is known by."""

    __tablename__ = "site_alias"
    key: Mapped[str] = mapped_column(String(400), primary_key=True, comment="canonical key")
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True, comment="the site")
    reason: Mapped[str] = mapped_column(String(20), comment="'canonical', 'front page' or 'redirect'")


class Sighting(Base):
    """Who named a site: a source, and the site that links to it."""

    __tablename__ = "sighting"
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True, comment="the site named")
    source: Mapped[str] = mapped_column(String(40), primary_key=True, comment="'link', 'seeds', 'redirect', ...")
    from_site_id: Mapped[int] = mapped_column(
        BigId, primary_key=True, index=True, comment="the site that names it; 0 when it was no site"
    )
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="first time")
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="last time, to the week")
    signs: Mapped[str | None] = mapped_column(
        String(160), comment="what spoke for it, in our words: see registry.focus"
    )
    topic: Mapped[str | None] = mapped_column(String(200), comment="topic its words or the page around them speak for")


class PrivateText(Base):
    """Words that members may have written: for assessing only, never published, exported, logged or searchable."""

    __tablename__ = "private_text"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), comment="the site it tells of")
    from_site_id: Mapped[int] = mapped_column(BigId, index=True, comment="the site on whose page it stood; 0: none")
    kind: Mapped[str] = mapped_column(String(20), comment="'thread_title' or 'link_words'")
    words: Mapped[str] = mapped_column(String(300), comment="the words")
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, comment="deleted then: 30 days at most")

    __table_args__ = (Index(None, "site_id", "kind"),)


FOUND_BY_SEARCH = "outcome IN ('profiled', 'login_wall') AND discovery_id IS NOT NULL"
"""Which visits stand in the index by search: those that read a forum."""


class Visit(Base):
    """One bounded look at one site and how it ended. Rolled up into visit_month after 90 days."""

    __tablename__ = "visit"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), comment="the site")
    purpose: Mapped[str] = mapped_column(String(20), comment="vocabulary.Purpose")
    outcome: Mapped[str] = mapped_column(String(30), comment="vocabulary.Outcome")
    discovery_id: Mapped[int | None] = mapped_column(BigId, comment="the search it was made for")
    detail: Mapped[str] = mapped_column(String(300), comment="the outcome in words, no page text")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="first request")
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, comment="end of the visit")
    pages: Mapped[int] = mapped_column(SmallInteger, comment="pages read, robots.txt not counted")
    bytes_read: Mapped[int] = mapped_column(BigInteger, comment="bytes of bodies")

    __table_args__ = (
        Index(None, "site_id", "ended_at"),
        Index("ix_visit_discovery_id", "discovery_id", "id", postgresql_where=text(FOUND_BY_SEARCH),
              sqlite_where=text(FOUND_BY_SEARCH)),
        CheckConstraint("pages >= 0", name="pages"),
        {"sqlite_autoincrement": True},
    )  # fmt: skip


class VisitMonth(Base):
    """Visits of one site in one month, by outcome: what is kept of old visits."""

    __tablename__ = "visit_month"
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True, comment="the site")
    month: Mapped[str] = mapped_column(String(7), primary_key=True, comment="YYYY-MM, UTC")
    outcome: Mapped[str] = mapped_column(String(30), primary_key=True, comment="vocabulary.Outcome")
    visits: Mapped[int] = mapped_column(Integer, comment="how many")
    pages: Mapped[int] = mapped_column(BigInteger, comment="pages read")


Index(
    "ix_host_due_value", HostDue.__table__.c.value.desc(), HostDue.__table__.c.host_id,
    postgresql_where=text("value > 0"), sqlite_where=text("value > 0"),
)  # fmt: skip
for _purpose in ("discover", "profile", "verify", "gather"):
    _set = f"{_purpose} IS NOT NULL"
    Index(
        f"ix_host_due_{_purpose}", HostDue.__table__.c[_purpose], postgresql_where=text(_set), sqlite_where=text(_set)
    )
