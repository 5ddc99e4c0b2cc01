"""Answers to the satisfaction survey, without who gave them and when (decision 0008)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Answers, who has answered (as keyed hashes), and the key of each survey. No row ids: they would count."""
    op.create_table(
        "survey_salts",
        sa.Column("number", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("salt", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_survey_salts"),
        sa.ForeignKeyConstraint(["number"], ["incidents.number"], name="fk_survey_salts_number"),
    )
    op.create_table(
        "survey_tokens",
        sa.Column("number", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", "token", name="pk_survey_tokens"),
        sa.ForeignKeyConstraint(["number"], ["incidents.number"], name="fk_survey_tokens_number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "survey_answers",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("grp", sa.Text, nullable=False),
        sa.Column("vote", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_survey_answers"),
        sa.ForeignKeyConstraint(["number"], ["incidents.number"], name="fk_survey_answers_number"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_survey_answers_number", "survey_answers", ["number"])


def downgrade() -> None:
    """Throw the answers of open surveys away."""
    for table in ("survey_answers", "survey_tokens", "survey_salts"):
        op.drop_table(table)
