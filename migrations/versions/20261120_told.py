"""When a forum's people were told that it is listed; figures made up for a demonstration are marked."""

import sqlalchemy as sa
from alembic import op

revision = "20261120_told"
down_revision = "20261120_letters"
branch_labels = None
depends_on = None


def upgrade() -> None:
    told = sa.Column(
        "told_at", sa.DateTime(timezone=True), nullable=True, comment="when its people were told of the listing"
    )
    how = sa.Column(
        "told_how", sa.String(length=120), nullable=True, comment="how, such as 'letter to its contact page'"
    )
    op.add_column("forum", told)
    op.add_column("forum", how)
    sample = sa.Column(
        "sample",
        sa.Boolean(),
        server_default=sa.false(),
        nullable=False,
        comment="made up for a demonstration: stated by no page, and never judged",
    )
    op.add_column("snapshot", sample)
    _say_visit("the visit; 0 for made-up samples", "the visit; below 0 for samples")


def downgrade() -> None:
    _say_visit("the visit; below 0 for samples", "the visit; 0 for made-up samples")
    op.drop_column("snapshot", "sample")
    op.drop_column("forum", "told_how")
    op.drop_column("forum", "told_at")


def _say_visit(before: str, now: str) -> None:
    """SQLite keeps no comments."""
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("snapshot", "visit_id", existing_type=sa.BigInteger(), existing_comment=before, comment=now)
