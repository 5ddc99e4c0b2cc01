"""Channels of swarms: what is said there belongs to the incident, and each is caught up by itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table of the swarms' rooms; no swarm of before has one."""
    op.create_table(
        "swarm_rooms",
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.Column("caught_up", sa.Text),
        sa.PrimaryKeyConstraint("channel", name="pk_swarm_rooms"),
        sa.ForeignKeyConstraint(["number"], ["incidents.number"], name="fk_swarm_rooms_number"),
    )


def downgrade() -> None:
    """Forget which channels are whose."""
    op.drop_table("swarm_rooms")
