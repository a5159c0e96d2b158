"""Letters that people write without an account, and the windows in which they are counted."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

revision = "20261120_letters"
down_revision = "20261120_evidence"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("id", ID, nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False, comment="random, 137 bits: who knows it may read"),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="stewardship.kinds.LetterKind"),
        sa.Column("at", TIME, nullable=False, comment="when it came"),
        sa.Column(
            "fingerprint",
            sa.String(length=64),
            nullable=True,
            comment="keyed hash of all it says, so that it stands once; null: a day has gone",
        ),
        sa.Column("forum_id", ID, nullable=True, comment="the listed forum it is on"),
        sa.Column(
            "site_id",
            ID,
            nullable=True,
            comment="the site suggested; no foreign key: the site goes when its forum is removed",
        ),
        sa.Column("figure", sa.String(length=30), nullable=True, comment="the figure it calls wrong: kinds.FIGURES"),
        sa.Column(
            "about", sa.String(length=500), nullable=True, comment="private: the question, or the page it is about"
        ),
        sa.Column("topic", sa.String(length=200), nullable=True, comment="path of the topic that was searched"),
        sa.Column("words", sa.Text(), nullable=True, comment="private: what was written, 2,000 characters at most"),
        sa.Column(
            "language",
            sa.String(length=2),
            server_default="en",
            nullable=False,
            comment="of the page it was written on",
        ),
        sa.Column("answer", sa.Text(), nullable=True, comment="the registry's words to the writer"),
        sa.Column("answered_at", TIME, nullable=True, comment="when a person first answered"),
        sa.Column("closed_as", sa.String(length=20), nullable=True, comment="stewardship.kinds.Closing; null: open"),
        sa.Column("closed_at", TIME, nullable=True, comment="when it was closed"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_letter_forum_id_forum")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_letter_fingerprint")),
        sa.UniqueConstraint("reference", name=op.f("uq_letter_reference")),
        sqlite_autoincrement=True,
    )
    for column in ("closed_at", "forum_id", "site_id"):
        op.create_index(f"ix_letter_{column}", "letter", [column])
    is_open = sa.text("closed_at IS NULL")
    op.create_index("ix_letter_open", "letter", ["kind", "at"], postgresql_where=is_open, sqlite_where=is_open)
    op.create_table(
        "rate_window",
        sa.Column("name", sa.String(length=20), nullable=False, comment="what is counted: 'address', 'network' ..."),
        sa.Column("subject", sa.String(length=64), nullable=False, comment="keyed hash of whose, salted by the day"),
        sa.Column("start", TIME, nullable=False, comment="begin of the stretch"),
        sa.Column("ends_at", TIME, nullable=False, comment="its end; deleted soon after"),
        sa.Column("times", sa.Integer(), nullable=False, comment="how often"),
        sa.PrimaryKeyConstraint("name", "subject", "start", name=op.f("pk_rate_window")),
    )
    op.create_index("ix_rate_window_ends_at", "rate_window", ["ends_at"])


def downgrade() -> None:
    op.drop_table("rate_window")
    op.drop_table("letter")
