"""Subscribers of the public status page; addresses stand here and nowhere else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table of subscribers; there were none before."""
    op.create_table(
        "subscribers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("handle", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("asked_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_subscribers"),
        sa.UniqueConstraint("handle", name="uq_subscribers_handle"),
        sa.UniqueConstraint("address", name="uq_subscribers_address"),
        sqlite_autoincrement=True,
    )
    mail = sa.text("step = 'subscriber.mail'")
    op.create_index("ix_outbox_mail", "outbox", ["settled_at"], sqlite_where=mail, postgresql_where=mail)


def downgrade() -> None:
    """Forget every address."""
    op.drop_index("ix_outbox_mail", "outbox")
    op.drop_table("subscribers")
