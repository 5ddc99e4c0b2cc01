"""The improvement register, and the versions of incident models that were approved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables, and the counter of the register's numbers."""
    op.create_table(
        "improvements",
        sa.Column("number", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_improvements"),
        sa.UniqueConstraint("source", name="uq_improvements_source"),
    )
    op.create_index("ix_improvements_state", "improvements", ["state"])
    op.create_table(
        "model_versions",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", "version", name="pk_model_versions"),
    )
    op.execute("INSERT INTO counters (name, value) VALUES ('improvement', 0)")


def downgrade() -> None:
    """Forget the register and every approved version."""
    op.execute("DELETE FROM counters WHERE name = 'improvement'")
    op.drop_table("model_versions")
    op.drop_table("improvements")
