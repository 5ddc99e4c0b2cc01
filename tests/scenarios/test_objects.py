"""Hypotheses, decisions, actions and tasks as people meet them: numbered, with buttons, and each with its clock."""

from __future__ import annotations

from typing import Any

from bot.sandbox import Message
from tests.scenarios.acting import presses
from tests.scenarios.looking import card, own, shown, told
from tests.scenarios.world import World


async def led(world: World) -> str:
    """An incident whose MIM has accepted."""
    name = await world.declare("sev2 Checkout fails")
    await world.types("raihan", "/incident mim accept", name)
    await world.quiet()
    return name


async def says(world: World, handle: str, line: str, name: str) -> str:
    answer = await world.types(handle, f"/incident {line}", name)
    await world.quiet()
    return answer.all_text


def object_card(world: World, name: str, label: str) -> Message:
    """The one card of H1, D2 or A3."""
    [found] = [it for it in own(world, name) if f"*{label} " in it.all_text.partition("\n")[0] and it.blocks]
    return found


async def fills(world: World, handle: str, callback: str, **fields: Any) -> None:
    """Fills in the form that has opened and sends it."""
    await world.person(handle).modal(callback)
    await world.person(handle).submit(values={name: {name: given} for name, given in fields.items()})
    await world.quiet()


def buttons(message: Message) -> list[str]:
    rows = [block for block in message.blocks or () if block["type"] == "actions"]
    return [each["text"]["text"] for row in rows for each in row["elements"]]


async def test_a_hypothesis_is_proposed_tested_called_back_and_disproved_on_one_card(bot: World) -> None:
    name = await led(bot)
    answer = await says(bot, "budi", "hypothesis The connection pool is full", name)
    assert "*H1* is on the record." in answer
    assert "`/incident hypothesis H1 confirmed &lt;evidence&gt;`" in answer
    message = object_card(bot, name, "H1")
    assert "💡 *H1 Hypothesis* · *Budi Santoso* · proposed" in message.all_text
    assert buttons(message) == ["Test it…", "Confirm…", "Disprove…"]
    assert "*H1* The connection pool is full" in card(bot, name).all_text

    await says(bot, "raihan", "hypothesis H1 testing @budi by 15m", name)
    assert "🔎 being tested" in object_card(bot, name, "H1").all_text
    assert any("asks *Budi Santoso* to find out whether *H1* is true" in it for it in told(bot, "budi"))
    await bot.pass_time(minutes=16)  # at 15 much is said at once, and Slack takes a message a second
    budi = bot.person("budi").id
    [call] = [it for it in own(bot, name) if it.all_text.startswith("⏰ <@")]
    assert f"⏰ <@{budi}>, the time for *H1* is over" in call.all_text
    assert buttons(call) == ["More time…", "Confirm…", "Disprove…"]

    await bot.person("budi").click(call, "hypothesis_disprove_open")
    await fills(bot, "budi", "object_modal", text="Half of it is idle")
    assert "*H1* is ruled out." in shown(bot, "budi")[-1]
    message = object_card(bot, name, "H1")
    assert "❌ disproved" in message.all_text
    assert "*Evidence:* Half of it is idle" in message.all_text
    assert buttons(message) == []


async def test_a_disproved_hypothesis_that_comes_back_is_warned_of_with_the_evidence(room: World) -> None:
    name = await led(room)
    await says(room, "budi", "hypothesis The connection pool is full", name)
    await says(room, "budi", "hypothesis #1 disproved half of it is idle", name)
    answer = await says(room, "dewi", "hypothesis maybe the connection pool is full!", name)
    warning = "⚠️ Much like *H1*, which was disproved: half of it is idle"
    assert warning in answer
    assert warning in object_card(room, name, "H2").all_text
    await says(room, "budi", "hypothesis 9 test servers take the traffic", name)
    assert "9 test servers take the traffic" in object_card(room, name, "H3").all_text


async def test_a_marked_message_is_an_object_until_the_mark_is_taken_away(bot: World) -> None:
    name = await led(bot)
    said = await bot.person("budi").say(name, "It is the new certificate")
    await bot.person("dewi").react(said, "bulb")
    await bot.heard()
    message = object_card(bot, name, "H1")
    assert message.thread_ts == said.ts
    assert "It is the new certificate" in message.all_text
    await bot.person("dewi").unreact(said, "bulb")
    await bot.heard()
    message = object_card(bot, name, "H1")
    assert "withdrawn" in message.all_text
    assert buttons(message) == []
    await bot.person("budi").say(name, "DECISION: we fail over")
    await bot.heard()
    assert buttons(object_card(bot, name, "D1")) == ["Object…"]


async def test_a_decision_is_objected_to_or_stands_when_its_window_ends(room: World) -> None:
    name = await led(room)
    await says(room, "raihan", "decision Fail over to the second site", name)
    assert "Strong objections? Until" in object_card(room, name, "D1").all_text
    await says(room, "raihan", "decision Stop the batch jobs by 2m", name)
    await room.person("dewi").click(object_card(room, name, "D1"), "decision_object_open")
    await fills(room, "dewi", "object_modal", text="The replica lags")
    await room.pass_time(minutes=5, seconds=40)
    assert any("⚖️ Nobody objected to *D2*: Stop the batch jobs" in it for it in room.said(name))
    settled = next(it for it in room.said(name) if "⚖️ *D1* stands with objections" in it)
    assert "✋ Dewi" in settled
    assert "The replica lags" in settled
    assert "✅ no objection" in object_card(room, name, "D2").all_text
    late = await says(room, "dewi", "decision D2 object Too risky", name)
    assert "The time to object to D2 is over." in late
    assert "decision D2 object Too risky" in late


async def test_an_action_has_its_result_and_way_back_on_its_card(room: World) -> None:
    name = await led(room)
    await says(room, "budi", "action Restart the gateway", name)
    await room.person("budi").click(object_card(room, name, "A1"), "action_result_open")
    await fills(room, "budi", "object_modal", text="Errors fell to 2 %", plan="Start the old version")
    message = object_card(room, name, "A1")
    assert "*Result:* Errors fell to 2 %" in message.all_text
    assert "*To take it back:* Start the old version" in message.all_text
    await says(room, "budi", "action A1 rolled back Errors came back", name)
    message = object_card(room, name, "A1")
    assert "↩️ rolled back" in message.all_text
    assert "*Rolled back:* Errors came back" in message.all_text
    listed = await says(room, "sari", "investigation", name)
    assert "*A1* Restart the gateway · ↩️ rolled back" in listed


async def test_a_number_there_is_not_and_a_word_that_is_none_are_answered_with_the_form(room: World) -> None:
    name = await led(room)
    assert "There is no hypothesis H7 in MI-1." in await says(room, "budi", "hypothesis H7 confirmed yes", name)
    await says(room, "budi", "hypothesis It is DNS", name)
    answer = await says(room, "budi", "hypothesis H1 perhaps", name)
    assert "hypothesis H1 testing @user by 20m" in answer
    assert "hypothesis H1 perhaps" in answer
    assert len(await room.entries(1, "hypothesis")) == 1


async def test_a_task_is_given_reminded_of_and_called_when_it_is_due(bot: World) -> None:
    name = await led(bot)
    await says(bot, "raihan", "task Call the bank", name)
    answer = await says(bot, "raihan", "task 1 @budi by 30m", name)
    assert "Task 1 is given. Owner: *Budi Santoso*" in answer
    assert any("task 1 is yours: Call the bank" in it for it in told(bot, "budi"))
    await bot.pass_time(minutes=20, seconds=40)
    assert any("task 1 is due" in it for it in told(bot, "budi"))
    await bot.pass_time(minutes=10)
    budi = bot.person("budi").id
    await says(bot, "raihan", "task Write it down @dewi", name)
    assert any("task 2 is yours: Write it down" in it for it in told(bot, "dewi")), "given in the same breath"
    [call] = [it for it in own(bot, name) if f"⏰ <@{budi}>, task 1 is due: Call the bank" in it.all_text]
    await presses(bot, "budi", call, "task_done")
    assert (await bot.state()).tasks[0].done


async def test_done_and_cancel_without_words_ask(room: World) -> None:
    name = await led(room)
    assert "No task yet" in await says(room, "budi", "done", name)
    await says(room, "budi", "task Call the bank", name)
    await room.person("budi").command("/incident done", channel=name)
    await fills(room, "budi", "done_modal", kind="1")
    assert (await room.state()).tasks[0].done
    await room.person("raihan").command("/incident cancel", channel=name)
    await fills(room, "raihan", "cancel_modal", reason="It was a test")
    assert (await room.state()).state == "cancelled"


async def test_an_unknown_person_at_the_end_of_a_task_is_told(room: World) -> None:
    name = await led(room)
    answer = await says(room, "raihan", "task Call the bank @nobody", name)
    assert "I don't know @nobody." in answer
    assert "task Call the bank @nobody" in answer
    assert (await room.state()).tasks == ()


async def test_the_closing_gate_names_the_way_to_give_a_task_to_somebody(room: World) -> None:
    name = await led(room)
    await says(room, "budi", "task Call the bank", name)
    answer = await says(room, "raihan", "close", name)
    assert "`/incident task 1 @user`" in answer
    assert shown(room, "raihan")


async def test_a_risk_is_written_down_accepted_by_whoever_takes_over_and_closed_with_its_button(room: World) -> None:
    name = await led(room)
    answer = await says(room, "budi", "risk The backup is a day old <!here> owner @maya by 30m", name)
    assert "Risk 1 is on the record; whoever takes over must accept it." in answer
    [said] = [it for it in own(room, name) if "⚠️ *Risk 1*" in it.all_text]
    assert "Owner: *Maya Anggraini* · By " in said.all_text
    assert "⚠️ *1* The backup is a day old" in await says(room, "sari", "risk", name)
    await says(room, "raihan", "handover @budi", name)
    assert "Risk 1: The backup is a day old" in await says(room, "budi", "handover accept", name)
    await room.person("budi").click(said, "risk_close_open")
    await fills(room, "budi", "risk_close_modal", text="A new one was made")
    assert any("risk 1 is over" in words and "A new one was made" in words for words in room.said(name))
    assert "MI-1 has no open risk 1." in await says(room, "budi", "risk close 1", name)
    assert "Risk 1" not in await says(room, "budi", "handover accept", name)


async def test_the_owner_of_an_action_is_reminded_by_direct_message_and_asked_in_the_room(room: World) -> None:
    name = await led(room)
    await says(room, "raihan", "action Drain site one owner @budi by 20m", name)
    room.clock.advance(11 * 60)
    await room.bot.fire_timers()
    await room.quiet()
    assert "the result of *A1* is due" in told(room, "budi")[-1]
    room.clock.advance(9 * 60)
    await room.bot.fire_timers()
    await room.quiet()
    [asked] = [it for it in own(room, name) if "what did *A1* bring? Drain site one" in it.all_text]
    await room.person("budi").click(asked, "action_result_open")
    await fills(room, "budi", "object_modal", text="Errors fell")
    assert (await room.state()).actions[0].result == "Errors fell"


async def test_what_was_typed_in_error_is_withdrawn_with_a_reason(room: World) -> None:
    name = await led(room)
    await says(room, "budi", "hypothesis It is DNS", name)
    await says(room, "budi", "workaround Cache is off", name)
    answer = await says(room, "budi", "hypothesis H1 withdraw Typed into the wrong room", name)
    assert "*H1* is withdrawn; what was said stays on the timeline." in answer
    message = object_card(room, name, "H1")
    assert "*Withdrawn:* Typed into the wrong room" in message.all_text
    assert buttons(message) == []
    assert "It is DNS" not in card(room, name).all_text
    await says(room, "budi", "debt withdraw W1 It was never off", name)
    assert any("*W1* is withdrawn. Cache is off" in words for words in room.said(name))
    assert "Cache is off" not in card(room, name).all_text
