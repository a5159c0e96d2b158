"""Changes of one kind, newest first, without reading all others: removals are rare and their feed is asked often."""

from alembic import op

revision = "20261120_change_kind"
down_revision = "20261120_told"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_change_kind_seq"), "change", ["kind", "seq"])


def downgrade() -> None:
    op.drop_index(op.f("ix_change_kind_seq"), table_name="change")
