"""How far each room has been read from Slack's history, durably; the latest stored message no longer stands for it.

A message that came live after a long silence made the gap before it look as if it had been read. Rooms that exist at
the upgrade are read once from their beginning.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The watermark comes, the latest message goes."""
    _exchange(gone="last_ts", new="caught_up")


def downgrade() -> None:
    """Back to the latest message; empty, which reads everything once."""
    _exchange(gone="caught_up", new="last_ts")


def _exchange(*, gone: str, new: str) -> None:
    # Not by making the table anew, as alembic would on SQLite: entries and timers point to it.
    op.add_column("incidents", sa.Column(new, sa.Text))
    op.drop_column("incidents", gone)
