"""Evidence: facts with their sources, figures visit by visit, the last reading."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON(none_as_null=True)

revision = "20261120_evidence"
down_revision = "20261120_catalogue"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _observation()
    _reading()
    _snapshot()


def _observation() -> None:
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


def _reading() -> None:
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


def _snapshot() -> None:
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


def downgrade() -> None:
    for table in ("snapshot", "reading", "observation"):
        op.drop_table(table)
