"""What a person did is stored before anything else; a bot that dies right then has it handled once by the next."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.comms.cards.ids import Block, Callback
from bot.handlers.sweep import MOST_ATTEMPTS
from bot.sandbox import NotAcked, Person
from bot.warroom.ports import Submission
from tests.scenarios.failures.perils import UNHURRIED, Lives
from tests.scenarios.failures.story import room_of, verified
from tests.scenarios.world import World, world


@pytest.fixture
async def lives(database: str) -> AsyncIterator[Lives]:
    async with world(database, policy=UNHURRIED, start=False) as made:
        told = Lives(made)
        told.watch()
        await told.live()
        await told.settle()
        yield told


async def dies_right_after_storing(lives: Lives, act: Awaitable[object]) -> None:
    """The act reaches the bot, is committed, and the bot is gone before it acks or handles anything."""
    lives.on_commit = lambda: lives.last_statement.startswith("INSERT INTO submissions")
    with pytest.raises(NotAcked):
        await lives.meanwhile(act)
    lives.on_commit = lambda: False
    lives.world.sandbox.workspace.ephemerals.clear()
    await lives.live()
    assert (await lives.waiting()).waiting_submissions == 1


def heard_by(person: Person) -> str:
    return "\n".join(message.all_text for message in [*person.ephemerals(), *person.dms()])


async def swept_again(lives: Lives) -> None:
    """Other sweeps, and other bots', find nothing left to do."""
    await lives.settle()
    for _ in range(2):
        lives.world.clock.advance(120)
        await lives.bot.sweep()
    await lives.settle()
    for state in range(1, len(lives.world.rooms()) + 1):
        assert await verified(lives.world, state)


async def declared(lives: Lives) -> str:
    await lives.meanwhile(lives.world.person("sari").command("/incident declare sev1 Shop is down"))
    await lives.settle()
    return room_of(lives.world.sandbox)


async def test_a_command_is_handled_once_as_soon_as_the_next_bot_is_there(lives: Lives):
    sari = lives.world.person("sari")
    await dies_right_after_storing(lives, sari.command("/incident declare sev1 Shop is down"))
    await lives.through(lives.bot.sweep())
    await lives.settle()
    assert lives.world.rooms() == ["mi-1-shop-is-down"]
    await swept_again(lives)
    assert lives.world.rooms() == ["mi-1-shop-is-down"]
    assert "MI-1" in heard_by(sari)


async def test_what_was_declared_counts_from_when_it_was_typed(lives: Lives):
    typed = lives.world.clock.now()
    await dies_right_after_storing(lives, lives.world.person("sari").command("/incident declare sev1 Shop is down"))
    lives.world.clock.advance(240)
    await lives.settle()
    state = await lives.world.state()
    assert {state.milestones[name].at for name in ("registered", "declared")} == {typed}
    assert {each.due_at for each in state.promises.values()} == {typed + timedelta(hours=20)}
    [declared] = await lives.world.entries(1, "declared")
    assert (declared.occurred_at, declared.recorded_at) == (typed, typed + timedelta(seconds=240))


async def test_one_that_breaks_keeps_no_other_waiting_and_is_given_up_with_a_word_to_the_person(room: World):
    with capture_logs() as logs:
        await room.bot.intake.receive(broken_form(room))
        await room.bot.intake.receive(typed_by(room, "dewi", "list"))
        for _ in range(MOST_ATTEMPTS):
            room.clock.advance(11)
            await room.bot.sweep()
        await room.quiet()
    assert "No incident is open" in heard_by(room.person("dewi"))
    assert heard_by(room.person("sari")).count("I could not do this") == 1
    assert b'posko_submissions_total{kind="view",result="given_up"} 1.0' in room.bot.metrics.page()
    async with room.bot.store.reading() as reader:
        assert (await reader.summary()).waiting_submissions == 0
    failed = [line for line in logs if line["event"] == "submission_failed"]
    assert [line["attempt"] for line in failed] == list(range(1, MOST_ATTEMPTS + 1))
    assert "ValueError" in failed[0]["error"]
    assert "swordfish" not in str(logs)


def broken_form(room: World) -> Submission:
    """A form that no page of ours makes: its share of people is a word."""
    chosen = {Block.USERS_SHARE: {"selected_option": {"value": "swordfish"}}}
    values = {Block.USERS_SHARE: chosen, Block.TITLE: {Block.TITLE: {"value": "Shop"}}}
    view = {"id": "V1", "callback_id": Callback.DECLARE_MODAL, "state": {"values": values}}
    payload = {"user": {"id": room.person("sari").id, "name": "sari"}, "view": view}
    return Submission(key="view:V1", kind="view", payload=payload, received_at=room.clock.now())


def typed_by(room: World, handle: str, text: str) -> Submission:
    payload = {"user_id": room.person(handle).id, "command": "/incident", "text": text}
    return Submission(key=f"command:{text}", kind="command", payload=payload, received_at=room.clock.now())


async def test_a_mistake_is_answered_all_the_same(lives: Lives):
    sari = lives.world.person("sari")
    await dies_right_after_storing(lives, sari.command("/incident reslove it works"))
    await swept_again(lives)
    assert "resolve" in heard_by(sari)


async def test_a_button_is_pressed_once(lives: Lives):
    await declared(lives)
    await dies_right_after_storing(lives, lives.world.person("raihan").click(action_id="mim_accept"))
    await swept_again(lives)
    assert len(await lives.world.entries(1, "mim_accepted")) == 1


async def test_a_form_is_carried_out_once_and_answered_with_a_message(lives: Lives):
    sari = lives.world.person("sari")
    await lives.meanwhile(sari.command("/incident declare"))
    await sari.modal()
    await lives.settle()
    filled = {Block.TITLE: {Block.TITLE: "Shop is down"}, Block.SEVERITY: {Block.SEVERITY: "sev1"}}
    await dies_right_after_storing(lives, sari.submit(values=filled))
    await swept_again(lives)
    assert lives.world.rooms() == ["mi-1-shop-is-down"]
    assert "MI-1" in heard_by(sari)


async def test_a_form_that_is_refused_gives_back_what_was_typed_in_a_message(lives: Lives):
    sari = lives.world.person("sari")
    await lives.meanwhile(sari.command("/incident declare"))
    await sari.modal()
    await lives.settle()
    await dies_right_after_storing(lives, sari.submit(values={Block.TITLE: {Block.TITLE: "Shop is down"}}))
    await swept_again(lives)
    assert lives.world.rooms() == []
    assert "declare Shop is down" in heard_by(sari)


async def test_a_form_that_would_open_is_replaced_by_words_since_nobody_waits_for_it_any_more(lives: Lives):
    where = await declared(lives)
    raihan = lives.world.person("raihan")
    await lives.meanwhile(raihan.click(action_id="mim_accept"))
    await lives.settle()
    await dies_right_after_storing(lives, raihan.command("/incident resolve", channel=where))
    await swept_again(lives)
    assert raihan.views() == []
    assert "/incident MI-1 resolve" in heard_by(raihan)
