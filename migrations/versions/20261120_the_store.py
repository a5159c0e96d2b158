"""The store: frontier, evidence, history and catalogue."""

import secrets

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON(none_as_null=True)

revision = "20261120_store"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("seq", ID, autoincrement=False, nullable=False, comment="order of commits, no gaps"),
        sa.Column("at", TIME, nullable=False, comment="when it was recorded"),
        sa.Column("forum_id", ID, nullable=False, comment="the forum; stays when its content is gone"),
        sa.Column("public_id", sa.String(length=64), nullable=False, comment="the forum's public id at that time"),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="vocabulary.ChangeKind"),
        sa.Column("into", sa.String(length=64), nullable=True, comment="public id of the forum it was merged with"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change")),
    )
    op.create_index("ix_change_forum_id_seq", "change", ["forum_id", "seq"])
    op.create_table(
        "head",
        sa.Column("name", sa.String(length=20), nullable=False, comment="'change' or 'ledger'"),
        sa.Column("number", ID, nullable=False, comment="the last number given out, 0 at the start"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of the ledger: hash of its last entry"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_head")),
    )
    op.create_table(
        "host",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False, comment="identity.SiteKey.host_key, e.g. example.org"),
        sa.Column("robots_state", sa.String(length=20), nullable=True, comment="profile.RobotsReading.state"),
        sa.Column("robots_text", sa.Text(), nullable=True, comment="robots.txt as read, 512 KiB at most"),
        sa.Column("robots_at", TIME, nullable=True, comment="when robots.txt was read"),
        sa.Column("crawl_delay_s", sa.Float(), nullable=True, comment="seconds asked for by robots.txt, unclamped"),
        sa.Column("last_response_at", TIME, nullable=True, comment="end of the last response"),
        sa.Column("not_before", TIME, nullable=True, comment="back-off: no visit before"),
        sa.Column(
            "failures", sa.Integer(), server_default="0", nullable=False, comment="visits in a row it did not answer"
        ),
        sa.Column("opted_out_at", TIME, nullable=True, comment="when it told our agent to leave"),
        sa.Column("lease_holder", sa.String(length=100), nullable=True, comment="the worker that visits it now"),
        sa.Column(
            "lease_token", sa.BigInteger(), server_default="0", nullable=False, comment="fencing: grows with each lease"
        ),
        sa.Column("lease_until", TIME, nullable=True, comment="free for others from then on"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host")),
        sa.UniqueConstraint("key", name=op.f("uq_host_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_host_held",
        "host",
        ["lease_holder"],
        postgresql_where=sa.text("lease_holder IS NOT NULL"),
        sqlite_where=sa.text("lease_holder IS NOT NULL"),
    )
    op.create_table(
        "ledger",
        sa.Column("seq", ID, autoincrement=False, nullable=False, comment="order of commits, no gaps"),
        sa.Column("at", TIME, nullable=False, comment="when it was decided"),
        sa.Column("role", sa.String(length=40), nullable=False, comment="in what role: never a person's name"),
        sa.Column("action", sa.String(length=60), nullable=False, comment="what was done, such as 'listed'"),
        sa.Column("payload_digest", sa.String(length=64), nullable=False, comment="sha256(salt + payload as JSON)"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="sha256 over the digest before and this row"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ledger")),
    )
    op.create_table(
        "mark",
        sa.Column("name", sa.String(length=40), nullable=False, comment="'key' or 'demo'"),
        sa.Column(
            "value", sa.String(length=200), nullable=False, comment="the secret key of tombstones; 'yes' for a demo"
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mark")),
    )
    op.create_table(
        "organisation",
        sa.Column("slug", sa.String(length=120), nullable=False, comment="as in its GOV.UK address"),
        sa.Column("name", sa.String(length=200), nullable=False, comment="its full name"),
        sa.Column("abbreviation", sa.String(length=30), nullable=True, comment="such as DWP"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="department, agency, council ..."),
        sa.Column("website", sa.String(length=500), nullable=True, comment="http(s) address"),
        sa.Column("region", sa.String(length=20), nullable=True, comment="code of the place it serves"),
        sa.Column("parent", sa.String(length=120), nullable=True, comment="slug of the organisation above it"),
        sa.Column("details", DOCUMENT, nullable=False, comment="mail domains, source, what else the seeds say"),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_organisation")),
    )
    op.create_index("ix_organisation_region", "organisation", ["region"])
    op.create_table(
        "region",
        sa.Column("code", sa.String(length=20), nullable=False, comment="GSS code, ISO 3166 for countries, or ours"),
        sa.Column("name", sa.String(length=200), nullable=False, comment="in English"),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="vocabulary.RegionKind"),
        sa.Column("parent", sa.String(length=20), nullable=True, comment="code of the wider place"),
        sa.Column("country", sa.String(length=2), nullable=False, comment="ISO 3166-1 alpha-2"),
        sa.Column("population", sa.Integer(), nullable=True, comment="residents, where the source says"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
    )
    op.create_index("ix_region_parent", "region", ["parent"])
    op.create_table(
        "seed_state",
        sa.Column("file", sa.String(length=200), nullable=False, comment="name within the seeds folder"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="sha256 of the file as loaded"),
        sa.Column("at", TIME, nullable=False, comment="when it was loaded"),
        sa.Column("report", sa.Text(), nullable=True, comment="what loading it said"),
        sa.PrimaryKeyConstraint("file", name=op.f("pk_seed_state")),
    )
    op.create_table(
        "tombstone",
        sa.Column("digest", sa.String(length=64), nullable=False, comment="HMAC-SHA256 of the canonical key"),
        sa.Column("at", TIME, nullable=False, comment="when it was set"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_tombstone")),
    )
    op.create_table(
        "topic",
        sa.Column("path", sa.String(length=200), nullable=False, comment="such as /housing-local-and-community"),
        sa.Column("title", sa.String(length=200), nullable=False, comment="in the public's words"),
        sa.Column("level", sa.Integer(), nullable=False, comment="1 is the widest"),
        sa.Column("parent", sa.String(length=200), nullable=True, comment="path of the wider topic"),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_topic")),
    )
    op.create_index("ix_topic_parent", "topic", ["parent"])
    op.create_table(
        "host_due",
        sa.Column("host_id", ID, nullable=False, comment="the host"),
        sa.Column("discover", TIME, nullable=True, comment="earliest due site to discover"),
        sa.Column("profile", TIME, nullable=True, comment="earliest due forum to profile"),
        sa.Column("verify", TIME, nullable=True, comment="earliest due check somebody waits for"),
        sa.ForeignKeyConstraint(["host_id"], ["host.id"], name=op.f("fk_host_due_host_id_host")),
        sa.PrimaryKeyConstraint("host_id", name=op.f("pk_host_due")),
    )
    op.create_index(
        "ix_host_due_discover",
        "host_due",
        ["discover"],
        postgresql_where=sa.text("discover IS NOT NULL"),
        sqlite_where=sa.text("discover IS NOT NULL"),
    )
    op.create_index(
        "ix_host_due_profile",
        "host_due",
        ["profile"],
        postgresql_where=sa.text("profile IS NOT NULL"),
        sqlite_where=sa.text("profile IS NOT NULL"),
    )
    op.create_index(
        "ix_host_due_verify",
        "host_due",
        ["verify"],
        postgresql_where=sa.text("verify IS NOT NULL"),
        sqlite_where=sa.text("verify IS NOT NULL"),
    )
    op.create_table(
        "ledger_payload",
        sa.Column("seq", ID, nullable=False, comment="the entry"),
        sa.Column("forum_id", ID, nullable=True, comment="the forum it is about"),
        sa.Column("salt", sa.String(length=32), nullable=False, comment="random: the digest alone tells nothing"),
        sa.Column("payload", DOCUMENT, nullable=False, comment="actor, reason and what else was decided"),
        sa.ForeignKeyConstraint(["seq"], ["ledger.seq"], name=op.f("fk_ledger_payload_seq_ledger")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ledger_payload")),
    )
    op.create_index("ix_ledger_payload_forum_id_seq", "ledger_payload", ["forum_id", "seq"])
    op.create_table(
        "organisation_topic",
        sa.Column("slug", sa.String(length=120), nullable=False, comment="the organisation"),
        sa.Column("topic", sa.String(length=200), nullable=False, comment="path of the topic"),
        sa.ForeignKeyConstraint(["slug"], ["organisation.slug"], name=op.f("fk_organisation_topic_slug_organisation")),
        sa.PrimaryKeyConstraint("slug", "topic", name=op.f("pk_organisation_topic")),
    )
    op.create_index("ix_organisation_topic_topic", "organisation_topic", ["topic"])
    op.create_table(
        "site",
        sa.Column("id", ID, nullable=False),
        sa.Column("host_id", ID, nullable=False, comment="its host"),
        sa.Column("key", sa.String(length=400), nullable=False, comment="first canonical key; all stand in site_alias"),
        sa.Column("address", sa.String(length=2000), nullable=False, comment="the address to fetch"),
        sa.Column(
            "kind", sa.String(length=20), server_default="unknown", nullable=False, comment="vocabulary.SiteKind"
        ),
        sa.Column(
            "purpose",
            sa.String(length=20),
            server_default="discover",
            nullable=False,
            comment="purpose of the next visit",
        ),
        sa.Column("next_due", TIME, nullable=True, comment="next visit; null: none is due"),
        sa.Column(
            "front_page_only",
            sa.Boolean(),
            server_default="0",
            nullable=False,
            comment="sensitive: nothing but the front page",
        ),
        sa.Column("first_seen_at", TIME, nullable=False, comment="when its address came in"),
        sa.Column("last_attempt_at", TIME, nullable=True, comment="end of the last visit"),
        sa.Column("last_success_at", TIME, nullable=True, comment="end of the last visit that read it"),
        sa.Column("last_outcome", sa.String(length=30), nullable=True, comment="vocabulary.Outcome of the last visit"),
        sa.Column(
            "conclusion", sa.String(length=30), nullable=True, comment="last outcome that says something of the site"
        ),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False, comment="visits in a row that failed"),
        sa.Column(
            "unchanged", sa.Integer(), server_default="0", nullable=False, comment="visits in a row with nothing new"
        ),
        sa.Column("opted_out_at", TIME, nullable=True, comment="when its page told our agent to leave"),
        sa.ForeignKeyConstraint(["host_id"], ["host.id"], name=op.f("fk_site_host_id_host")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("key", name=op.f("uq_site_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_site_due",
        "site",
        ["host_id", "purpose", "next_due"],
        postgresql_where=sa.text("next_due IS NOT NULL"),
        sqlite_where=sa.text("next_due IS NOT NULL"),
    )
    op.create_index("ix_site_host_id", "site", ["host_id"])
    op.create_table(
        "forum",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", sa.String(length=64), nullable=False, comment="the id the public uses; never reused"),
        sa.Column("site_id", ID, nullable=True, comment="its site; null: removed"),
        sa.Column(
            "standing", sa.String(length=20), nullable=False, comment="vocabulary.Standing, written by lifecycle alone"
        ),
        sa.Column("merged_into", ID, nullable=True, comment="the forum it became"),
        sa.Column(
            "sensitive", sa.String(length=80), nullable=True, comment="why special rules hold; null: none is known"
        ),
        sa.Column(
            "sensitive_consent",
            sa.String(length=300),
            nullable=True,
            comment="the owner's consent, or a second person's written reason, to list a sensitive forum",
        ),
        sa.Column("named_in", sa.String(length=500), nullable=True, comment="public page or file that names the forum"),
        sa.Column(
            "taking_part", sa.String(length=20), server_default="unknown", nullable=False, comment="vocabulary.Stance"
        ),
        sa.Column(
            "reading", sa.String(length=20), server_default="unknown", nullable=False, comment="vocabulary.Stance"
        ),
        sa.Column("first_seen_at", TIME, nullable=False, comment="when the registry learnt of it"),
        sa.Column("listed_at", TIME, nullable=True, comment="when it was first listed"),
        sa.ForeignKeyConstraint(["merged_into"], ["forum.id"], name=op.f("fk_forum_merged_into_forum")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_forum_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum")),
        sa.UniqueConstraint("public_id", name=op.f("uq_forum_public_id")),
        sa.UniqueConstraint("site_id", name=op.f("uq_forum_site_id")),
    )
    op.create_index("ix_forum_merged_into", "forum", ["merged_into"])
    op.create_index("ix_forum_standing_id", "forum", ["standing", "id"])
    op.create_table(
        "private_text",
        sa.Column("id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=False, comment="the site it tells of"),
        sa.Column("from_site_id", ID, nullable=False, comment="the site on whose page it stood; 0: none"),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="'thread_title' or 'link_words'"),
        sa.Column("words", sa.String(length=300), nullable=False, comment="the words"),
        sa.Column("expires_at", TIME, nullable=False, comment="deleted then: 30 days at most"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_private_text_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_private_text")),
    )
    op.create_index("ix_private_text_expires_at", "private_text", ["expires_at"])
    op.create_index("ix_private_text_from_site_id", "private_text", ["from_site_id"])
    op.create_index("ix_private_text_site_id_kind", "private_text", ["site_id", "kind"])
    op.create_table(
        "sighting",
        sa.Column("site_id", ID, nullable=False, comment="the site named"),
        sa.Column("source", sa.String(length=40), nullable=False, comment="'link', 'seeds', 'redirect', ..."),
        sa.Column("from_site_id", ID, nullable=False, comment="the site that names it; 0 when it was no site"),
        sa.Column("first_seen_at", TIME, nullable=False, comment="first time"),
        sa.Column("last_seen_at", TIME, nullable=False, comment="last time, to the week"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_sighting_site_id_site")),
        sa.PrimaryKeyConstraint("site_id", "source", "from_site_id", name=op.f("pk_sighting")),
    )
    op.create_index("ix_sighting_from_site_id", "sighting", ["from_site_id"])
    op.create_table(
        "site_alias",
        sa.Column("key", sa.String(length=400), nullable=False, comment="canonical key"),
        sa.Column("site_id", ID, nullable=False, comment="the site"),
        sa.Column("reason", sa.String(length=20), nullable=False, comment="'canonical', 'front page' or 'redirect'"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_site_alias_site_id_site")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_site_alias")),
    )
    op.create_index("ix_site_alias_site_id", "site_alias", ["site_id"])
    op.create_table(
        "visit",
        sa.Column("id", ID, nullable=False),
        sa.Column("site_id", ID, nullable=False, comment="the site"),
        sa.Column("purpose", sa.String(length=20), nullable=False, comment="vocabulary.Purpose"),
        sa.Column("outcome", sa.String(length=30), nullable=False, comment="vocabulary.Outcome"),
        sa.Column("detail", sa.String(length=300), nullable=False, comment="the outcome in words, no page text"),
        sa.Column("started_at", TIME, nullable=False, comment="first request"),
        sa.Column("ended_at", TIME, nullable=False, comment="end of the visit"),
        sa.Column("pages", sa.SmallInteger(), nullable=False, comment="pages read, robots.txt not counted"),
        sa.Column("bytes_read", sa.BigInteger(), nullable=False, comment="bytes of bodies"),
        sa.CheckConstraint("pages >= 0", name=op.f("ck_visit_pages")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_visit_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_visit_ended_at", "visit", ["ended_at"])
    op.create_index("ix_visit_site_id_ended_at", "visit", ["site_id", "ended_at"])
    op.create_table(
        "visit_month",
        sa.Column("site_id", ID, nullable=False, comment="the site"),
        sa.Column("month", sa.String(length=7), nullable=False, comment="YYYY-MM, UTC"),
        sa.Column("outcome", sa.String(length=30), nullable=False, comment="vocabulary.Outcome"),
        sa.Column("visits", sa.Integer(), nullable=False, comment="how many"),
        sa.Column("pages", sa.BigInteger(), nullable=False, comment="pages read"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_visit_month_site_id_site")),
        sa.PrimaryKeyConstraint("site_id", "month", "outcome", name=op.f("pk_visit_month")),
    )
    op.create_table(
        "assessment",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("at", TIME, nullable=False, comment="when it was judged"),
        sa.Column("document", DOCUMENT, nullable=False, comment="the rest of assess.Assessment.as_json()"),
        sa.Column("activity", DOCUMENT, nullable=False, comment="catalogue.card.CardActivity as JSON"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_assessment_forum_id_forum")),
        sa.PrimaryKeyConstraint("forum_id", name=op.f("pk_assessment")),
    )
    op.create_table(
        "card",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("document", DOCUMENT, nullable=False, comment="catalogue.card.Card as JSON"),
        sa.Column(
            "digest", sa.String(length=64), nullable=False, comment="fingerprint of what is so: card.Card.digest()"
        ),
        sa.Column(
            "published", sa.String(length=64), nullable=True, comment="digest of what the public sees; null: nothing"
        ),
        sa.Column("updated_at", TIME, nullable=False, comment="when what is so last changed"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_card_forum_id_forum")),
        sa.PrimaryKeyConstraint("forum_id", name=op.f("pk_card")),
    )
    op.create_table(
        "forum_organisation",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("slug", sa.String(length=120), nullable=False, comment="the organisation"),
        sa.Column("source", sa.String(length=20), nullable=False, comment="vocabulary.Source"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_forum_organisation_forum_id_forum")),
        sa.PrimaryKeyConstraint("forum_id", "slug", name=op.f("pk_forum_organisation")),
    )
    op.create_index("ix_forum_organisation_slug", "forum_organisation", ["slug"])
    op.create_table(
        "forum_region",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("source", sa.String(length=20), nullable=False, comment="vocabulary.Source; observed: assessed"),
        sa.Column("region", sa.String(length=20), nullable=False, comment="code of the place"),
        sa.Column("name", sa.String(length=200), nullable=False, comment="its name"),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="vocabulary.RegionKind"),
        sa.Column("rank", sa.Integer(), nullable=False, comment="0 is the best"),
        sa.Column("score", sa.Float(), nullable=False, comment="0 to 1"),
        sa.Column("evidence", DOCUMENT, nullable=False, comment="phrases and where they stood; quotes no member"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_forum_region_forum_id_forum")),
        sa.PrimaryKeyConstraint("forum_id", "source", "region", name=op.f("pk_forum_region")),
    )
    op.create_index("ix_forum_region_region", "forum_region", ["region"])
    op.create_table(
        "forum_topic",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("source", sa.String(length=20), nullable=False, comment="vocabulary.Source; observed: assessed"),
        sa.Column("topic", sa.String(length=200), nullable=False, comment="path of the topic"),
        sa.Column("rank", sa.Integer(), nullable=False, comment="0 is the best"),
        sa.Column("score", sa.Float(), nullable=False, comment="0 to 1"),
        sa.Column("evidence", DOCUMENT, nullable=False, comment="phrases and where they stood; quotes no member"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_forum_topic_forum_id_forum")),
        sa.PrimaryKeyConstraint("forum_id", "source", "topic", name=op.f("pk_forum_topic")),
    )
    op.create_index("ix_forum_topic_topic", "forum_topic", ["topic"])
    op.create_table(
        "observation",
        sa.Column("id", ID, nullable=False),
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column(
            "fact",
            sa.String(length=30),
            nullable=False,
            comment="profile.FACTS, or platform, platform_version, country, kind",
        ),
        sa.Column("source", sa.String(length=20), nullable=False, comment="vocabulary.Source: who says so"),
        sa.Column(
            "derived", sa.Boolean(), nullable=False, comment="a sum or an estimate, not a figure somebody stated"
        ),
        sa.Column("current", sa.Boolean(), nullable=False, comment="what this source says now"),
        sa.Column("value", DOCUMENT, nullable=False, comment="the clean value; times in ISO 8601 UTC"),
        sa.Column("raw", sa.String(length=80), nullable=False, comment="the matched span only"),
        sa.Column(
            "rule", sa.String(length=200), nullable=False, comment="selector, pattern or document it was read by"
        ),
        sa.Column("page", sa.String(length=2000), nullable=False, comment="the address it stood on"),
        sa.Column("precision", sa.String(length=10), nullable=True, comment="vocabulary.Precision, of times"),
        sa.Column("parser_version", sa.String(length=40), nullable=False, comment="the parser that read it"),
        sa.Column("first_seen_at", TIME, nullable=False, comment="when it was said first"),
        sa.Column("last_seen_at", TIME, nullable=False, comment="when it was said last"),
        sa.Column("first_visit", sa.BigInteger(), nullable=True, comment="visit that read it first"),
        sa.Column("last_visit", sa.BigInteger(), nullable=True, comment="visit that read it last"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_observation_forum_id_forum")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index("ix_observation_forum_id_first_seen_at", "observation", ["forum_id", "first_seen_at"])
    op.create_index(
        "uq_observation_current",
        "observation",
        ["forum_id", "fact", "source", "derived"],
        unique=True,
        postgresql_where=sa.text("current"),
        sqlite_where=sa.text("current"),
    )
    op.create_table(
        "reading",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("visit_id", sa.BigInteger(), nullable=False, comment="the visit"),
        sa.Column("read_at", TIME, nullable=False, comment="end of the visit"),
        sa.Column("confidence", sa.Float(), nullable=False, comment="0 to 1, that it is a forum"),
        sa.Column("clues", DOCUMENT, nullable=False, comment="what convinced the reader"),
        sa.Column("boards", DOCUMENT, nullable=False, comment="name, url, threads, posts, last_post_at"),
        sa.Column("feeds", DOCUMENT, nullable=False, comment="addresses of its feeds"),
        sa.Column("thread_times", DOCUMENT, nullable=False, comment="times of the newest threads, newest first"),
        sa.Column("parser_version", sa.String(length=40), nullable=False, comment="the parser that read it"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_reading_forum_id_forum")),
        sa.PrimaryKeyConstraint("forum_id", name=op.f("pk_reading")),
    )
    op.create_table(
        "snapshot",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("visit_id", sa.BigInteger(), nullable=False, comment="the visit; 0 for made-up samples"),
        sa.Column("taken_at", TIME, nullable=False, comment="end of the visit"),
        sa.Column("members", sa.BigInteger(), nullable=True, comment="as stated, else null"),
        sa.Column("threads", sa.BigInteger(), nullable=True, comment="as stated, else null"),
        sa.Column("posts", sa.BigInteger(), nullable=True, comment="as stated, else null"),
        sa.Column("online", sa.BigInteger(), nullable=True, comment="as stated, else null"),
        sa.Column("last_post_at", TIME, nullable=True, comment="as stated, else null"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_snapshot_forum_id_forum")),
        sa.PrimaryKeyConstraint("forum_id", "visit_id", name=op.f("pk_snapshot")),
    )
    op.create_index("ix_snapshot_forum_id_taken_at", "snapshot", ["forum_id", "taken_at"])

    _first_rows()


def _first_rows() -> None:
    """The two sequences at their start, and the secret key of this database's tombstones."""
    head = sa.table("head", sa.column("name"), sa.column("number"), sa.column("digest"))
    op.bulk_insert(head, [{"name": name, "number": 0, "digest": "0" * 64} for name in ("change", "ledger")])
    mark = sa.table("mark", sa.column("name"), sa.column("value"))
    op.bulk_insert(mark, [{"name": "key", "value": secrets.token_hex(32)}])


def downgrade() -> None:
    op.drop_table("snapshot")
    op.drop_table("reading")
    op.drop_table("observation")
    op.drop_table("forum_topic")
    op.drop_table("forum_region")
    op.drop_table("forum_organisation")
    op.drop_table("card")
    op.drop_table("assessment")
    op.drop_table("visit_month")
    op.drop_table("visit")
    op.drop_table("site_alias")
    op.drop_table("sighting")
    op.drop_table("private_text")
    op.drop_table("forum")
    op.drop_table("site")
    op.drop_table("organisation_topic")
    op.drop_table("ledger_payload")
    op.drop_table("host_due")
    op.drop_table("topic")
    op.drop_table("tombstone")
    op.drop_table("seed_state")
    op.drop_table("region")
    op.drop_table("organisation")
    op.drop_table("mark")
    op.drop_table("ledger")
    op.drop_table("host")
    op.drop_table("head")
    op.drop_table("change")
