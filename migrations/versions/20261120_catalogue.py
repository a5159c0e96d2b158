"""The catalogue: forums, their cards, and what they are filed under."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON(none_as_null=True)

revision = "20261120_catalogue"
down_revision = "20261120_frontier"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _organisation()
    _region()
    _seed_state()
    _topic()
    _organisation_topic()
    _forum()
    _assessment()
    _card()
    _forum_organisation()
    _forum_region()
    _forum_topic()


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("slug", sa.String(length=120), nullable=False, comment="as in its GOV.UK address"),
        sa.Column("name", sa.String(length=200), nullable=False, comment="its full name"),
        sa.Column("abbreviation", sa.String(length=30), nullable=True, comment="such as DWP"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="department, agency, council ..."),
        sa.Column("website", sa.String(length=500), nullable=True, comment="http(s) address"),
        sa.Column("region", sa.String(length=20), nullable=True, comment="code of the place it serves"),
        sa.Column("parent", sa.String(length=120), nullable=True, comment="slug of the organisation above it"),
        sa.Column("details", DOCUMENT, nullable=False, comment="mail domains, source, what else the seeds say"),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_organisation")),
    )
    op.create_index("ix_organisation_region", "organisation", ["region"])


def _region() -> None:
    op.create_table(
        "region",
        sa.Column("code", sa.String(length=20), nullable=False, comment="GSS code, ISO 3166 for countries, or ours"),
        sa.Column("name", sa.String(length=200), nullable=False, comment="in English"),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="vocabulary.RegionKind"),
        sa.Column("parent", sa.String(length=20), nullable=True, comment="code of the wider place"),
        sa.Column("country", sa.String(length=2), nullable=False, comment="ISO 3166-1 alpha-2"),
        sa.Column("population", sa.Integer(), nullable=True, comment="residents, where the source says"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
    )
    op.create_index("ix_region_parent", "region", ["parent"])


def _seed_state() -> None:
    op.create_table(
        "seed_state",
        sa.Column("file", sa.String(length=200), nullable=False, comment="name within the seeds folder"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="sha256 of the file as loaded"),
        sa.Column("at", TIME, nullable=False, comment="when it was loaded"),
        sa.Column("report", sa.Text(), nullable=True, comment="what loading it said"),
        sa.PrimaryKeyConstraint("file", name=op.f("pk_seed_state")),
    )


def _topic() -> None:
    op.create_table(
        "topic",
        sa.Column("path", sa.String(length=200), nullable=False, comment="such as /housing-local-and-community"),
        sa.Column("title", sa.String(length=200), nullable=False, comment="in the public's words"),
        sa.Column("level", sa.Integer(), nullable=False, comment="1 is the widest"),
        sa.Column("parent", sa.String(length=200), nullable=True, comment="path of the wider topic"),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_topic")),
    )
    op.create_index("ix_topic_parent", "topic", ["parent"])


def _organisation_topic() -> None:
    op.create_table(
        "organisation_topic",
        sa.Column("slug", sa.String(length=120), nullable=False, comment="the organisation"),
        sa.Column("topic", sa.String(length=200), nullable=False, comment="path of the topic"),
        sa.ForeignKeyConstraint(["slug"], ["organisation.slug"], name=op.f("fk_organisation_topic_slug_organisation")),
        sa.PrimaryKeyConstraint("slug", "topic", name=op.f("pk_organisation_topic")),
    )
    op.create_index("ix_organisation_topic_topic", "organisation_topic", ["topic"])


def _forum() -> None:
    op.create_table(
        "forum",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", sa.String(length=64), nullable=False, comment="the id the public uses; never reused"),
        sa.Column("site_id", ID, nullable=True, comment="its site; null: removed"),
        sa.Column(
            "standing", sa.String(length=20), nullable=False, comment="vocabulary.Standing, written by lifecycle alone"
        ),
        sa.Column("merged_into", ID, nullable=True, comment="the forum it became"),
        sa.Column(
            "sensitive", sa.String(length=80), nullable=True, comment="why special rules hold; null: none is known"
        ),
        sa.Column(
            "sensitive_consent",
            sa.String(length=300),
            nullable=True,
            comment="the owner's consent, or a second person's written reason, to list a sensitive forum",
        ),
        sa.Column("named_in", sa.String(length=500), nullable=True, comment="public page or file that names the forum"),
        sa.Column(
            "taking_part", sa.String(length=20), server_default="unknown", nullable=False, comment="vocabulary.Stance"
        ),
        sa.Column(
            "reading", sa.String(length=20), server_default="unknown", nullable=False, comment="vocabulary.Stance"
        ),
        sa.Column("first_seen_at", TIME, nullable=False, comment="when the registry learnt of it"),
        sa.Column("listed_at", TIME, nullable=True, comment="when it was first listed"),
        sa.ForeignKeyConstraint(["merged_into"], ["forum.id"], name=op.f("fk_forum_merged_into_forum")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_forum_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum")),
        sa.UniqueConstraint("public_id", name=op.f("uq_forum_public_id")),
        sa.UniqueConstraint("site_id", name=op.f("uq_forum_site_id")),
    )
    op.create_index("ix_forum_merged_into", "forum", ["merged_into"])
    op.create_index("ix_forum_standing_id", "forum", ["standing", "id"])


def _assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("at", TIME, nullable=False, comment="when it was judged"),
        sa.Column("document", DOCUMENT, nullable=False, comment="the rest of assess.Assessment.as_json()"),
        sa.Column("activity", DOCUMENT, nullable=False, comment="catalogue.card.CardActivity as JSON"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_assessment_forum_id_forum")),
        sa.PrimaryKeyConstraint("forum_id", name=op.f("pk_assessment")),
    )


def _card() -> None:
    op.create_table(
        "card",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("document", DOCUMENT, nullable=False, comment="catalogue.card.Card as JSON"),
        sa.Column(
            "digest", sa.String(length=64), nullable=False, comment="fingerprint of what is so: card.Card.digest()"
        ),
        sa.Column(
            "published", sa.String(length=64), nullable=True, comment="digest of what the public sees; null: nothing"
        ),
        sa.Column("updated_at", TIME, nullable=False, comment="when what is so last changed"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_card_forum_id_forum")),
        sa.PrimaryKeyConstraint("forum_id", name=op.f("pk_card")),
    )


def _forum_organisation() -> None:
    op.create_table(
        "forum_organisation",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("slug", sa.String(length=120), nullable=False, comment="the organisation"),
        sa.Column("source", sa.String(length=20), nullable=False, comment="vocabulary.Source"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_forum_organisation_forum_id_forum")),
        sa.PrimaryKeyConstraint("forum_id", "slug", name=op.f("pk_forum_organisation")),
    )
    op.create_index("ix_forum_organisation_slug", "forum_organisation", ["slug"])


def _forum_region() -> None:
    op.create_table(
        "forum_region",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("source", sa.String(length=20), nullable=False, comment="vocabulary.Source; observed: assessed"),
        sa.Column("region", sa.String(length=20), nullable=False, comment="code of the place"),
        sa.Column("name", sa.String(length=200), nullable=False, comment="its name"),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="vocabulary.RegionKind"),
        sa.Column("rank", sa.Integer(), nullable=False, comment="0 is the best"),
        sa.Column("score", sa.Float(), nullable=False, comment="0 to 1"),
        sa.Column("evidence", DOCUMENT, nullable=False, comment="phrases and where they stood; quotes no member"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_forum_region_forum_id_forum")),
        sa.PrimaryKeyConstraint("forum_id", "source", "region", name=op.f("pk_forum_region")),
    )
    op.create_index("ix_forum_region_region", "forum_region", ["region"])


def _forum_topic() -> None:
    op.create_table(
        "forum_topic",
        sa.Column("forum_id", ID, nullable=False, comment="the forum"),
        sa.Column("source", sa.String(length=20), nullable=False, comment="vocabulary.Source; observed: assessed"),
        sa.Column("topic", sa.String(length=200), nullable=False, comment="path of the topic"),
        sa.Column("rank", sa.Integer(), nullable=False, comment="0 is the best"),
        sa.Column("score", sa.Float(), nullable=False, comment="0 to 1"),
        sa.Column("evidence", DOCUMENT, nullable=False, comment="phrases and where they stood; quotes no member"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_forum_topic_forum_id_forum")),
        sa.PrimaryKeyConstraint("forum_id", "source", "topic", name=op.f("pk_forum_topic")),
    )
    op.create_index("ix_forum_topic_topic", "forum_topic", ["topic"])


def downgrade() -> None:
    for table in (
        "forum_topic",
        "forum_region",
        "forum_organisation",
        "card",
        "assessment",
        "forum",
        "organisation_topic",
        "topic",
        "seed_state",
        "region",
        "organisation",
    ):
        op.drop_table(table)
