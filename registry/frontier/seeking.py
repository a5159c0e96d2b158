"""Tables of the search for forums nobody listed: domains, pages that name forums, searches by topic, what is learnt."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Float, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, BigId, Document, UtcDateTime


class Domain(Base):
    """A registered domain: what all hosts of one provider, or one farm, have in common."""

    __tablename__ = "domain"
    name: Mapped[str] = mapped_column(String(255), primary_key=True, comment="identity.registrable_domain")
    hosts: Mapped[int] = mapped_column(Integer, server_default="0", comment="hosts of it that are known")
    tried: Mapped[int] = mapped_column(Integer, server_default="0", comment="sites of it that were looked at")
    forums: Mapped[int] = mapped_column(Integer, server_default="0", comment="those of them that are forums")
    barred_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when it was seen to be a farm or parked")
    barred_why: Mapped[str | None] = mapped_column(String(200), comment="the rule and its figures, in words")


class HostTopic(Base):
    """What a host's unvisited sites promise for one of the widest topics: the queue of a search by topic."""

    __tablename__ = "host_topic"
    topic: Mapped[str] = mapped_column(String(200), primary_key=True, comment="path of level 1")
    host_id: Mapped[int] = mapped_column(ForeignKey("host.id"), primary_key=True, index=True, comment="the host")
    value: Mapped[float] = mapped_column(
        Float, comment="the best of its sites: chance of a forum of that topic, 0 to 1"
    )


_TOPICS = HostTopic.__table__.c
Index("ix_host_topic_topic_value", _TOPICS.topic, _TOPICS.value.desc(), _TOPICS.host_id)


class Fruit(Base):
    """What came of sites that one sign spoke for: learnt by all workers, bounded where it is used."""

    __tablename__ = "fruit"
    sign: Mapped[str] = mapped_column(
        String(120), primary_key=True, comment="such as source:link, shape:phpbb, from:17"
    )
    tried: Mapped[int] = mapped_column(BigInteger, server_default="0", comment="sites looked at")
    forums: Mapped[int] = mapped_column(BigInteger, server_default="0", comment="those that are forums")


class Discovery(Base):
    """A search for the forums of one topic: who asked, what it may cost, what came of it."""

    __tablename__ = "discovery"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    topic: Mapped[str] = mapped_column(String(200), index=True, comment="path of the topic looked for")
    asked_by: Mapped[str] = mapped_column(String(120), comment="operator's name, 'a page of the service' ...")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when")
    state: Mapped[str] = mapped_column(String(20), index=True, comment="vocabulary.DiscoveryState")
    most_sites: Mapped[int] = mapped_column(Integer, comment="sites it may look at")
    most_pages: Mapped[int] = mapped_column(Integer, comment="pages it may ask for")
    sites: Mapped[int] = mapped_column(Integer, server_default="0", comment="sites looked at for it")
    pages: Mapped[int] = mapped_column(Integer, server_default="0", comment="pages asked for, lists of forums included")
    forums: Mapped[int] = mapped_column(Integer, server_default="0", comment="forums found that were not known before")
    of_topic: Mapped[int] = mapped_column(Integer, server_default="0", comment="those of them that are of the topic")
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="its first visit or list")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when it ended")
    ended_why: Mapped[str | None] = mapped_column(String(200), comment="in words: the budget, nothing left, stopped by")

    __table_args__ = (
        Index("uq_discovery_open", "topic", unique=True, postgresql_where=text("state IN ('asked', 'running')"),
              sqlite_where=text("state IN ('asked', 'running')")),
    )  # fmt: skip


DEEP = "site_id IS NOT NULL AND next_due IS NOT NULL"
"""Which readings of boards and threads stand in the queue of their own (`registry.frontier.delving`)."""


class Gathering(Base):
    """A page or answer that names forums, read again and again: a directory, a sitemap, a search, another registry."""

    __tablename__ = "gathering"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True, comment="sha256 of kind and address or question")
    kind: Mapped[str] = mapped_column(String(20), comment="name of the module of crawler.sources that reads it")
    address: Mapped[str] = mapped_column(String(2000), comment="what to fetch; of a search: the question in words")
    host_id: Mapped[int | None] = mapped_column(
        ForeignKey("host.id"), index=True, comment="null: the operator's engine"
    )
    origin: Mapped[str] = mapped_column(String(40), comment="'directories', 'organisations', 'topics', 'operator' ...")
    topic: Mapped[str | None] = mapped_column(String(200), index=True, comment="the topic it speaks for; null: any")
    region: Mapped[str | None] = mapped_column(String(20), comment="code of the place it speaks for; null: any")
    discovery_id: Mapped[int | None] = mapped_column(BigId, index=True, comment="the search that asked for it")
    next_due: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="next reading; null: none is due")
    lease_holder: Mapped[str | None] = mapped_column(String(100), comment="of one without host: the worker that asks")
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="of one without host: end of its lease")
    last_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="end of the last reading")
    last_success_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="end of the last that was read")
    last_outcome: Mapped[str | None] = mapped_column(String(30), comment="vocabulary.Outcome")
    last_detail: Mapped[str | None] = mapped_column(String(300), comment="the outcome in words, no page text")
    failures: Mapped[int] = mapped_column(Integer, server_default="0", comment="readings in a row that failed")
    unchanged: Mapped[int] = mapped_column(Integer, server_default="0", comment="readings in a row that named none new")
    named: Mapped[int] = mapped_column(Integer, server_default="0", comment="addresses the last reading named")
    added: Mapped[int] = mapped_column(Integer, server_default="0", comment="sites it was the first to name, in all")
    refused: Mapped[int] = mapped_column(Integer, server_default="0", comment="addresses of the last that were no site")
    validators: Mapped[dict[str, Any] | None] = mapped_column(Document, comment="ETag and Last-Modified, to ask again")
    site_id: Mapped[int | None] = mapped_column(
        ForeignKey("site.id"), index=True, comment="the forum whose boards and threads are read; null: another page"
    )
    value: Mapped[float] = mapped_column(
        Float, server_default="0", comment="forums nobody knows that a page of its next reading is expected to name"
    )

    __table_args__ = (
        Index("ix_gathering_deep", "next_due", postgresql_where=text(DEEP), sqlite_where=text(DEEP)),
        # Those of a host come with its lease: only questions to search engines are looked for here.
        Index("ix_gathering_due", "next_due", postgresql_where=text("host_id IS NULL AND next_due IS NOT NULL"),
              sqlite_where=text("host_id IS NULL AND next_due IS NOT NULL")),
        Index("ix_gathering_asked", "last_attempt_at", postgresql_where=text("host_id IS NULL"),
              sqlite_where=text("host_id IS NULL")),
    )  # fmt: skip


class Worker(Base):
    """A crawling process: what it says of itself with each heartbeat. Kept for a week after its last one."""

    __tablename__ = "worker"
    name: Mapped[str] = mapped_column(String(100), primary_key=True, comment="host.lease_holder")
    version: Mapped[str] = mapped_column(String(40), comment="of the program")
    purposes: Mapped[str] = mapped_column(String(80), comment="what it visits, with commas between")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it began")
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, comment="its last heartbeat")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when it stopped in order; null: it has not")
    visits: Mapped[int] = mapped_column(BigInteger, server_default="0", comment="visits that ended")
    pages: Mapped[int] = mapped_column(BigInteger, server_default="0", comment="pages read")
    bytes_read: Mapped[int] = mapped_column(BigInteger, server_default="0", comment="bytes of bodies")
    forums: Mapped[int] = mapped_column(BigInteger, server_default="0", comment="forums read")
    hosts_held: Mapped[int] = mapped_column(Integer, server_default="0", comment="hosts under its leases")
    cpu_s: Mapped[float] = mapped_column(Float, server_default="0", comment="seconds of CPU used")
    rss_bytes: Mapped[int] = mapped_column(BigInteger, server_default="0", comment="memory it holds")
    descriptors: Mapped[int] = mapped_column(Integer, server_default="0", comment="open files and connections")
