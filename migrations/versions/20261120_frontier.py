"""The frontier: hosts, their sites, who named them, how visits ended."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

revision = "20261120_frontier"
down_revision = "20261120_history"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _host()
    _host_due()
    _site()
    _private_text()
    _sighting()
    _site_alias()
    _visit()
    _visit_month()


def _host() -> None:
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


def _host_due() -> None:
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


def _site() -> None:
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


def _private_text() -> None:
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


def _sighting() -> None:
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


def _site_alias() -> None:
    op.create_table(
        "site_alias",
        sa.Column("key", sa.String(length=400), nullable=False, comment="canonical key"),
        sa.Column("site_id", ID, nullable=False, comment="the site"),
        sa.Column("reason", sa.String(length=20), nullable=False, comment="'canonical', 'front page' or 'redirect'"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_site_alias_site_id_site")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_site_alias")),
    )
    op.create_index("ix_site_alias_site_id", "site_alias", ["site_id"])


def _visit() -> None:
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


def _visit_month() -> None:
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


def downgrade() -> None:
    for table in ("visit_month", "visit", "site_alias", "sighting", "private_text", "site", "host_due", "host"):
        op.drop_table(table)
