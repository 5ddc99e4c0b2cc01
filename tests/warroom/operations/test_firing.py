"""Timers fire once, see the state as it is, and carry a promise through its whole ladder by the clock."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.operations.run_room import settle
from bot.warroom.operations.timers import fire_due
from bot.warroom.outcomes import Outcome
from bot.warroom.policy import Closure
from bot.warroom.ports import TimerSpec
from tests.warroom.builders import ADI, BIMA, CITRA, DIAN, PEOPLE, kinds, of, policy
from tests.warroom.operations.office import ROTAS, Office


async def started(office: Office) -> tuple[int, int]:
    """An incident whose MIM has accepted: its number, and how many entries it has."""
    number = await office.declared()
    await office.do(number, c.AcceptMim(), by=ADI)
    return number, len(await office.entries(number))


async def test_nothing_fires_before_its_time(office: Office):
    await office.declared()
    office.clock.advance(119)
    assert await fire_due(office.engine) == []
    office.clock.advance(1)
    [(timer, when), (look, _when)] = await fire_due(office.engine)
    assert look.kind == "suggest"
    assert (timer.kind, when) == ("mim_remind", office.clock.now())


async def test_two_replicas_fire_a_timer_once(office: Office):
    number, before = await started(office)
    office.clock.advance(300)
    await asyncio.gather(*(fire_due(office.engine) for _ in range(3)))
    assert len(of(e.UpdatePublished, await office.events(number, before))) == 1


async def test_timers_fire_earliest_first(office: Office):
    await started(office)
    office.clock.advance(300)
    fired = [timer.due_at for timer, _when in await fire_due(office.engine)]
    assert fired == sorted(fired)
    assert await fire_due(office.engine) == []


async def test_whoever_is_asked_and_silent_is_reminded_then_followed_by_the_next(office: Office):
    number = await office.declared()
    await office.wait(2)
    assert [key for step, key in await office.rows() if step == "person.say"][-1].endswith(f"reminder:{ADI.id}")
    await office.wait(3)
    assert (await office.state(number)).mim == BIMA
    await office.wait(5)
    assert (await office.state(number)).mim == CITRA
    await office.wait(5)
    [unanswered] = of(e.MimUnanswered, await office.events(number))
    assert unanswered.asked == PEOPLE
    assert (await office.entries(number))[-1].actor is None


async def test_whoever_accepted_is_reminded_of_nothing(office: Office):
    number, _ = await started(office)
    async with office.store.writing() as tx:
        await tx.set_timers(number, [TimerSpec(kind="mim_remind", subject="", due_at=office.clock.now())])
    before = await office.rows()
    assert [timer.kind for timer, _when in await fire_due(office.engine)] == ["mim_remind"]
    assert await office.rows() == before


async def test_a_promise_is_warned_of_kept_and_made_again_with_nobody_doing_anything(office: Office):
    number, before = await started(office)
    await office.wait(4)
    assert kinds(await office.events(number, before)) == ["update_drafted"]
    await office.wait(1)
    assert kinds(await office.events(number, before + 1)) == [
        *["promise_kept"] * 3, "update_published", *["update_promised"] * 3,
    ]  # fmt: skip
    sent = [key for step, key in await office.rows() if step == "update.send"]
    assert sent == ["update.send:1:1:staff:#staff", "update.send:1:1:customers:#customers",
                    "update.send:1:1:executives:#executives"]  # fmt: skip
    await office.wait(10)
    [second] = of(e.UpdatePublished, await office.events(number, before + 8))
    assert (second.number, second.audiences, second.automatic) == (2, ("staff", "customers"), True)


async def test_a_snoozed_promise_is_missed_escalated_twice_and_sent_in_the_end(office: Office):
    number, _ = await started(office)
    await office.do(number, c.AssignRole(role="deputy", person=DIAN))
    before = len(await office.entries(number))
    await office.do(number, c.SnoozeUpdate(seconds=1200, audience="executives", reason="Writing"))
    await office.wait(25)
    events = [
        each
        for each in await office.events(number, before)
        if getattr(each, "audience", "") == "executives" or (isinstance(each, e.UpdatePublished) and
                                                             "executives" in each.audiences)
    ]  # fmt: skip
    assert kinds(events) == [
        "update_snoozed", "promise_missed", "promise_escalated", "promise_escalated", "update_published",
        "update_promised",
    ]  # fmt: skip
    assert [each.told for each in of(e.PromiseEscalated, events)] == [DIAN, CITRA]
    told = [key for step, key in await office.rows() if step == "person.say" and ":overdue:" in key]
    assert [key.rsplit(":", 1)[1] for key in told] == [DIAN.id, CITRA.id]


async def test_an_escalation_without_a_deputy_reaches_whoever_leads(office: Office):
    number, _ = await started(office)
    await office.do(number, c.SnoozeUpdate(seconds=1200, reason="Writing"))
    await office.wait(10)
    assert {each.told for each in of(e.PromiseEscalated, await office.events(number))} == {ADI}


async def test_after_an_outage_each_audience_is_told_once_late(office: Office):
    number, before = await started(office)
    office.clock.advance(3 * 3600)
    await fire_due(office.engine)
    events = await office.events(number, before)
    assert kinds(events) == [*["promise_missed"] * 3, "update_published", *["update_promised"] * 3, "roles_missing"]
    assert (await office.state(number)).promises["staff"].due_at == office.later(10)


async def test_an_update_that_just_left_is_not_followed_by_the_automatic_one(office: Office):
    number, before = await started(office)
    office.clock.advance(299)
    await office.do(number, c.PublishUpdate(text="News"))
    office.clock.advance(1)
    await fire_due(office.engine)
    assert len(of(e.UpdatePublished, await office.events(number, before))) == 1


async def test_a_resolved_incident_is_silent(office: Office):
    number, _ = await started(office)
    await office.do(number, c.Resolve(text="Restarted"))
    before = len(await office.entries(number))
    assert await office.wait(30) == []
    assert len(await office.entries(number)) == before


async def closed(office: Office) -> int:
    office.engine = replace(office.engine, policy=policy(rotas=ROTAS, closure=Closure(milestones=())))
    number, _ = await started(office)
    await office.do(number, c.Resolve(text="Restarted"))
    await office.do(number, c.Close())
    return number


async def archive_rows(office: Office) -> list[str]:
    return [key for step, key in await office.rows() if step == "room.archive"]


async def test_the_room_of_a_closed_incident_is_archived_after_a_week_and_once(office: Office):
    number = await closed(office)
    office.clock.advance(7 * 86_400 - 1)
    await fire_due(office.engine)
    assert await archive_rows(office) == []
    office.clock.advance(1)
    await fire_due(office.engine)
    assert len(await archive_rows(office)) == 1
    while steps := await office.claim():
        for step in steps:
            events = (e.RoomArchived(),) if step.step == "room.archive" else ()
            await settle(office.engine, step, Outcome(events=events))
    room = (await office.state(number)).room
    assert room
    assert room.archived


async def test_a_room_that_was_reopened_meanwhile_is_not_archived(office: Office):
    number = await closed(office)
    await office.do(number, c.Reopen(reason="It came back"))
    async with office.store.writing() as tx:
        await tx.set_timers(number, [TimerSpec(kind="room_archive", subject="", due_at=office.clock.now())])
    await fire_due(office.engine)
    assert await archive_rows(office) == []


async def test_what_a_timer_does_wakes_the_relay_and_an_idle_tick_does_not(office: Office):
    await started(office)
    office.rings.clear()
    await fire_due(office.engine)
    assert office.rings == []
    office.clock.advance(300)
    await fire_due(office.engine)
    assert office.rings == [office.clock.now()]
