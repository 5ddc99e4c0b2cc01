"""When the database does not answer: live, the person is told; on a replay, whoever replays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.comms.locale import translator
from bot.handlers.desk import Desk
from bot.sandbox.blockkit import check_view
from bot.warroom.ports import Reader, StoreUnavailable, Transaction
from tests.handlers.stage import LOBBY, SARI, Stage, shown


class DeadStore:
    """A database that never answers."""

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        raise StoreUnavailable
        yield

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reader]:
        raise StoreUnavailable
        yield


@pytest.fixture
def dead(stage: Stage) -> Desk:
    return Desk(replace(stage.engine, store=DeadStore()), stage.window, translator("en"))  # type: ignore[arg-type]


def line(text: str) -> dict[str, Any]:
    return {"command": "/incident", "text": text, "user_id": SARI.id, "channel_id": LOBBY}


async def test_a_live_request_is_kept_and_the_person_is_told_so(stage: Stage, dead: Desk) -> None:
    submission = await stage._received("command", line("declare sev1 Checkout"))
    await dead.handle(submission, live=True)
    assert "you need not repeat it" in shown(stage.window.said[0])
    assert "/incident declare sev1 Checkout" in shown(stage.window.said[0])
    assert [each.key for each in await stage.unfinished()] == [submission.key]


async def test_the_sweep_carries_it_out_when_the_database_is_back(stage: Stage, dead: Desk) -> None:
    submission = await stage._received("command", line("declare sev1 Checkout"))
    await dead.handle(submission, live=True)
    await stage.desk.handle(submission, live=False)
    assert (await stage.state()).title == "Checkout"


async def test_a_form_closes_with_the_promise_that_it_is_kept(stage: Stage, dead: Desk) -> None:
    view = {"callback_id": "resolve_modal", "private_metadata": "", "state": {"values": {}}}
    payload = {"type": "view_submission", "user": {"id": SARI.id}, "view": view}
    answer = await dead.handle(await stage._received("view", payload), live=True)
    assert answer
    check_view(answer["view"], "modal")
    assert "you need not repeat it" in str(answer["view"])


async def test_a_replay_that_fails_again_is_the_sweeps_to_know(stage: Stage, dead: Desk) -> None:
    submission = await stage._received("command", line("list"))
    with pytest.raises(StoreUnavailable):
        await dead.handle(submission, live=False)
    assert stage.window.said == []
