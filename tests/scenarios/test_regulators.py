"""Regulator clocks in the room: asked, answered by a button, counted down, a draft with its gaps, the receipt."""

from __future__ import annotations

from tests.scenarios.acting import presses
from tests.scenarios.looking import card, own, shown, told
from tests.scenarios.world import World

CLOCK = "GDPR Art. 33: notification"


async def led(world: World) -> str:
    name = await world.declare("sev1 Customer data is shown to others")
    await world.types("raihan", "/incident mim accept", name)
    await world.quiet()
    return name


async def leap(world: World, *, hours: float) -> None:
    """So much time passes at once: what falls due meanwhile is late together."""
    world.clock.advance(hours * 3600)
    await world.bot.fire_timers()
    await world.quiet()


async def test_the_room_is_asked_and_a_yes_starts_the_countdown_on_card_and_in_the_message_to_the_lead(bot: World):
    name = await led(bot)
    await bot.pass_time(minutes=16)
    asked = next(it for it in own(bot, name) if "Must an authority be told?" in it.all_text)
    assert "personal data of people in the European Union" in asked.all_text
    answer = await presses(bot, "budi", asked, "classify_yes")
    assert "1 clock runs" in answer
    assert f"⚖️ {CLOCK}: by" in card(bot, name).all_text
    assert any(CLOCK in said and "MI-1" in said for said in told(bot, "raihan"))
    state = await bot.state()
    assert state.clocks["gdpr_33"].due_at.isoformat() == "2026-11-27T03:00:00+00:00"


async def test_it_reminds_at_half_the_time_takes_the_receipt_and_falls_silent(room: World):
    name = await led(room)
    answer = await room.types("budi", "/incident classify electronic_system_id yes", name)
    assert "1 clock runs" in answer.all_text
    await leap(room, hours=12.1)
    assert any("50% of the time is gone" in said for said in room.said(name))
    refused = await room.types("budi", "/incident clock bssn_15 submitted TKT-9", name)
    assert "may record a submission to an authority" in refused.all_text
    await room.person("raihan").command("/incident clock bssn_15 submitted", name)
    await room.person("raihan").modal("clock_submit_modal")
    await room.person("raihan").submit(values={"text": {"text": "TKT-9 <!channel>"}})
    await room.quiet()
    assert any("was submitted at" in said and "TKT-9" in said for said in room.said(name))
    assert CLOCK not in card(room, name).all_text
    await leap(room, hours=13)
    assert not any("has passed" in said for said in room.said(name))
    assert "submitted" in (await room.types("budi", "/incident clock", name)).all_text


async def test_the_draft_is_filled_from_the_record_and_says_what_is_missing(room: World):
    name = await led(room)
    await room.types("raihan", "/incident classify personal_data_eu yes at 09:40", name)
    await room.types("raihan", "/incident impact 1,200 customers saw data of others", name)
    await room.types("raihan", "/incident action Switched the page off", name)
    said = (await room.types("raihan", "/incident clock gdpr draft", name)).all_text
    assert "Customer data is shown to others" in said
    assert "1,200 customers saw data of others" in said
    assert "Switched the page off" in said
    assert "not known yet" in said
    assert "verify with counsel" in said


async def test_the_deadline_is_heard_of_after_the_incident_is_closed_and_its_room_put_away(room: World):
    name = await led(room)
    await room.types("raihan", "/incident classify personal_data_eu yes", name)
    await room.types("raihan", "/incident cancel Wrong alarm", name)
    await leap(room, hours=73)
    assert any("the deadline" in said and CLOCK in said for said in told(room, "raihan"))


async def test_what_is_mistyped_comes_back_with_what_there_is(room: World):
    name = await led(room)
    said = (await room.types("budi", "/incident classify pii yes", name)).all_text
    assert "no question called pii" in said
    assert "personal_data_eu" in said
    assert "yes|no|unknown" in (await room.types("budi", "/incident classify bank_id maybe", name)).all_text
    assert "classify" in (await room.types("budi", "/incident clock ojk draft", name)).all_text
    assert "already" in (await again(room, name))
    assert shown(room, "budi")


async def test_a_receipt_is_never_recorded_for_a_report_that_was_not_named(room: World):
    name = await led(room)
    await room.types("raihan", "/incident classify bank_id yes", name)
    for meant in ("ojk", "ojk_fulls", "ojk_initials"):
        said = (await room.types("raihan", f"/incident clock {meant} submitted TKT-9", name)).all_text
        assert f"No clock called {meant} runs here" in said
        assert "ojk_initial, ojk_full" in said
    said = (await room.types("raihan", "/incident classify personal_data yes", name)).all_text
    assert "no question called personal_data" in said
    assert set((await room.state()).clocks) == {"ojk_initial", "ojk_full"}
    await room.types("raihan", "/incident clock ojk_f submitted TKT-9", name)
    assert (await room.state()).clocks["ojk_full"].receipt == "TKT-9"


async def test_reminders_that_are_late_together_are_one_and_none_says_that_a_past_deadline_lies_ahead(room: World):
    name = await led(room)
    await room.types("raihan", "/incident classify electronic_system_id yes", name)
    await leap(room, hours=20)
    said = [it for it in room.said(name) if "of the time is gone" in it]
    assert ["80%" in it for it in said] == [True]
    await leap(room, hours=5)
    assert len([it for it in room.said(name) if "of the time is gone" in it]) == 1
    assert len([it for it in room.said(name) if "has passed" in it]) == 1


async def again(world: World, name: str) -> str:
    await world.types("budi", "/incident classify bank_id no", name)
    return (await world.types("budi", "/incident classify bank_id no", name)).all_text
