"""Every contract test runs on SQLite and on PostgreSQL."""

from tests.databases import clock, databases, postgres, sqlite, store, url

__all__ = ["clock", "databases", "postgres", "sqlite", "store", "url"]
