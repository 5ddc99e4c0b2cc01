"""The full-text index over the table `words`, in each database's own statements; the migration runs the same ones.

SQLite's FTS5 keeps no text of its own: it indexes the rows of `words`, and triggers keep it to them, so a row that
goes takes its words along. The words come folded and split (`searching/tokens.py`); neither parser has anything to
decide about them.
"""

from __future__ import annotations

from collections.abc import Mapping

SQLITE = (
    "CREATE VIRTUAL TABLE words_index USING fts5(tokens, content='words', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0', prefix='2 3')",
    "CREATE TRIGGER words_inserted AFTER INSERT ON words BEGIN "
    "INSERT INTO words_index(rowid, tokens) VALUES (new.id, new.tokens); END",
    "CREATE TRIGGER words_deleted AFTER DELETE ON words BEGIN "
    "INSERT INTO words_index(words_index, rowid, tokens) VALUES ('delete', old.id, old.tokens); END",
)
POSTGRESQL = (
    "CREATE INDEX ix_words_tokens ON words USING gin (to_tsvector('simple', tokens))",
    "CREATE INDEX ix_words_tokens_heads ON words USING gin (to_tsvector('simple', tokens)) "
    "WHERE (id & 4294967295) < 256",
)
"""The second one has titles and services alone: every search asks which titles hold its words."""

WORD_INDEX: Mapping[str, tuple[str, ...]] = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
