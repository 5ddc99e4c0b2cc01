"""An index of titles and services alone, for PostgreSQL: every search asks which titles hold its words, and read every
text of a common word for it. SQLite answers that from its one index.
"""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# As it was when this was written, whatever `storage/word_index.py` says later.
HEADS = (
    "CREATE INDEX ix_words_tokens_heads ON words USING gin (to_tsvector('simple', tokens)) "
    "WHERE (id & 4294967295) < 256"
)


def upgrade() -> None:
    """Seconds for a hundred thousand texts."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(HEADS)


def downgrade() -> None:
    """The index of everything stays."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_words_tokens_heads")
