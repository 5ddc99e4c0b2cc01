"""Every migration is tried on SQLite and on PostgreSQL."""

from tests.databases import databases, postgres, sqlite

__all__ = ["databases", "postgres", "sqlite"]
