"""What the failure tests are given: the fixtures of the scenarios, and a database whose bot may die."""

from tests.scenarios.conftest import database, postgres, room, sqlite

__all__ = ["database", "postgres", "room", "sqlite"]
