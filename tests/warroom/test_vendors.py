"""Vendors: contacted once, chased and escalated until they answer; procedures that call one when its code is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.warroom import commands as c
from bot.warroom import commands_partners as cp
from bot.warroom import events as e
from bot.warroom.errors import AlreadySo, NoMoreRungs, NotContacted, UnknownVendor
from bot.warroom.known_vendors import whole_word
from bot.warroom.policy_partners import Rung, Vendor
from tests.warroom.builders import BIMA, Game, accepted, kinds, later, minutes, of, policy

TELKOM = Vendor(
    name="telkom",
    title="Telkom Indonesia",
    people=("@telkom-budi",),
    response_target=minutes(30),
    chase_every=minutes(15),
    escalation={
        "Director": Rung(name="Director", contact="+62 2", after=minutes(60)),
        "Shift lead": Rung(name="Shift lead", contact="+62 1", after=minutes(40)),
    },
    procedures={"E-504": minutes(10)},
)


def game(**more: object) -> Game:
    return accepted(policy=policy(vendors={"telkom": TELKOM}), **more)


def contacted(**more: object) -> Game:
    made = game(**more)
    made.do(cp.ContactVendor(vendor="telkom"))
    return made


def test_a_vendor_is_chased_every_so_often_until_it_answers() -> None:
    made = contacted()
    assert [chase.count for chase in of(e.VendorChaseDue, made.wait(31))] == [1, 2]
    made.do(cp.AnswerVendor(vendor="telkom", text="Fibre cut"))
    assert made.wait(300) == [] or not of(e.VendorChaseDue | e.VendorEscalated, made.wait(300))
    assert not [kind for kind, _subject in made.timers if kind.startswith("vendor")]


def test_without_an_answer_the_rungs_are_climbed_the_soonest_first() -> None:
    happened = contacted().wait(61)
    climbed = [(rung.rung, rung.name, rung.automatic) for rung in of(e.VendorEscalated, happened)]
    assert climbed == [(1, "Shift lead", True), (2, "Director", True)]


def test_a_rung_that_somebody_went_up_by_hand_is_not_climbed_again() -> None:
    made = contacted()
    made.do(cp.EscalateVendor(vendor="telkom", reason="Silent"))
    assert [rung.rung for rung in of(e.VendorEscalated, made.wait(59))] == []
    made.do(cp.EscalateVendor(vendor="telkom"))
    with pytest.raises(NoMoreRungs):
        made.do(cp.EscalateVendor(vendor="telkom"))


def test_the_contract_counts_from_the_contact_also_when_it_is_told_late() -> None:
    made = game()
    made.now += minutes(20)
    made.do(cp.ContactVendor(vendor="telkom", at=later(5)))
    assert made.state.vendors[0].target_at == later(35)


def test_a_vendor_is_not_contacted_twice_while_it_has_not_answered() -> None:
    made = contacted()
    with pytest.raises(AlreadySo):
        made.do(cp.ContactVendor(vendor="TELKOM Indonesia"))
    made.do(cp.AnswerVendor(vendor="telkom"))
    made.do(cp.ContactVendor(vendor="telkom"))
    assert made.state.vendors[0].answered_at is None


def test_opening_a_case_contacts_the_vendor_and_a_later_number_replaces_it() -> None:
    made = game()
    assert "vendor_contacted" in kinds(made.do(cp.NoteCase(vendor="telkom", case=" 123 ")))
    made.do(cp.NoteCase(vendor="telkom", case="124"))
    assert made.state.vendors[0].case == "124"


def test_answers_and_escalation_need_a_contact_first_and_unknown_names_are_refused_with_the_known() -> None:
    made = game()
    for command in (cp.AnswerVendor(vendor="telkom"), cp.EscalateVendor(vendor="telkom")):
        with pytest.raises(NotContacted):
            made.do(command)
    with pytest.raises(UnknownVendor, match="The vendors are: telkom"):
        made.do(cp.ContactVendor(vendor="indosat"))
    made.do(cp.ContactVendor(vendor="Indosat Ooredoo", unlisted=True))
    made.do(cp.AnswerVendor(vendor="indosat"))


@pytest.mark.parametrize(("private", "drill", "guests"), [(False, False, 1), (True, False, 0), (False, True, 0)])
def test_guests_come_into_a_public_room_only(private: bool, drill: bool, guests: int) -> None:
    made = contacted(private=private, drill=drill)
    assert len(of(e.VendorInvited, made.since(0))) == guests
    made.do(cp.InviteVendor(vendor="telkom"))
    assert of(e.VendorInvited, made.since(0))[-1].people == ("@telkom-budi",)


def test_the_end_of_the_incident_ends_chasing() -> None:
    made = contacted()
    made.do(c.Resolve(text="Restarted"))
    assert not [kind for kind, _subject in made.timers if kind.startswith(("vendor", "procedure"))]


# procedures


def test_a_code_in_a_message_raises_one_task_with_a_countdown_and_two_reminders() -> None:
    made = game()
    happened = made.record([e.MessagePosted(text="gateway says e-504 again")], BIMA)
    assert kinds(happened) == ["message", "task_added", "procedure_raised"]
    assert made.state.tasks[0].text == "Contact Telkom Indonesia (E-504)"
    assert made.state.tasks[0].due_at == made.now + minutes(10)
    made.record([e.MessagePosted(text="E-504 and E-504")], BIMA)
    made.do(c.RecordRemark(kind="observation", text="E-504 everywhere"))
    assert len(made.state.tasks) == 1
    assert [each.late for each in of(e.ProcedureReminded, made.wait(6))] == [False]
    assert [each.late for each in of(e.ProcedureReminded, made.wait(30))] == [True]


def test_a_contact_in_time_finishes_the_task_and_silences_the_reminders() -> None:
    made = game()
    made.record([e.MessagePosted(text="E-504")], BIMA)
    assert "task_done" in kinds(made.do(cp.ContactVendor(vendor="telkom")))
    assert not of(e.ProcedureReminded, made.wait(11))


def test_a_task_ticked_off_by_hand_silences_the_reminders_too() -> None:
    made = game()
    made.record([e.MessagePosted(text="E-504")], BIMA)
    made.do(c.FinishTask(task=1))
    assert not of(e.ProcedureReminded, made.wait(11))


def test_a_declaration_that_names_the_code_raises_it_beside_the_tasks_it_has() -> None:
    made = Game(policy=policy(vendors={"telkom": TELKOM})).declare(title="E-504 at checkout")
    assert [task.number for task in made.state.tasks] == [1]
    assert made.state.procedures[0].task == 1


def test_the_task_belongs_to_whoever_works_with_vendors() -> None:
    roles = {**policy().roles, "vendor_liaison": policy().roles["scribe"]}
    made = accepted(policy=policy(vendors={"telkom": TELKOM}, roles=roles))
    made.record([e.MessagePosted(text="E-504")], BIMA)
    made.do(c.AssignRole(role="vendor_liaison", person=BIMA))
    assert made.state.tasks[0].owner == BIMA


def test_nothing_is_raised_when_the_incident_is_over() -> None:
    made = game()
    made.do(c.Resolve(text="Restarted"))
    assert kinds(made.record([e.MessagePosted(text="E-504")], BIMA)) == ["message"]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("E-504", True),
        ("(e-504)", True),
        ("code:E-504.", True),
        ("E-5041", False),
        ("XE-504", False),
        ("E-504-2", False),
    ],
)
def test_a_code_counts_as_a_whole_word_in_any_case(text: str, there: bool) -> None:
    assert whole_word("E-504", text) is there


@given(st.lists(st.sampled_from(["E-504", "nothing", "e-504 x"]), max_size=6))
def test_however_often_a_code_is_named_it_is_raised_once(texts: list[str]) -> None:
    made = game()
    for text in texts:
        made.now += timedelta(seconds=1)
        made.record([e.MessagePosted(text=text)], BIMA)
    assert len(made.state.procedures) == any("504" in text for text in texts)
