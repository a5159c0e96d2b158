"""Counts of threads without reply, a row for each visit that counted any: numbers and times of the whole, no thread."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "20261120_replies"
down_revision = "20261120_judged_by"
branch_labels = None
depends_on = None


def upgrade() -> None:
    at = sa.DateTime(timezone=True)
    op.create_table(
        "reply_tally",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("visit_id", sa.BigInteger(), nullable=False, comment="the visit"),
        sa.Column("taken_at", at, nullable=False, comment="end of the visit"),
        sa.Column("since_at", at, nullable=False, comment="the earliest time of the threads counted"),
        sa.Column("until_at", at, nullable=False, comment="the latest one: later visits count from here"),
        sa.Column("threads", sa.Integer(), nullable=False, comment="threads counted, old enough to have got a reply"),
        sa.Column("unanswered", sa.Integer(), nullable=False, comment="those of them without reply"),
        sa.Column(
            "started",
            sa.Boolean(),
            nullable=False,
            comment="all that began then; else what a list showed, by newest posts",
        ),
        sa.Column(
            "within",
            sa.JSON(none_as_null=True),
            nullable=False,
            comment="the answered ones by assess.replies.STEPS_S, the rest last; empty unless started",
        ),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name="fk_reply_tally_forum_id_forum"),
        sa.PrimaryKeyConstraint("forum_id", "visit_id", name="pk_reply_tally"),
    )
    op.create_index("ix_reply_tally_forum_id_taken_at", "reply_tally", ["forum_id", "taken_at"])
    op.create_index("ix_reply_tally_taken_at", "reply_tally", ["taken_at"])


def downgrade() -> None:
    op.drop_table("reply_tally")
