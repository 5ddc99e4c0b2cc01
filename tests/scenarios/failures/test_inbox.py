"""What a person did is stored before anything else; a bot that dies right then has it handled once by the next."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable

import pytest

from bot.comms.cards.ids import Block
from bot.sandbox import NotAcked, Person
from tests.scenarios.failures.perils import UNHURRIED, Lives
from tests.scenarios.failures.story import room_of, verified
from tests.scenarios.world import world


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


async def test_a_command_is_handled_once_and_not_before_its_lease_has_run_out(lives: Lives):
    sari = lives.world.person("sari")
    await dies_right_after_storing(lives, sari.command("/incident declare sev1 Shop is down"))
    await lives.bot.sweep()
    assert lives.world.rooms() == []
    await swept_again(lives)
    assert lives.world.rooms() == ["mi-1-shop-is-down"]
    assert "MI-1" in heard_by(sari)


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
