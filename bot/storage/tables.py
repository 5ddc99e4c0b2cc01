"""The tables, the same in SQLite and PostgreSQL. They must match the migrations (a test compares them).

The timeline (`entries`) is the record; `incidents` holds the state it amounts to, so that no read needs a replay.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    ColumnClause,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
    false,
    literal_column,
    text,
)

from bot.storage.codec import Instant
from bot.storage.word_index import WORD_INDEX

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)

# SQLite numbers rows by itself only in a column of exactly this type.
RowId = BigInteger().with_variant(Integer(), "sqlite")

# Written into the SQL instead of bound: neither planner uses a partial index for a value it does not know yet.
WAITING: ColumnClause[str] = literal_column("'waiting'")
FAILED: ColumnClause[str] = literal_column("'failed'")
MAIL: ColumnClause[str] = literal_column("'subscriber.mail'")

counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

# Facts about the database itself, such as the workspace it belongs to.
meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("reference", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("declared_at", Instant, nullable=False),
    Column("channel", Text),
    Column("archived", Boolean, nullable=False),
    Column("record", Text, nullable=False),
    Column("head_seq", BigInteger, nullable=False),
    Column("head_hash", Text, nullable=False),
    Column("caught_up", Text),
    Index("ix_incidents_channel", "channel"),
    Index("ix_incidents_state", "state", "number"),
)

# Channels of swarms, which are part of an incident's war room, each caught up by itself.
swarm_rooms = Table(
    "swarm_rooms",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("number", BigInteger, ForeignKey("incidents.number"), nullable=False),
    Column("archived", Boolean, nullable=False),
    Column("caught_up", Text),
)

entries = Table(
    "entries",
    metadata,
    Column("number", BigInteger, ForeignKey("incidents.number"), primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("fact_key", Text),
    Column("thread", Text),
    Column("header", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("hash", Text, nullable=False),
    UniqueConstraint("number", "fact_key"),
    Index("ix_entries_kind", "number", "kind", "seq"),
)
Index(
    "ix_entries_thread",
    entries.c.number,
    entries.c.thread,
    sqlite_where=entries.c.thread.is_not(None),
    postgresql_where=entries.c.thread.is_not(None),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("number", BigInteger),
    Column("payload", Text, nullable=False),
    Column("slot", Text),
    Column("lane", Text),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("doubtful", Boolean, nullable=False, server_default=false()),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("lease", Text),
    Column("leased_until", Instant),
    Column("settled_at", Instant),
    Column("note", Text, nullable=False, server_default=text("''")),
    UniqueConstraint("key"),
    sqlite_autoincrement=True,
)
for _name, _columns, _status in (
    ("ix_outbox_waiting", ("id",), WAITING),
    ("ix_outbox_lane", ("lane", "id"), WAITING),
    ("ix_outbox_slot", ("slot", "id"), WAITING),
    ("ix_outbox_failed", ("id",), FAILED),
):
    _where = outbox.c.status == _status
    Index(_name, *(outbox.c[each] for each in _columns), sqlite_where=_where, postgresql_where=_where)

Index(
    "ix_outbox_mail",
    outbox.c.settled_at,
    sqlite_where=outbox.c.step == MAIL,
    postgresql_where=outbox.c.step == MAIL,
)

# What people chose for themselves. Only their Slack id is kept.
people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("language", Text, nullable=False),
)

# Whoever gets the public status page's updates by e-mail, or asked to. Addresses stand here and nowhere else.
subscribers = Table(
    "subscribers",
    metadata,
    # Ids are never used again: a mail under way must not go to whoever came after.
    Column("id", RowId, primary_key=True),
    Column("handle", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("asked_until", Instant, nullable=False),
    Column("confirmed_at", Instant),
    UniqueConstraint("handle"),
    UniqueConstraint("address"),
    sqlite_autoincrement=True,
)

# The improvement register: an item as it stands. What came of nothing yet has no due_at.
improvements = Table(
    "improvements",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("due_at", Instant),
    Column("record", Text, nullable=False),
    UniqueConstraint("source"),
    Index("ix_improvements_state", "state"),
)

# Approved incident models. Rows are only added: an incident names the version it was handled by.
model_versions = Table(
    "model_versions",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("record", Text, nullable=False),
)

timers = Table(
    "timers",
    metadata,
    # Ids are never used again: a timer that fired must not pass for the one set after it.
    Column("id", RowId, primary_key=True),
    Column(
        "number",
        BigInteger,
        ForeignKey("incidents.number", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("generation", BigInteger, nullable=False),
    UniqueConstraint("number", "kind", "subject"),
    Index("ix_timers_due_at", "due_at"),
    sqlite_autoincrement=True,
)

submissions = Table(
    "submissions",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("leased_until", Instant, nullable=False),
    Column("finished_at", Instant),
    Index("ix_submissions_finished_at", "finished_at"),
)
Index(
    "ix_submissions_waiting",
    submissions.c.leased_until,
    sqlite_where=submissions.c.finished_at.is_(None),
    postgresql_where=submissions.c.finished_at.is_(None),
)

# SQLite numbers the rows of an ordinary table in the order in which they come; without row ids it keeps them by key.
survey_salts = Table(
    "survey_salts",
    metadata,
    Column("number", BigInteger, ForeignKey("incidents.number"), primary_key=True, autoincrement=False),
    Column("salt", Text, nullable=False),
)
survey_tokens = Table(
    "survey_tokens",
    metadata,
    Column("number", BigInteger, ForeignKey("incidents.number"), primary_key=True, autoincrement=False),
    Column("token", Text, primary_key=True),
    sqlite_with_rowid=False,
)
survey_answers = Table(
    "survey_answers",
    metadata,
    Column("key", Text, primary_key=True),
    Column("number", BigInteger, ForeignKey("incidents.number"), nullable=False),
    Column("grp", Text, nullable=False),
    Column("vote", Text, nullable=False),
    Index("ix_survey_answers_number", "number"),
    sqlite_with_rowid=False,
)

# Everything that can be found again, one row for each text (`warroom/searching/indexing.py`). `id` holds the
# incident, the entry and the text's place in it, so that the index alone tells which incident a hit belongs to.
words = Table(
    "words",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("number", BigInteger, ForeignKey("incidents.number"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("tokens", Text, nullable=False),
)
for _dialect, _statements in WORD_INDEX.items():
    for _statement in _statements:
        event.listen(words, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
