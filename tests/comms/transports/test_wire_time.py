"""Slack's time counts from an answer that came at once, not from one that was long on its way."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.clock import ManualClock
from bot.comms.transports.slack.wire import Wire

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Answered:
    """An answer of Slack, dated when it was made."""

    def __init__(self) -> None:
        self.headers = {"Date": "Tue, 24 Nov 2026 12:00:00 GMT"}
        self.data = {"ok": True}


class Far:
    """A client whose answers take so many seconds."""

    def __init__(self, clock: ManualClock, seconds: float) -> None:
        self.clock, self.seconds = clock, seconds

    async def api_call(self, *_what: object, **_how: object) -> Answered:
        self.clock.advance(self.seconds)
        return Answered()


@pytest.mark.parametrize(("seconds", "told"), [(1, [NOON]), (60, [])])
async def test_an_answer_that_was_long_on_its_way_does_not_set_our_clock(seconds: float, told: list[datetime]):
    clock, heard = ManualClock(NOON), []
    await Wire(Far(clock, seconds), clock, told_time=heard.append).call("auth.test")  # type: ignore[arg-type]
    assert heard == told
