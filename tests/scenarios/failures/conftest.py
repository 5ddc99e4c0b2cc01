"""What the failure tests are given: the fixtures of the scenarios, and silence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from tests.scenarios.conftest import database, postgres, room, sqlite

__all__ = ["database", "postgres", "room", "sqlite"]


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """What is logged is not drawn: structlog's coloured tracebacks take seconds each, in which the bot stands still."""
    with capture_logs():
        yield
