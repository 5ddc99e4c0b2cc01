"""The first tables: incidents and their timeline, the outbox, timers, submissions, the running number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = ("counters", "incidents", "entries", "outbox", "timers", "submissions")


def upgrade() -> None:
    """Create everything, and start counting."""
    counters = op.create_table(
        "counters",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.bulk_insert(counters, [{"name": "incident", "value": 0}])
    _incidents()
    _entries()
    _outbox()
    _timers()
    _submissions()


def downgrade() -> None:
    """Take everything away, record included."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _row_id() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("number", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("severity", sa.Text, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("drill", sa.Boolean, nullable=False),
        _moment("declared_at"),
        sa.Column("channel", sa.Text),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.Column("last_ts", sa.Text),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("head_seq", sa.BigInteger, nullable=False),
        sa.Column("head_hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_incidents"),
    )
    op.create_index("ix_incidents_channel", "incidents", ["channel"])
    op.create_index("ix_incidents_state", "incidents", ["state", "number"])


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("number", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("fact_key", sa.Text),
        sa.Column("thread", sa.Text),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("nonce", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["number"], ["incidents.number"], name="fk_entries_number"),
        sa.PrimaryKeyConstraint("number", "seq", name="pk_entries"),
        sa.UniqueConstraint("number", "fact_key", name="uq_entries_number_fact_key"),
    )
    op.create_index("ix_entries_kind", "entries", ["number", "kind", "seq"])
    _partial_index("ix_entries_thread", "entries", ["number", "thread"], "thread IS NOT NULL")


def _outbox() -> None:
    op.create_table(
        "outbox",
        _row_id(),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("slot", sa.Text),
        sa.Column("lane", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, server_default=sa.text("0"), nullable=False),
        sa.Column("doubtful", sa.Boolean, server_default=sa.false(), nullable=False),
        _moment("created_at"),
        _moment("due_at"),
        sa.Column("lease", sa.Text),
        _moment("leased_until", nullable=True),
        _moment("settled_at", nullable=True),
        sa.Column("note", sa.Text, server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sqlite_autoincrement=True,
    )
    _partial_index("ix_outbox_waiting", "outbox", ["id"], "status = 'waiting'")
    _partial_index("ix_outbox_lane", "outbox", ["lane", "id"], "status = 'waiting'")
    _partial_index("ix_outbox_slot", "outbox", ["slot", "id"], "status = 'waiting'")
    _partial_index("ix_outbox_failed", "outbox", ["id"], "status = 'failed'")


def _timers() -> None:
    op.create_table(
        "timers",
        _row_id(),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        _moment("due_at"),
        sa.Column("generation", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], ["incidents.number"], name="fk_timers_number", deferrable=True, initially="DEFERRED"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_timers"),
        sa.UniqueConstraint("number", "kind", "subject", name="uq_timers_number_kind_subject"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_timers_due_at", "timers", ["due_at"])


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        _moment("received_at"),
        _moment("leased_until"),
        _moment("finished_at", nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_submissions"),
    )
    op.create_index("ix_submissions_finished_at", "submissions", ["finished_at"])
    _partial_index("ix_submissions_waiting", "submissions", ["leased_until"], "finished_at IS NULL")
