"""Commands, refusals and settled steps: decided and stored in one transaction, once."""

from __future__ import annotations

import asyncio

import pytest

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.errors import MimTaken, NotAllowed, UnknownIncident
from bot.warroom.evolution import replay
from bot.warroom.operations.run_room import finish, perform, refuse, settle
from bot.warroom.outcomes import Outcome
from tests.warroom.builders import ADI, BIMA, CITRA, DIAN, EKA, kinds, marked, of
from tests.warroom.operations.office import Office, said


async def test_a_command_is_stored_with_what_it_owes_and_its_answer(office: Office):
    number = await office.declared()
    before = len(await office.rows())
    performed = await office.do(number, c.AcceptMim(), key=await office.submitted("action:1"))
    assert kinds(entry.event for entry in performed.entries) == ["mim_accepted", "milestone"]
    added = (await office.rows())[before:]
    assert ("reply", "reply:action:1") in added
    assert "person.say" in {step for step, _key in added}


async def test_delivered_twice_it_happens_once(office: Office):
    number = await office.declared()
    key = await office.submitted("action:1")
    await office.do(number, c.RecordRemark(kind="note", text="Once"), key=key)
    before = await office.everything()
    assert (await office.do(number, c.RecordRemark(kind="note", text="Once"), key=key)).repeated
    assert await office.everything() == before


async def test_a_refusal_changes_nothing_and_can_be_answered_once(office: Office):
    number = await office.declared()
    key = await office.submitted("action:1")
    before = await office.everything()
    with pytest.raises(NotAllowed):
        await office.do(number, c.Resolve(text="Restarted"), by=EKA, key=key)
    assert await office.everything() == before
    asked = office.asked(EKA, key)
    assert asked.reply_to
    for _ in range(2):
        await refuse(office.engine, key, asked.reply_to, said(await office.do(number, c.DraftReview())))
    assert [each for each in await office.rows() if each == ("reply", "reply:action:1")] == [
        ("reply", "reply:action:1")
    ]


async def test_a_failing_answer_undoes_the_command(office: Office):
    number = await office.declared()
    before = await office.everything()

    def broken(_performed):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await perform(office.engine, number, c.AcceptMim(), office.asked(ADI, answer=broken))
    assert await office.everything() == before


async def test_answers_without_a_submission_are_all_given(office: Office):
    number = await office.declared()
    for _ in range(20):
        await office.do(number, c.RecordRemark(kind="note", text="Again"))
    assert len([step for step, _key in await office.rows() if step == "reply"]) == 21


async def test_of_two_people_claiming_at_once_one_leads(office: Office):
    number = await office.declared()
    results = await asyncio.gather(
        *(office.do(number, c.ClaimMim(), by=person) for person in (BIMA, DIAN)), return_exceptions=True
    )
    assert len([each for each in results if isinstance(each, MimTaken)]) == 1
    assert len(of(e.MimAccepted, await office.events(number))) == 1


async def test_administrators_are_those_whom_the_policy_names(office: Office):
    number = await office.declared()
    with pytest.raises(NotAllowed):
        await office.do(number, c.Cancel(reason="A duplicate"), by=DIAN)
    assert (await office.do(number, c.Cancel(reason="A duplicate"), by=CITRA)).state


async def test_a_decline_asks_the_next_of_the_rota(office: Office):
    number = await office.declared()
    await office.do(number, c.DeclineMim(), by=ADI)
    assert (await office.state(number)).mim == BIMA


async def test_an_update_tells_what_was_marked_since_the_last_one(office: Office):
    number = await office.declared()
    await office.do(number, c.RecordRemark(kind="action", text="Restarted the gateway"))
    await office.do(number, c.PublishUpdate(text="One"))
    await office.do(number, c.RecordRemark(kind="decision", text="Fail over"))
    await office.do(number, c.PublishUpdate(text="Two"))
    told = [
        [change["text"] for change in each.facts["changes"]]
        for each in of(e.UpdatePublished, await office.events(number))
    ]
    assert told == [["Restarted the gateway"], ["Fail over"]]


async def test_a_remark_is_kept_with_when_it_happened_and_when_it_was_said(office: Office):
    number = await office.declared()
    at = office.later(-10)
    performed = await office.do(number, c.RecordRemark(kind="action", text="Restarted", at=at))
    [entry] = performed.entries
    assert (entry.occurred_at, entry.recorded_at) == (at, office.clock.now())


async def test_the_role_of_whoever_speaks_is_kept(office: Office):
    number = await office.declared()
    await office.do(number, c.AssignRole(role="scribe", person=DIAN))
    performed = await office.do(number, c.RecordRemark(kind="note", text="Noted"), by=DIAN)
    assert performed.entries[0].role == "scribe"


async def test_an_unknown_incident_is_refused_and_its_submission_stays(office: Office):
    key = await office.submitted("action:1")
    with pytest.raises(UnknownIncident):
        await office.do(99, c.AcceptMim(), key=key)
    assert await finish(office.engine, key)
    assert not await finish(office.engine, key)


async def test_the_stored_state_is_what_the_stored_entries_amount_to(office: Office):
    number = await office.declared()
    for command in (
        c.AcceptMim(),
        c.AssignRole(role="deputy", person=DIAN),
        c.PublishUpdate(text="News"),
        c.SnoozeUpdate(seconds=60, reason="Writing"),
        c.AddTask(text="Call the bank"),
        c.OfferHandover(to=BIMA),
        c.Resolve(text="Restarted"),
        c.Reopen(reason="Again"),
    ):
        await office.do(number, command)
    assert replay(await office.entries(number)) == await office.state(number)


async def test_a_settled_step_records_what_is_now_true(office: Office):
    await office.declare()
    [create] = [step for step in await office.claim() if step.step == "room.create"]
    assert await settle(office.engine, create, Outcome(events=(e.RoomOpened(channel="C1", name="mi-1"),)))
    room = (await office.state(1)).room
    assert room
    assert room.channel == "C1"
    assert ("room.card", "room.card:1:first") in await office.rows()


async def test_settling_with_an_outdated_lease_changes_nothing(office: Office):
    await office.declare()
    [outdated] = [step for step in await office.claim() if step.step == "room.create"]
    office.clock.advance(3600)
    [current] = [step for step in await office.claim() if step.step == "room.create"]
    before = await office.everything()
    opened = Outcome(events=(e.RoomOpened(channel="C1", name="mi-1"),))
    assert not await settle(office.engine, outdated, opened)
    assert await office.everything() == before
    assert await settle(office.engine, current, opened)
    settled = await office.everything()
    assert not await settle(office.engine, current, opened), "nor twice with the same"
    assert await office.everything() == settled


async def test_a_mark_that_is_reported_twice_is_one(office: Office):
    number = await office.declared()
    fact = office.engine.facts([marked("decision")], office.asked(ADI), key="r:1")
    for _ in range(2):
        async with office.store.writing() as tx:
            await office.engine.record(tx, await tx.lock(number), [*fact, *fact])
    assert kinds(await office.events(number)).count("marked") == 1
