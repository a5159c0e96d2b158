"""The search for forums nobody listed: values, domains, lists that name forums, searches by topic, doubts, absences."""

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from registry.identity import registrable_domain

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)

revision = "20261120_discovery"
down_revision = "20261120_replies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "discovery",
        sa.Column("id", ID, nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False, comment="path of the topic looked for"),
        sa.Column(
            "asked_by", sa.String(length=120), nullable=False, comment="operator's name, 'a page of the service' ..."
        ),
        sa.Column("asked_at", AT, nullable=False, comment="when"),
        sa.Column("state", sa.String(length=20), nullable=False, comment="vocabulary.DiscoveryState"),
        sa.Column("most_sites", sa.Integer(), nullable=False, comment="sites it may look at"),
        sa.Column("most_pages", sa.Integer(), nullable=False, comment="pages it may ask for"),
        sa.Column("sites", sa.Integer(), server_default="0", nullable=False, comment="sites looked at for it"),
        sa.Column(
            "pages",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="pages asked for, lists of forums included",
        ),
        sa.Column(
            "forums",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="forums found that were not known before",
        ),
        sa.Column(
            "of_topic", sa.Integer(), server_default="0", nullable=False, comment="those of them that are of the topic"
        ),
        sa.Column("started_at", AT, nullable=True, comment="its first visit or list"),
        sa.Column("ended_at", AT, nullable=True, comment="when it ended"),
        sa.Column(
            "ended_why", sa.String(length=200), nullable=True, comment="in words: the budget, nothing left, stopped by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_discovery"),
    )
    op.create_index("ix_discovery_state", "discovery", ["state"])
    op.create_index("ix_discovery_topic", "discovery", ["topic"])
    is_open = sa.text("state IN ('asked', 'running')")
    op.create_index(
        "uq_discovery_open", "discovery", ["topic"], unique=True, postgresql_where=is_open, sqlite_where=is_open
    )

    op.create_table(
        "domain",
        sa.Column("name", sa.String(length=255), nullable=False, comment="identity.registrable_domain"),
        sa.Column("hosts", sa.Integer(), server_default="0", nullable=False, comment="hosts of it that are known"),
        sa.Column("tried", sa.Integer(), server_default="0", nullable=False, comment="sites of it that were looked at"),
        sa.Column("forums", sa.Integer(), server_default="0", nullable=False, comment="those of them that are forums"),
        sa.Column("barred_at", AT, nullable=True, comment="when it was seen to be a farm or parked"),
        sa.Column("barred_why", sa.String(length=200), nullable=True, comment="the rule and its figures, in words"),
        sa.PrimaryKeyConstraint("name", name="pk_domain"),
    )
    op.create_table(
        "fruit",
        sa.Column("sign", sa.String(length=120), nullable=False, comment="such as source:link, shape:phpbb, from:17"),
        sa.Column("tried", sa.BigInteger(), server_default="0", nullable=False, comment="sites looked at"),
        sa.Column("forums", sa.BigInteger(), server_default="0", nullable=False, comment="those that are forums"),
        sa.PrimaryKeyConstraint("sign", name="pk_fruit"),
    )
    op.create_table(
        "worker",
        sa.Column("name", sa.String(length=100), nullable=False, comment="host.lease_holder"),
        sa.Column("version", sa.String(length=40), nullable=False, comment="of the program"),
        sa.Column("purposes", sa.String(length=80), nullable=False, comment="what it visits, with commas between"),
        sa.Column("started_at", AT, nullable=False, comment="when it began"),
        sa.Column("seen_at", AT, nullable=False, comment="its last heartbeat"),
        sa.Column("ended_at", AT, nullable=True, comment="when it stopped in order; null: it has not"),
        sa.Column("visits", sa.BigInteger(), server_default="0", nullable=False, comment="visits that ended"),
        sa.Column("pages", sa.BigInteger(), server_default="0", nullable=False, comment="pages read"),
        sa.Column("bytes_read", sa.BigInteger(), server_default="0", nullable=False, comment="bytes of bodies"),
        sa.Column("forums", sa.BigInteger(), server_default="0", nullable=False, comment="forums read"),
        sa.Column("hosts_held", sa.Integer(), server_default="0", nullable=False, comment="hosts under its leases"),
        sa.Column("cpu_s", sa.Float(), server_default="0", nullable=False, comment="seconds of CPU used"),
        sa.Column("rss_bytes", sa.BigInteger(), server_default="0", nullable=False, comment="memory it holds"),
        sa.Column(
            "descriptors", sa.Integer(), server_default="0", nullable=False, comment="open files and connections"
        ),
        sa.PrimaryKeyConstraint("name", name="pk_worker"),
    )
    op.create_index("ix_worker_seen_at", "worker", ["seen_at"])

    op.create_table(
        "gathering",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False, comment="sha256 of kind and address or question"),
        sa.Column(
            "kind", sa.String(length=20), nullable=False, comment="name of the module of crawler.sources that reads it"
        ),
        sa.Column(
            "address",
            sa.String(length=2000),
            nullable=False,
            comment="what to fetch; of a search: the question in words",
        ),
        sa.Column("host_id", ID, nullable=True, comment="null: the operator's engine"),
        sa.Column(
            "origin",
            sa.String(length=40),
            nullable=False,
            comment="'directories', 'organisations', 'topics', 'operator' ...",
        ),
        sa.Column("topic", sa.String(length=200), nullable=True, comment="the topic it speaks for; null: any"),
        sa.Column("region", sa.String(length=20), nullable=True, comment="code of the place it speaks for; null: any"),
        sa.Column("discovery_id", ID, nullable=True, comment="the search that asked for it"),
        sa.Column("next_due", AT, nullable=True, comment="next reading; null: none is due"),
        sa.Column(
            "lease_holder", sa.String(length=100), nullable=True, comment="of one without host: the worker that asks"
        ),
        sa.Column("lease_until", AT, nullable=True, comment="of one without host: end of its lease"),
        sa.Column("last_attempt_at", AT, nullable=True, comment="end of the last reading"),
        sa.Column("last_success_at", AT, nullable=True, comment="end of the last that was read"),
        sa.Column("last_outcome", sa.String(length=30), nullable=True, comment="vocabulary.Outcome"),
        sa.Column("last_detail", sa.String(length=300), nullable=True, comment="the outcome in words, no page text"),
        sa.Column(
            "failures", sa.Integer(), server_default="0", nullable=False, comment="readings in a row that failed"
        ),
        sa.Column(
            "unchanged",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="readings in a row that named none new",
        ),
        sa.Column(
            "named", sa.Integer(), server_default="0", nullable=False, comment="addresses the last reading named"
        ),
        sa.Column(
            "added", sa.Integer(), server_default="0", nullable=False, comment="sites it was the first to name, in all"
        ),
        sa.Column(
            "refused",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="addresses of the last that were no site",
        ),
        sa.Column(
            "validators", sa.JSON(none_as_null=True), nullable=True, comment="ETag and Last-Modified, to ask again"
        ),
        sa.Column(
            "site_id", ID, nullable=True, comment="the forum whose boards and threads are read; null: another page"
        ),
        sa.Column(
            "value",
            sa.Float(),
            server_default="0",
            nullable=False,
            comment="forums nobody knows that a page of its next reading is expected to name",
        ),
        sa.ForeignKeyConstraint(["host_id"], ["host.id"], name="fk_gathering_host_id_host"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_gathering_site_id_site"),
        sa.PrimaryKeyConstraint("id", name="pk_gathering"),
        sa.UniqueConstraint("key", name="uq_gathering_key"),
    )
    op.create_index("ix_gathering_discovery_id", "gathering", ["discovery_id"])
    op.create_index(
        "ix_gathering_due",
        "gathering",
        ["next_due"],
        postgresql_where=sa.text("host_id IS NULL AND next_due IS NOT NULL"),
        sqlite_where=sa.text("host_id IS NULL AND next_due IS NOT NULL"),
    )
    op.create_index(
        "ix_gathering_asked",
        "gathering",
        ["last_attempt_at"],
        postgresql_where=sa.text("host_id IS NULL"),
        sqlite_where=sa.text("host_id IS NULL"),
    )
    op.create_index("ix_gathering_host_id", "gathering", ["host_id"])
    op.create_index("ix_gathering_site_id", "gathering", ["site_id"])
    op.create_index(
        "ix_gathering_deep",
        "gathering",
        ["next_due"],
        postgresql_where=sa.text("site_id IS NOT NULL AND next_due IS NOT NULL"),
        sqlite_where=sa.text("site_id IS NOT NULL AND next_due IS NOT NULL"),
    )
    op.create_index("ix_gathering_topic", "gathering", ["topic"])

    op.create_table(
        "host_topic",
        sa.Column("topic", sa.String(length=200), nullable=False, comment="path of level 1"),
        sa.Column("host_id", ID, nullable=False, comment="the host"),
        sa.Column(
            "value",
            sa.Float(),
            nullable=False,
            comment="the best of its sites: chance of a forum of that topic, 0 to 1",
        ),
        sa.ForeignKeyConstraint(["host_id"], ["host.id"], name="fk_host_topic_host_id_host"),
        sa.PrimaryKeyConstraint("topic", "host_id", name="pk_host_topic"),
    )
    op.create_index("ix_host_topic_host_id", "host_topic", ["host_id"])
    op.create_index("ix_host_topic_topic_value", "host_topic", ["topic", sa.text("value DESC"), "host_id"])

    op.create_table(
        "doubt",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="vocabulary.DoubtKind"),
        sa.Column("site_id", ID, nullable=False, comment="the site in question"),
        sa.Column("other_site_id", ID, server_default="0", nullable=False, comment="the site beside it; 0: none"),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=False, comment="what speaks for it, in our words"),
        sa.Column("asked_at", AT, nullable=False, comment="when it came up"),
        sa.Column("seen_at", AT, nullable=False, comment="when a visit last said the same"),
        sa.Column("decided_at", AT, nullable=True, comment="when; null: it is open"),
        sa.Column("decided_by", sa.String(length=120), nullable=True, comment="who"),
        sa.Column("decision", sa.String(length=20), nullable=True, comment="'same', 'different', 'forum', 'no_forum'"),
        sa.Column("reason", sa.String(length=300), nullable=True, comment="why, in their words"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_doubt_site_id_site"),
        sa.PrimaryKeyConstraint("id", name="pk_doubt"),
        sa.UniqueConstraint("site_id", "kind", "other_site_id", name="uq_doubt_once"),
    )
    op.create_index("ix_doubt_decided_at", "doubt", ["decided_at"])
    op.create_index("ix_doubt_other_site_id", "doubt", ["other_site_id"])

    op.create_table(
        "absence",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("since", AT, nullable=False, comment="the first visit in a row that did not reach it"),
        sa.Column("attempts", sa.Integer(), nullable=False, comment="visits that did not reach it"),
        sa.Column("days", sa.Integer(), nullable=False, comment="days, by UTC, on which there was such a visit"),
        sa.Column("last_at", AT, nullable=False, comment="the last of them"),
        sa.Column("why", sa.String(length=30), nullable=False, comment="vocabulary.Outcome of the last one"),
        sa.Column("stage", sa.String(length=20), nullable=False, comment="vocabulary.AbsenceStage"),
        sa.Column("told_at", AT, nullable=True, comment="when its owner and departments were last told"),
        sa.Column("named_at", AT, nullable=True, comment="start of the day they were told it will be marked"),
        sa.Column("next_at", AT, nullable=True, comment="when the next step is due, not before; null: none is"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name="fk_absence_forum_id_forum"),
        sa.PrimaryKeyConstraint("forum_id", name="pk_absence"),
    )
    op.create_index("ix_absence_next_at", "absence", ["next_at"])

    op.create_table(
        "notice",
        sa.Column("id", ID, nullable=False),
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="vocabulary.NoticeKind"),
        sa.Column(
            "recipient", sa.String(length=140), nullable=False, comment="'owner', or 'organisation:' and its slug"
        ),
        sa.Column("since", AT, nullable=False, comment="absence.since: one notice of a kind for each absence"),
        sa.Column("told_at", AT, nullable=False, comment="when it was made known"),
        sa.Column("due_at", AT, nullable=True, comment="the day it names; null: none"),
        sa.Column("sent_at", AT, nullable=True, comment="when it left by mail or webhook; null: not"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name="fk_notice_forum_id_forum"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("forum_id", "kind", "recipient", "since", name="uq_notice_once"),
    )
    op.create_index("ix_notice_forum_id", "notice", ["forum_id"])
    op.create_index("ix_notice_told_at", "notice", ["told_at"])

    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("mark", "name", comment="'key', 'demo' or 'weighed'")
        op.alter_column("mark", "value", comment="the secret key of tombstones; 'yes'; a time")
    op.add_column(
        "forum",
        sa.Column("weight", sa.Float(), server_default="1", nullable=False, comment="see frontier.schedule.weight_of"),
    )
    op.add_column(
        "host",
        sa.Column("domain", sa.String(length=255), nullable=True, comment="identity.registrable_domain of its key"),
    )
    op.create_index("ix_host_domain", "host", ["domain"])
    op.add_column(
        "host",
        sa.Column("leased_for", ID, nullable=True, comment="the search that its lease was taken for; null: none"),
    )
    op.add_column(
        "host",
        sa.Column(
            "leased_sites",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="sites and lists of that lease: what the search's budget keeps free for them while it lasts",
        ),
    )
    for_search = sa.text("leased_for IS NOT NULL")
    op.create_index("ix_host_leased_for", "host", ["leased_for"], postgresql_where=for_search, sqlite_where=for_search)

    op.add_column("host_due", sa.Column("gather", AT, nullable=True, comment="earliest due page that names forums"))
    op.add_column(
        "host_due",
        sa.Column(
            "value",
            sa.Float(),
            server_default="0",
            nullable=False,
            comment="best site nobody looked at: chance of a forum; 0: none is left",
        ),
    )
    op.create_index(
        "ix_host_due_gather",
        "host_due",
        ["gather"],
        postgresql_where=sa.text("gather IS NOT NULL"),
        sqlite_where=sa.text("gather IS NOT NULL"),
    )
    op.create_index(
        "ix_host_due_value",
        "host_due",
        [sa.text("value DESC"), "host_id"],
        postgresql_where=sa.text("value > 0"),
        sqlite_where=sa.text("value > 0"),
    )

    op.add_column(
        "sighting",
        sa.Column(
            "signs", sa.String(length=160), nullable=True, comment="what spoke for it, in our words: see registry.focus"
        ),
    )
    op.add_column(
        "sighting",
        sa.Column(
            "topic", sa.String(length=200), nullable=True, comment="topic its words or the page around them speak for"
        ),
    )

    op.add_column(
        "site",
        sa.Column(
            "value", sa.Float(), server_default="0", nullable=False, comment="chance that a visit finds a forum, 0 to 1"
        ),
    )
    op.add_column(
        "site",
        sa.Column("signs", sa.String(length=160), nullable=True, comment="all that spoke for it: see registry.focus"),
    )
    op.add_column(
        "site",
        sa.Column("topic", sa.String(length=200), nullable=True, comment="topic that whoever names it speaks for"),
    )
    op.add_column(
        "site",
        sa.Column(
            "named_by",
            sa.BigInteger(),
            server_default="0",
            nullable=False,
            comment="a bit for each domain that names it: see focus.places",
        ),
    )
    op.add_column(
        "site",
        sa.Column(
            "places",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="domains that name it, as far as counted",
        ),
    )
    op.add_column(
        "site",
        sa.Column(
            "changes", sa.Float(), server_default="0", nullable=False, comment="visits that found it changed, ageing"
        ),
    )
    op.add_column(
        "site",
        sa.Column(
            "days_watched", sa.Float(), server_default="0", nullable=False, comment="days between those visits, ageing"
        ),
    )
    op.add_column(
        "site",
        sa.Column(
            "page_print",
            sa.BigInteger(),
            nullable=True,
            comment="fingerprint of its front page's words; null: none was taken",
        ),
    )
    op.add_column(
        "site",
        sa.Column(
            "boards_print", sa.BigInteger(), nullable=True, comment="fingerprint of its boards' names; null: too few"
        ),
    )
    unseen = sa.text("conclusion IS NULL AND failures = 0 AND next_due IS NOT NULL AND purpose = 'discover'")
    op.create_index("ix_site_unseen", "site", ["host_id", "value"], postgresql_where=unseen, sqlite_where=unseen)
    sensitive = sa.text("front_page_only")
    op.create_index("ix_site_front_page_only", "site", ["host_id"], postgresql_where=sensitive, sqlite_where=sensitive)
    op.create_index("ix_site_boards_print", "site", ["boards_print"])
    op.create_index("ix_site_page_print", "site", ["page_print"])

    op.add_column("visit", sa.Column("discovery_id", ID, nullable=True, comment="the search it was made for"))
    found = sa.text("outcome IN ('profiled', 'login_wall') AND discovery_id IS NOT NULL")
    op.create_index(
        "ix_visit_discovery_id", "visit", ["discovery_id", "id"], postgresql_where=found, sqlite_where=found
    )
    _fill_domains()


def downgrade() -> None:
    _drop("forum", ["weight"], [])
    _drop("visit", ["discovery_id"], ["ix_visit_discovery_id"])
    _drop(
        "site",
        ["boards_print", "page_print", "days_watched", "changes", "places", "named_by", "topic", "signs", "value"],
        ["ix_site_page_print", "ix_site_boards_print", "ix_site_front_page_only", "ix_site_unseen"],
    )
    _drop("sighting", ["topic", "signs"])
    _drop("host_due", ["value", "gather"], ["ix_host_due_value", "ix_host_due_gather"])
    for table in ("notice", "absence", "doubt", "host_topic", "gathering", "worker", "fruit", "domain", "discovery"):
        op.drop_table(table)
    _drop("host", ["leased_sites", "leased_for", "domain"], ["ix_host_leased_for", "ix_host_domain"])


def _drop(table: str, columns: list[str], indexes: Sequence[str] = ()) -> None:
    for index in indexes:
        op.drop_index(index, table)
    with op.batch_alter_table(table) as batch:
        for column in columns:
            batch.drop_column(column)


def _fill_domains() -> None:
    """The registered domain of every host that is known, with how many hosts it has."""
    connection = op.get_bind()
    host = sa.table("host", sa.column("id", ID), sa.column("key", sa.String), sa.column("domain", sa.String))
    domain = sa.table("domain", sa.column("name", sa.String), sa.column("hosts", sa.Integer))
    counted: Counter[str] = Counter()
    after = 0
    while rows := connection.execute(
        sa.select(host.c.id, host.c.key).where(host.c.id > after).order_by(host.c.id).limit(5000)
    ).all():
        named = [{"of": row.id, "name": registrable_domain(row.key)} for row in rows]
        counted.update(str(one["name"]) for one in named)
        setting = host.update().where(host.c.id == sa.bindparam("of")).values(domain=sa.bindparam("name"))
        connection.execute(setting, named)
        after = rows[-1].id
    if counted:
        connection.execute(domain.insert(), [{"name": name, "hosts": hosts} for name, hosts in counted.items()])
