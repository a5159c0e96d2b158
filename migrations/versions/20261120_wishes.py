"""When a forum's people said how officials may take part, in what words, and who says so."""

import sqlalchemy as sa
from alembic import op

revision = "20261120_wishes"
down_revision = "20261120_change_kind"
branch_labels = None
depends_on = None


def upgrade() -> None:
    at = sa.Column(
        "stance_at",
        sa.DateTime(timezone=True),
        nullable=True,
        comment="when its people said how officials may take part",
    )
    said = sa.Column("stance_said", sa.String(length=200), nullable=True, comment="what was said, in short; published")
    source = sa.Column("stance_source", sa.String(length=20), nullable=True, comment="vocabulary.Source")
    for column in (at, said, source):
        op.add_column("forum", column)


def downgrade() -> None:
    for name in ("stance_source", "stance_said", "stance_at"):
        op.drop_column("forum", name)
