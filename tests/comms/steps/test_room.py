"""Opening the room, letting people in and putting it away, done once however often it is tried."""

import pytest

from bot.comms.retry import CannotDo, NotYet
from bot.comms.steps.room import names
from bot.comms.transports import errors as e
from bot.warroom.events import RoomArchived, RoomOpened, StepFailed
from bot.warroom.phrases import Told
from tests.comms.slackhouse import House, again


async def test_the_room_is_opened_under_the_wanted_name(house: House) -> None:
    await house.declare(room=None)
    outcome = await house.do(house.step("room.create", name="mi-42-shop", private=False))
    room = house.channel("mi-42-shop")
    assert outcome.events == (RoomOpened(channel=room.id, name="mi-42-shop"),)
    assert not room.is_private


async def test_a_private_incident_gets_a_private_room(house: House) -> None:
    await house.declare(room=None, private=True)
    await house.do(house.step("room.create", name="mi-42-shop", private=True))
    assert house.channel("mi-42-shop").is_private


async def test_an_incident_with_a_room_gets_no_second_one(house: House) -> None:
    await house.declare()
    outcome = await house.do(house.step("room.create", name="mi-42-shop"))
    assert outcome.status == "skipped"
    assert house.calls("conversations.create") == 1


async def test_a_taken_name_gets_the_next_free_number(house: House) -> None:
    await house.declare(room=None)
    await house.person("budi").create_channel("mi-42-shop")
    await house.person("budi").create_channel("mi-42-shop-2")
    outcome = await house.do(house.step("room.create", name="mi-42-shop"))
    assert [event.name for event in outcome.events] == ["mi-42-shop-3"]


async def test_a_long_name_keeps_its_number_within_eighty_characters() -> None:
    first, second, *_ = names("x" * 100)
    assert (first, second) == ("x" * 80, "x" * 78 + "-2")


async def test_a_room_made_before_the_connection_dropped_is_adopted(house: House) -> None:
    await house.declare(room=None)
    house.sandbox.faults.drop_after("conversations.create")
    step = house.step("room.create", name="mi-42-shop")
    with pytest.raises(e.Ambiguous):
        await house.do(step)
    house.clock.advance(90)
    outcome = await house.do(again(step))
    assert [event.channel for event in outcome.events] == [house.channel("mi-42-shop").id]
    assert house.sandbox.workspace.find_channel("mi-42-shop-2") is None


async def test_a_numbered_room_made_before_the_connection_dropped_is_adopted(house: House) -> None:
    await house.declare(room=None)
    await house.person("budi").create_channel("mi-42-shop")
    house.sandbox.faults.drop_after("conversations.create", skip=1)
    step = house.step("room.create", name="mi-42-shop")
    with pytest.raises(e.Ambiguous):
        await house.do(step)
    outcome = await house.do(again(step))
    assert [event.name for event in outcome.events] == ["mi-42-shop-2"]
    assert house.sandbox.workspace.find_channel("mi-42-shop-3") is None


async def test_a_room_that_was_never_made_is_made_at_the_second_try(house: House) -> None:
    await house.declare(room=None)
    house.sandbox.faults.drop_before("conversations.create")
    step = house.step("room.create", name="mi-42-shop")
    with pytest.raises(e.Ambiguous):
        await house.do(step)
    outcome = await house.do(again(step))
    assert [event.name for event in outcome.events] == ["mi-42-shop"]


async def test_a_doubtful_step_never_adopts_a_channel_that_a_person_made(house: House) -> None:
    await house.declare(room=None)
    await house.person("budi").create_channel("mi-42-shop")
    outcome = await house.do(again(house.step("room.create", name="mi-42-shop")))
    assert [event.name for event in outcome.events] == ["mi-42-shop-2"]


async def test_a_doubtful_step_never_adopts_the_room_of_another_incident(house: House) -> None:
    await house.declare(room="mi-shop")
    await house.declare(number=43, room=None)
    outcome = await house.steps["room.create"](again(house.step("room.create", name="mi-shop", number=43)))
    assert [event.name for event in outcome.events] == ["mi-shop-2"]


async def test_a_doubtful_step_never_adopts_an_old_channel_of_ours(house: House) -> None:
    await house.declare(room=None)
    await house.gateway.create_channel("mi-42-shop")
    house.clock.advance(3600)
    outcome = await house.do(again(house.step("room.create", name="mi-42-shop")))
    assert [event.name for event in outcome.events] == ["mi-42-shop-2"]


async def test_people_and_groups_come_in_with_one_call(house: House) -> None:
    await house.declare()
    refs = ["@backend", house.person("sari").id, "raihan@nusantara.example", "@budi"]
    outcome = await house.do(house.step("room.invite", refs=refs))
    members = set(house.channel("mi-42").members) - {house.me}
    assert members == {house.person(handle).id for handle in ("budi", "dewi", "sari", "raihan")}
    assert house.calls("conversations.invite") == 1
    assert outcome.events == ()


async def test_people_who_are_in_the_room_already_count_as_invited(house: House) -> None:
    await house.declare()
    await house.do(house.step("room.invite", refs=["@budi"]))
    outcome = await house.do(house.step("room.invite", refs=["@backend"]))
    assert house.person("dewi").id in house.channel("mi-42").members
    assert (outcome.status, outcome.events) == ("done", ())
    alone = await house.do(house.step("room.invite", refs=["@budi"]))
    assert (alone.status, alone.events) == ("done", ())


async def test_an_unknown_reference_is_told_to_the_room_and_the_others_come_in(house: House) -> None:
    await house.declare()
    outcome = await house.do(house.step("room.invite", refs=["@budi", "@network"]))
    assert house.person("budi").id in house.channel("mi-42").members
    assert outcome.status == "done"
    assert outcome.events == (
        StepFailed(
            step="room.invite",
            why="I don't know @network, so nobody was invited for it.",
            remedy="Invite them by hand, and correct the policy.",
            why_told=Told(template="I don't know {ref}, so nobody was invited for it.", facts={"ref": "@network"}),
            remedy_told=Told(template="Invite them by hand, and correct the policy."),
        ),
    )


async def test_somebody_whom_slack_refuses_is_named_and_the_others_come_in(house: House) -> None:
    await house.declare()
    await house.directory.warm()
    house.sandbox.workspace.user("dewi").deleted = True
    outcome = await house.do(house.step("room.invite", refs=["@backend"]))
    assert house.person("budi").id in house.channel("mi-42").members
    assert outcome.note == "Dewi Lestari could not be invited (user_not_found)."


async def test_nobody_is_invited_before_the_room_exists(house: House) -> None:
    await house.declare(room=None)
    with pytest.raises(NotYet):
        await house.do(house.step("room.invite", refs=["@budi"]))


async def test_the_room_is_archived_and_the_record_says_so(house: House) -> None:
    await house.declare()
    outcome = await house.do(house.step("room.archive"))
    assert house.channel("mi-42").is_archived
    assert outcome.events == (RoomArchived(),)
    assert (await house.do(house.step("room.archive"))).status == "skipped"


async def test_a_room_that_people_archived_counts_as_archived(house: House) -> None:
    await house.declare()
    await house.gateway.archive(house.channel("mi-42").id)
    assert (await house.do(house.step("room.archive"))).events == (RoomArchived(),)


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("room.invite", {"refs": ["@budi"]}),
        ("room.card", {}),
        ("room.topic", {}),
        ("room.say", {"seq": 1}),
    ],
)
async def test_an_archived_room_is_left_alone(house: House, name: str, payload: dict[str, object]) -> None:
    await house.declare()
    await house.gateway.archive(house.channel("mi-42").id)
    assert (await house.do(house.step(name, **payload))).status == "skipped"
    await house.record([RoomArchived()])
    calls = len(house.calls_seen)
    assert (await house.do(house.step(name, **payload))).status == "skipped"
    assert len(house.calls_seen) == calls


async def test_when_no_name_is_free_the_words_say_what_to_change(house: House) -> None:
    await house.declare(room=None)
    house.sandbox.faults.error("conversations.create", "name_taken", times=None)
    with pytest.raises(CannotDo, match="No free channel name was found for MI-"):
        await house.do(house.step("room.create", name="mi-42-shop"))
