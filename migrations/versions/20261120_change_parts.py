"""Which parts of a forum's entry a change is about: names of parts, never what stands in them."""

import sqlalchemy as sa
from alembic import op

revision = "20261120_change_parts"
down_revision = "20261120_wishes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    parts = sa.Column(
        "parts",
        sa.String(length=300),
        nullable=True,
        comment="parts of the entry that changed, space between: catalogue.changed.PARTS; null: not recorded",
    )
    op.add_column("change", parts)


def downgrade() -> None:
    op.drop_column("change", "parts")
