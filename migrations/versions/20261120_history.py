"""What happened: the sequence of changes, the ledger, tombstones, and what this database is."""

import secrets

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON(none_as_null=True)

revision = "20261120_history"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _change()
    _head()
    _ledger()
    _mark()
    _tombstone()
    _ledger_payload()
    _first_rows()


def _change() -> None:
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


def _head() -> None:
    op.create_table(
        "head",
        sa.Column("name", sa.String(length=20), nullable=False, comment="'change' or 'ledger'"),
        sa.Column("number", ID, nullable=False, comment="the last number given out, 0 at the start"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of the ledger: hash of its last entry"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_head")),
    )


def _ledger() -> None:
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


def _mark() -> None:
    op.create_table(
        "mark",
        sa.Column("name", sa.String(length=40), nullable=False, comment="'key' or 'demo'"),
        sa.Column(
            "value", sa.String(length=200), nullable=False, comment="the secret key of tombstones; 'yes' for a demo"
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mark")),
    )


def _tombstone() -> None:
    op.create_table(
        "tombstone",
        sa.Column("digest", sa.String(length=64), nullable=False, comment="HMAC-SHA256 of the canonical key"),
        sa.Column("at", TIME, nullable=False, comment="when it was set"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_tombstone")),
    )


def _ledger_payload() -> None:
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


def _first_rows() -> None:
    """The two sequences at their start, and the secret key of this database's tombstones."""
    head = sa.table("head", sa.column("name"), sa.column("number"), sa.column("digest"))
    op.bulk_insert(head, [{"name": name, "number": 0, "digest": "0" * 64} for name in ("change", "ledger")])
    mark = sa.table("mark", sa.column("name"), sa.column("value"))
    op.bulk_insert(mark, [{"name": "key", "value": secrets.token_hex(32)}])


def downgrade() -> None:
    for table in ("ledger_payload", "tombstone", "mark", "ledger", "head", "change"):
        op.drop_table(table)
