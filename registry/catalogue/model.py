"""Tables of the catalogue: forums, what the public sees of them, and what they are filed under."""

from datetime import datetime
from typing import Any

from sqlalchemy import Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, BigId, Document, UtcDateTime


class Forum(Base):
    """A community. The row stays for ever, so that its public id is never used again; its content may go."""

    __tablename__ = "forum"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(64), unique=True, comment="the id the public uses; never reused")
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), unique=True, comment="its site; null: removed")
    standing: Mapped[str] = mapped_column(String(20), comment="vocabulary.Standing, written by lifecycle alone")
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("forum.id"), index=True, comment="the forum it became")
    sensitive: Mapped[str | None] = mapped_column(String(80), comment="why special rules hold; null: none is known")
    sensitive_consent: Mapped[str | None] = mapped_column(
        String(300), comment="the owner's consent, or a second person's written reason, to list a sensitive forum"
    )
    named_in: Mapped[str | None] = mapped_column(String(500), comment="public page or file that names the forum")
    taking_part: Mapped[str] = mapped_column(String(20), server_default="unknown", comment="vocabulary.Stance")
    reading: Mapped[str] = mapped_column(String(20), server_default="unknown", comment="vocabulary.Stance")
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when the registry learnt of it")
    listed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when it was first listed")
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when its people were told of the listing")
    told_how: Mapped[str | None] = mapped_column(String(120), comment="how, such as 'letter to its contact page'")
    stance_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="when its people said how officials may take part"
    )
    stance_said: Mapped[str | None] = mapped_column(String(200), comment="what was said, in short; published")
    stance_source: Mapped[str | None] = mapped_column(String(20), comment="vocabulary.Source")
    weight: Mapped[float] = mapped_column(Float, server_default="1", comment="see frontier.schedule.weight_of")

    __table_args__ = (Index(None, "standing", "id"),)


class CardRow(Base):
    """A forum's card as the public index reads it. Forums that are not public have one too, for moderators."""

    __tablename__ = "card"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True, comment="the forum")
    document: Mapped[dict[str, Any]] = mapped_column(Document, comment="catalogue.card.Card as JSON")
    digest: Mapped[str] = mapped_column(String(64), comment="fingerprint of what is so: card.Card.digest()")
    published: Mapped[str | None] = mapped_column(String(64), comment="digest of what the public sees; null: nothing")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when what is so last changed")


class AssessmentRow(Base):
    """The judgement on a forum beside its topics and places, as `assess` gave it last."""

    __tablename__ = "assessment"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True, comment="the forum")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it was judged")
    document: Mapped[dict[str, Any]] = mapped_column(Document, comment="the rest of assess.Assessment.as_json()")
    activity: Mapped[dict[str, Any]] = mapped_column(Document, comment="catalogue.card.CardActivity as JSON")
    judged_by: Mapped[str | None] = mapped_column(
        String(40), index=True, comment="assess.rules.Rules.name: fingerprints of topics and code; null: not noted then"
    )
    heard: Mapped[dict[str, Any] | None] = mapped_column(
        Document, comment="private: titles read, and our own phrases in them, as assess.Heard; null: not noted then"
    )


class Topic(Base):
    """A topic of the GOV.UK taxonomy, or one that seeds/topics.toml adds."""

    __tablename__ = "topic"
    path: Mapped[str] = mapped_column(String(200), primary_key=True, comment="such as /housing-local-and-community")
    title: Mapped[str] = mapped_column(String(200), comment="in the public's words")
    level: Mapped[int] = mapped_column(Integer, comment="1 is the widest")
    parent: Mapped[str | None] = mapped_column(String(200), index=True, comment="path of the wider topic")


class Region(Base):
    """A place: country, nation, region, or local (council, county, town, island)."""

    __tablename__ = "region"
    code: Mapped[str] = mapped_column(String(20), primary_key=True, comment="GSS code, ISO 3166 for countries, or ours")
    name: Mapped[str] = mapped_column(String(200), comment="in English")
    kind: Mapped[str] = mapped_column(String(20), comment="vocabulary.RegionKind")
    parent: Mapped[str | None] = mapped_column(String(20), index=True, comment="code of the wider place")
    country: Mapped[str] = mapped_column(String(2), comment="ISO 3166-1 alpha-2")
    population: Mapped[int | None] = mapped_column(Integer, comment="residents, where the source says")


class Organisation(Base):
    """A department, agency or council."""

    __tablename__ = "organisation"
    slug: Mapped[str] = mapped_column(String(120), primary_key=True, comment="as in its GOV.UK address")
    name: Mapped[str] = mapped_column(String(200), comment="its full name")
    abbreviation: Mapped[str | None] = mapped_column(String(30), comment="such as DWP")
    kind: Mapped[str] = mapped_column(String(40), comment="department, agency, council ...")
    website: Mapped[str | None] = mapped_column(String(500), comment="http(s) address")
    region: Mapped[str | None] = mapped_column(String(20), index=True, comment="code of the place it serves")
    parent: Mapped[str | None] = mapped_column(String(120), comment="slug of the organisation above it")
    details: Mapped[dict[str, Any]] = mapped_column(Document, comment="mail domains, source, what else the seeds say")


class OrganisationTopic(Base):
    """What an organisation is responsible for."""

    __tablename__ = "organisation_topic"
    slug: Mapped[str] = mapped_column(ForeignKey("organisation.slug"), primary_key=True, comment="the organisation")
    topic: Mapped[str] = mapped_column(String(200), primary_key=True, index=True, comment="path of the topic")


class ForumTopic(Base):
    """A topic of a forum, by who says so."""

    __tablename__ = "forum_topic"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True, comment="the forum")
    source: Mapped[str] = mapped_column(String(20), primary_key=True, comment="vocabulary.Source; observed: assessed")
    topic: Mapped[str] = mapped_column(String(200), primary_key=True, index=True, comment="path of the topic")
    rank: Mapped[int] = mapped_column(Integer, comment="0 is the best")
    score: Mapped[float] = mapped_column(Float, comment="0 to 1")
    evidence: Mapped[list[str]] = mapped_column(Document, comment="phrases and where they stood; quotes no member")


class ForumRegion(Base):
    """A place of a forum, by who says so."""

    __tablename__ = "forum_region"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True, comment="the forum")
    source: Mapped[str] = mapped_column(String(20), primary_key=True, comment="vocabulary.Source; observed: assessed")
    region: Mapped[str] = mapped_column(String(20), primary_key=True, index=True, comment="code of the place")
    name: Mapped[str] = mapped_column(String(200), comment="its name")
    kind: Mapped[str] = mapped_column(String(20), comment="vocabulary.RegionKind")
    rank: Mapped[int] = mapped_column(Integer, comment="0 is the best")
    score: Mapped[float] = mapped_column(Float, comment="0 to 1")
    evidence: Mapped[list[str]] = mapped_column(Document, comment="phrases and where they stood; quotes no member")


class ForumOrganisation(Base):
    """An organisation in whose area a forum is, by who says so."""

    __tablename__ = "forum_organisation"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True, comment="the forum")
    slug: Mapped[str] = mapped_column(String(120), primary_key=True, index=True, comment="the organisation")
    source: Mapped[str] = mapped_column(String(20), comment="vocabulary.Source")


class SeedState(Base):
    """What was loaded from a seed file, so that loading the same file again costs and changes nothing."""

    __tablename__ = "seed_state"
    file: Mapped[str] = mapped_column(String(200), primary_key=True, comment="name within the seeds folder")
    digest: Mapped[str] = mapped_column(String(64), comment="sha256 of the file as loaded")
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it was loaded")
    report: Mapped[str | None] = mapped_column(Text, comment="what loading it said")


class Absence(Base):
    """A public forum that cannot be reached: since when, who was told, and what comes next if it stays away."""

    __tablename__ = "absence"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True, comment="the forum")
    since: Mapped[datetime] = mapped_column(UtcDateTime, comment="the first visit in a row that did not reach it")
    attempts: Mapped[int] = mapped_column(Integer, comment="visits that did not reach it")
    days: Mapped[int] = mapped_column(Integer, comment="days, by UTC, on which there was such a visit")
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="the last of them")
    why: Mapped[str] = mapped_column(String(30), comment="vocabulary.Outcome of the last one")
    stage: Mapped[str] = mapped_column(String(20), comment="vocabulary.AbsenceStage")
    told_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="when its owner and departments were last told"
    )
    named_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="start of the day they were told it will be marked"
    )
    next_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, index=True, comment="when the next step is due, not before; null: none is"
    )


class Notice(Base):
    """Something an owner or an organisation is told about a forum: shown to them, and sent where there is a way."""

    __tablename__ = "notice"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), index=True, comment="the forum")
    kind: Mapped[str] = mapped_column(String(20), comment="vocabulary.NoticeKind")
    recipient: Mapped[str] = mapped_column(String(140), comment="'owner', or 'organisation:' and its slug")
    since: Mapped[datetime] = mapped_column(UtcDateTime, comment="absence.since: one notice of a kind for each absence")
    told_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, comment="when it was made known")
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="the day it names; null: none")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="when it left by mail or webhook; null: not")

    __table_args__ = (UniqueConstraint("forum_id", "kind", "recipient", "since", name="uq_notice_once"),)


class Doubt(Base):
    """A question about sites that a person decides: with its evidence, once for each pair."""

    __tablename__ = "doubt"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), comment="vocabulary.DoubtKind")
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), comment="the site in question")
    other_site_id: Mapped[int] = mapped_column(
        BigId, server_default="0", index=True, comment="the site beside it; 0: none"
    )
    evidence: Mapped[list[str]] = mapped_column(Document, comment="what speaks for it, in our words")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when it came up")
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when a visit last said the same")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, comment="when; null: it is open")
    decided_by: Mapped[str | None] = mapped_column(String(120), comment="who")
    decision: Mapped[str | None] = mapped_column(String(20), comment="'same', 'different', 'forum', 'no_forum'")
    reason: Mapped[str | None] = mapped_column(String(300), comment="why, in their words")

    __table_args__ = (UniqueConstraint("site_id", "kind", "other_site_id", name="uq_doubt_once"),)
