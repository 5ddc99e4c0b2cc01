"""The language that people chose for what they read of the bot; whoever chose none reads it in Slack's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table of people's choices."""
    op.create_table(
        "people",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )


def downgrade() -> None:
    """Everybody reads what Slack says again."""
    op.drop_table("people")
