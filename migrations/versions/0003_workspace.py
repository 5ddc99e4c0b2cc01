"""Which workspace the database belongs to: the ids of rooms and people in it mean nothing, or others, elsewhere.

A database from before belongs to whichever workspace is the first to start on it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table of facts about the database itself."""
    op.create_table(
        "meta",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )


def downgrade() -> None:
    """Forget which workspace it was."""
    op.drop_table("meta")
