"""A channel's name leads to a channel that the bot is in, with as few questions to Slack as can be."""

import asyncio

import pytest

from bot.comms.retry import CannotDo
from bot.comms.steps import Channels
from tests.comms.slackhouse import House


def channels(house: House, *, create_missing: bool = True) -> Channels:
    return Channels(house.gateway, create_missing=create_missing)


@pytest.mark.parametrize("written", ["#general", "general", " #general ", "{id}", "<#{id}|general>", "<#{id}>"])
async def test_a_channel_is_found_however_it_is_written(house: House, written: str) -> None:
    general = house.channel("general")
    assert await channels(house).find(written.format(id=general.id)) == general.id
    assert house.me in general.members


async def test_slack_is_asked_once_for_a_channel(house: House) -> None:
    known = channels(house)
    await asyncio.gather(*[known.find("#general") for _ in range(10)])
    assert (house.calls("conversations.list"), house.calls("conversations.join")) == (1, 1)


async def test_after_warming_nothing_is_asked(house: House) -> None:
    known = channels(house)
    await known.warm(["#general", "#support", "#missing"])
    asked = len(house.calls_seen)
    await known.find("#general")
    await known.find("#support")
    assert len(house.calls_seen) == asked
    assert house.sandbox.workspace.find_channel("missing") is None


async def test_two_who_need_the_same_missing_channel_get_one(house: House) -> None:
    known = channels(house)
    first, second = await asyncio.gather(known.find("#updates"), known.find("#updates"))
    assert first == second == house.channel("updates").id


async def test_an_archived_channel_is_not_used_and_the_words_say_so(house: House) -> None:
    await house.gateway.archive((await house.gateway.create_channel("old")).id)
    with pytest.raises(CannotDo, match="I see no channel #old: it is missing, archived, or private without me in it"):
        await channels(house).find("#old")


async def test_an_unknown_id_is_not_taken_for_the_name_of_a_new_channel(house: House) -> None:
    with pytest.raises(CannotDo):
        await channels(house).find("C0NOWHERE")
    assert house.calls("conversations.create") == 0
