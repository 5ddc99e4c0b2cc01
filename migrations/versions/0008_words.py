"""The index of words: a table of everything that can be found again, and each database's full text over it.

What is there already is indexed by the bot after its start, incident by incident (`storage/words.py`), since a large
record would hold up every replica that waits for the migration.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# As they were when this was written, whatever `storage/word_index.py` says later.
SQLITE = (
    "CREATE VIRTUAL TABLE words_index USING fts5(tokens, content='words', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0', prefix='2 3')",
    "CREATE TRIGGER words_inserted AFTER INSERT ON words BEGIN "
    "INSERT INTO words_index(rowid, tokens) VALUES (new.id, new.tokens); END",
    "CREATE TRIGGER words_deleted AFTER DELETE ON words BEGIN "
    "INSERT INTO words_index(words_index, rowid, tokens) VALUES ('delete', old.id, old.tokens); END",
)
POSTGRESQL = ("CREATE INDEX ix_words_tokens ON words USING gin (to_tsvector('simple', tokens))",)


def upgrade() -> None:
    """An empty index."""
    op.create_table(
        "words",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, autoincrement=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("tokens", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_words"),
        sa.ForeignKeyConstraint(["number"], ["incidents.number"], name="fk_words_number"),
    )
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """The record stays; only finding it goes."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE words_index")
    op.drop_table("words")
