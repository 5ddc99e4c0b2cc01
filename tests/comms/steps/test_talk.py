"""What is said to the room, to a person, and back to whoever asked, is said once and by the best open way."""

import pytest

from bot.comms.retry import CannotDo
from bot.comms.transports import errors as e
from bot.warroom.events import Remark, StepFailed, TopicSet, UpdateDrafted
from tests.comms.slackhouse import START, House, again


async def test_the_room_hears_of_an_entry(house: House) -> None:
    await house.declare(Remark(kind="decision", text="Roll back"))
    await house.do(house.step("room.say", seq=3))
    assert house.said("mi-42") == ["entry 3 decision"]


async def test_a_draft_is_shown_with_the_key_moments_since_the_last_update(house: House) -> None:
    said = [Remark(kind="decision", text="x"), UpdateDrafted(audiences=("staff",), due_at=START)]
    await house.declare(*said)
    await house.do(house.step("room.say", seq=4))
    assert house.said("mi-42") == ["entry 4 update_drafted since then ['decision']"]


async def test_an_entry_without_words_is_skipped(house: House) -> None:
    await house.declare(TopicSet(topic="x"))
    assert (await house.do(house.step("room.say", seq=3))).note == "nothing to say"
    assert (await house.do(house.step("room.say", seq=99))).note == "nothing to say"
    assert house.said("mi-42") == []


async def test_that_the_room_could_not_be_told_is_not_told_to_the_room(house: House) -> None:
    await house.declare(StepFailed(step="room.say", why="x"), StepFailed(step="room.topic", why="x"))
    assert (await house.do(house.step("room.say", seq=3))).status == "skipped"
    assert (await house.do(house.step("room.say", seq=4))).status == "done"


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "status"])
async def test_the_room_hears_once_whatever_happens_to_the_answer(house: House, fault: str) -> None:
    await house.declare(Remark(kind="note", text="x"))
    getattr(house.sandbox.faults, fault)("chat.postMessage")
    step = house.step("room.say", seq=3)
    with pytest.raises(e.Ambiguous):
        await house.do(step)
    house.clock.advance(30)
    await house.do(again(step))
    assert house.said("mi-42") == ["entry 3 note"]


async def test_two_entries_with_the_same_words_are_both_said(house: House) -> None:
    await house.declare(Remark(kind="note", text="x"))
    first, second = house.step("room.say", seq=3), house.step("room.say", seq=3)
    await house.do(first)
    await house.do(again(second))
    assert house.said("mi-42") == ["entry 3 note"] * 2


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
async def test_a_person_is_written_to_once(house: House, fault: str) -> None:
    await house.declare()
    getattr(house.sandbox.faults, fault)("chat.postMessage")
    step = house.step("person.say", seq=0, user=house.person("budi").id, **{"as": "duties:mim"})
    with pytest.raises(e.Ambiguous):
        await house.do(step)
    await house.do(again(step))
    assert [message.text for message in house.person("budi").dms()] == ["duties:mim MI-42 entry none"]


@pytest.mark.parametrize(
    ("asks", "more"), [("person.say", {"as": "page", "seq": 0}), ("confirm.ask", {"seq": 1, "ref": "@budi"})]
)
async def test_whoever_is_written_to_reads_it_in_the_language_they_chose_a_moment_ago(
    house: House, asks: str, more: dict[str, object]
) -> None:
    await house.declare()
    budi = house.person("budi")
    async with house.store.writing() as tx:
        await tx.choose_language(budi.id, "id")
    await house.do(house.step(asks, **({"user": budi.id} | more)))
    assert [message.text.rpartition(" in ")[2] for message in budi.dms()] == ["id"]


async def test_somebody_who_cannot_be_written_to_is_named(house: House) -> None:
    await house.declare()
    house.sandbox.faults.error("conversations.open", "user_disabled")
    with pytest.raises(CannotDo) as refused:
        await house.do(house.step("person.say", seq=1, user=house.person("budi").id, **{"as": "page"}))
    assert refused.value.why == "Budi Santoso: The person cannot be written to (user_disabled)."


async def test_an_answer_goes_to_the_response_url(house: House) -> None:
    url = await house.response_url("budi", "general")
    await house.do(house.step("reply", number=None, response_url=url, channel=None, user="U", text="Done"))
    assert [it.text for it in house.person("budi").ephemerals("general")] == ["Done"]


@pytest.mark.parametrize("gone", ["expired", "used up"])
async def test_when_the_response_url_is_gone_the_answer_is_shown_in_the_channel(house: House, gone: str) -> None:
    url = await house.response_url("budi", "general")
    await house.gateway.join(house.channel("general").id)
    if gone == "expired":
        house.clock.advance(31 * 60)
    else:
        for number in range(5):
            await house.do(house.step("reply", number=None, response_url=url, user="U", text=f"{number}"))
    budi = house.person("budi")
    channel = house.channel("general").id
    outcome = await house.do(
        house.step("reply", number=None, response_url=url, channel=channel, user=budi.id, text="Done")
    )
    assert outcome.note == "shown in the channel"
    assert budi.ephemerals("general")[-1].text == "Done"


async def test_when_nothing_can_be_shown_in_the_channel_the_answer_is_a_direct_message(house: House) -> None:
    budi, elsewhere = house.person("budi"), house.channel("support").id
    outcome = await house.do(
        house.step("reply", number=None, response_url=None, channel=elsewhere, user=budi.id, text="Done")
    )
    assert outcome.note == "sent as a direct message"
    assert [it.text for it in budi.dms()] == ["Done"]


async def test_whoever_declared_gets_the_link_to_the_room(house: House) -> None:
    state = await house.declare()
    await house.do(house.step("reply.opened", user=house.person("budi").id, channel=None, response_url=None))
    assert state.room
    assert [it.text for it in house.person("budi").dms()] == [f"MI-42 is open: go to <#{state.room.channel}>."]


async def test_whoever_declared_is_told_when_the_room_could_not_be_opened(house: House) -> None:
    await house.declare(room=None)
    await house.do(house.step("reply.opened", user=house.person("budi").id, channel=None, response_url=None))
    [told] = house.person("budi").dms()
    assert told.text == "MI-42 is recorded, but its room could not be opened. Lead it where you are."
