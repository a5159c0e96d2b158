"""By which rules a forum was judged, and what its thread titles said in our own words.

Both are null in rows of before: such a judgement counts as one by older rules. The previous version of the code writes
neither, and reads neither.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261120_judged_by"
down_revision = "20261120_change_parts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    by = sa.Column(
        "judged_by",
        sa.String(length=40),
        nullable=True,
        comment="assess.rules.Rules.name: fingerprints of topics and code; null: not noted then",
    )
    heard = sa.Column(
        "heard",
        sa.JSON(none_as_null=True),
        nullable=True,
        comment="private: titles read, and our own phrases in them, as assess.Heard; null: not noted then",
    )
    op.add_column("assessment", by)
    op.add_column("assessment", heard)
    op.create_index("ix_assessment_judged_by", "assessment", ["judged_by"])


def downgrade() -> None:
    op.drop_index("ix_assessment_judged_by", "assessment")
    op.drop_column("assessment", "heard")
    op.drop_column("assessment", "judged_by")
