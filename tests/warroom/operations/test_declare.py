"""Declaring: one number, one record and one room, however often it is delivered; a refusal leaves no trace."""

from __future__ import annotations

import asyncio

import pytest

from bot.warroom import commands as c
from bot.warroom.errors import EmptyText, SimilarOpen
from bot.warroom.operations.declare import declare_incident
from bot.warroom.operations.engine import Asked
from bot.warroom.operations.run_room import refuse
from bot.warroom.timeline import check_chain
from tests.warroom.builders import ADI, BIMA, EKA
from tests.warroom.operations.office import Office, said


async def test_a_declaration_is_stored_with_its_room_its_answer_and_its_timers(office: Office):
    performed = await office.declare(await office.submitted("view:1"))
    assert performed.state == await office.state(1)
    assert [step for step, _key in await office.rows()] == ["room.create", "reply", "reply.opened"]
    async with office.store.writing() as tx:
        timers = {(timer.kind, timer.subject) for timer in await tx.due_timers(office.later(60), limit=99)}
    assert {("mim_rung", "1"), ("update_due", "staff"), ("update_due", "customers")} <= timers


async def test_delivered_twice_it_is_one_incident(office: Office):
    key = await office.submitted("view:1")
    first = await office.declare(key)
    before = await office.everything()
    second = await office.declare(key)
    assert (first.repeated, second.repeated, second.state) == (False, True, None)
    assert await office.everything() == before


async def test_delivered_twice_at_once_it_is_one_incident(office: Office):
    key = await office.submitted("view:1")
    both = await asyncio.gather(office.declare(key), office.declare(key))
    assert sorted(performed.repeated for performed in both) == [False, True]
    async with office.store.reading() as reader:
        assert len(await reader.incidents()) == 1


async def test_a_refused_declaration_burns_neither_its_submission_nor_a_number(office: Office):
    await office.declare(title="Payments fail")
    key = await office.submitted("view:2")
    before = await office.everything()
    with pytest.raises(SimilarOpen) as refused:
        await office.declare(key, title="Payments FAIL")
    assert refused.value.facts["reference"] == "MI-1"
    assert await office.everything() == before
    again = await office.declare(key, title="Payments FAIL", anyway=True)
    assert again.state is not None
    assert again.state.reference == "MI-2"


async def test_a_refusal_that_was_told_finishes_the_submission(office: Office):
    key = await office.submitted("view:1")
    with pytest.raises(EmptyText):
        await office.declare(key, title=" ")
    asked = office.asked(EKA, key)
    assert asked.reply_to
    await refuse(office.engine, key, asked.reply_to, said(await office.declare(await office.submitted("other"))))
    assert (await office.declare(key, title="Payments fail again", anyway=True)).repeated


async def test_a_crash_between_deciding_and_storing_leaves_nothing(office: Office):
    key = await office.submitted("view:1")
    before = await office.everything()

    def broken(_performed):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await declare_incident(
            office.engine,
            c.DeclareIncident(title="Payments fail", severity="sev1"),
            office.asked(EKA, key, answer=broken),
        )
    assert await office.everything() == before
    assert (await office.declare(key)).state


async def test_forty_people_declaring_at_once_get_forty_numbers(office: Office):
    words = [f"{chr(97 + index % 26) * 9} {index * 7919} {chr(122 - index % 26) * 7}" for index in range(40)]
    made = await asyncio.gather(*(office.declare(title=word, anyway=True) for word in words))
    assert sorted(performed.state.number for performed in made if performed.state) == list(range(1, 41))


async def test_a_private_incident_is_not_given_away_by_its_likeness(office: Office):
    await office.declare(title="Payments fail", private=True, by=ADI)
    assert (await office.declare(title="Payments fail", by=BIMA)).state
    with pytest.raises(SimilarOpen):
        await office.declare(title="Payments fail", by=ADI)


async def test_a_drill_resembles_no_real_incident(office: Office):
    await office.declare(title="Payments fail")
    assert (await office.declare(title="Payments fail", drill=True)).state


async def test_an_incident_that_is_over_resembles_nothing(office: Office):
    number = await office.declared()
    await office.do(number, c.Resolve(text="Restarted"))
    assert (await office.declare(title="Payments fail")).state


async def test_without_anybody_waiting_nobody_is_answered(office: Office):
    command = c.DeclareIncident(title="Payments fail", severity="sev1")
    await declare_incident(office.engine, command, Asked(actor=EKA, source="command"))
    assert [step for step, _key in await office.rows()] == ["room.create"]


async def test_the_rota_is_asked_to_lead(office: Office):
    assert (await office.state(await office.declared())).mim == ADI


async def test_what_was_stored_is_a_whole_chain_in_the_words_of_who_said_it(office: Office):
    await office.declare()
    entries = await office.entries(1)
    assert check_chain([entry.model_dump(mode="json") for entry in entries]) is None
    assert {(entry.actor, entry.source) for entry in entries} == {(EKA, "command")}
    assert entries == office.noticed


async def test_the_relay_is_woken_after_the_commit(office: Office):
    await office.declare()
    assert len(office.rings) == 1
