"""Who leads: the ladder of asking, accepting and claiming, and a handover in two phases; one owner at every moment."""

from __future__ import annotations

import pytest

from bot.warroom import commands as c
from bot.warroom import commands_assembly as ca
from bot.warroom import events as e
from bot.warroom.errors import AlreadySo, MimTaken, NoHandover, NotAllowed, NotYourPage, UnknownRole, WrongState
from tests.warroom.builders import (
    ADI,
    BIMA,
    CITRA,
    DIAN,
    EKA,
    PEOPLE,
    Game,
    accepted,
    in_state,
    kinds,
    later,
    minutes,
    of,
)


def paged(game: Game, count: float) -> list[e.MimPaged]:
    return of(e.MimPaged, game.wait(count))


def test_whoever_is_silent_is_followed_by_the_next_on_the_ladder_at_the_minutes_of_the_severity():
    game = Game().declare(severity="sev1")
    assert paged(game, 4.9) == []
    assert paged(game, 0.1) == [e.MimPaged(person=BIMA, rung=1, why="silent")]
    assert paged(game, 4.9) == []
    assert paged(game, 0.1) == [e.MimPaged(person=CITRA, rung=2, why="silent")]
    assert game.state.mim == CITRA
    [asked] = of(e.MimUnanswered, game.wait(5))
    assert asked == e.MimUnanswered(person=CITRA, asked=PEOPLE)
    assert game.state.mim == CITRA, "whoever was asked last stays the owner"
    assert of(e.MimPaged, game.wait(600)) == []


def test_a_lower_severity_waits_longer():
    game = Game().declare(severity="sev2")
    assert paged(game, 9.9) == []
    assert [each.person for each in paged(game, 0.1)] == [BIMA]


def test_an_answer_ends_the_ladder():
    game = Game().declare()
    assert kinds(game.do(c.AcceptMim(), by=ADI)) == ["mim_accepted", "milestone"]
    assert game.state.milestones["mim_accepted"].at == later(0)
    assert not {kind for kind, _subject in game.timers} & {"mim_remind", "mim_rung"}
    assert paged(game, 60) == []


def test_a_rung_that_fires_after_the_answer_asks_nobody():
    game = accepted()
    assert game.do(c.PassMim(rung=1), by=None) == []


def test_a_rung_already_passed_by_a_decline_is_not_asked_again():
    game = Game().declare()
    assert game.do(c.DeclineMim(), by=ADI) == [e.MimPaged(person=BIMA, rung=1, why="declined")]
    assert paged(game, 5) == []
    assert paged(game, 5) == [e.MimPaged(person=CITRA, rung=2, why="silent")]


def test_rungs_where_the_policy_names_nobody_are_passed_over():
    game = Game(ladder=(ADI, None, CITRA, None)).declare()
    assert paged(game, 5) == [e.MimPaged(person=CITRA, rung=2, why="silent")]


def test_nobody_is_asked_twice_in_a_row():
    game = Game(ladder=(ADI, ADI, CITRA, None)).declare()
    assert [each.person for each in paged(game, 5)] == [CITRA]


def test_everybody_is_told_once_when_there_is_no_ladder():
    game = Game(ladder=(None, None, None, None)).declare(by=EKA)
    assert of(e.MimUnanswered, game.wait(14.9)) == []
    assert of(e.MimUnanswered, game.wait(600)) == [e.MimUnanswered(person=EKA, asked=PEOPLE)]
    assert game.state.mim == EKA


def test_the_last_to_decline_stays_the_owner_and_everybody_is_told():
    game = Game().declare()
    for person in (ADI, BIMA):
        game.do(c.DeclineMim(), by=person)
    assert game.do(c.DeclineMim(), by=CITRA) == [e.MimUnanswered(person=CITRA, asked=PEOPLE)]
    assert game.state.mim == CITRA


@pytest.mark.parametrize("command", [c.AcceptMim(), c.DeclineMim()])
def test_only_whoever_is_asked_accepts_or_declines(command: c.Command):
    with pytest.raises(NotYourPage) as refused:
        Game().declare().do(command, by=BIMA)
    assert refused.value.facts["mim"] == "Adi"


def test_accepting_twice_changes_nothing():
    with pytest.raises(AlreadySo):
        accepted().do(c.AcceptMim(), by=ADI)


def test_a_lead_that_was_accepted_cannot_be_declined():
    with pytest.raises(NotYourPage):
        accepted().do(c.DeclineMim(), by=ADI)


def test_anybody_claims_while_nobody_has_accepted():
    game = Game().declare()
    game.do(c.ClaimMim(), by=EKA)
    assert (game.state.mim, game.state.lead and game.state.lead.accepted) == (EKA, True)


def test_an_accepted_lead_is_claimed_only_by_a_deputy_or_an_administrator():
    game = accepted()
    with pytest.raises(MimTaken):
        game.do(c.ClaimMim(), by=EKA)
    game.do(c.AssignRole(role="deputy", person=DIAN))
    game.do(c.ClaimMim(), by=DIAN)
    assert game.state.mim == DIAN
    game.do(c.ClaimMim(), by=EKA, administrator=True)
    assert game.state.mim == EKA


def test_nobody_makes_themselves_deputy_once_somebody_leads():
    game = accepted()
    for command in (c.AssignRole(role="deputy", person=EKA), c.AssignRole(role="deputy", person=DIAN)):
        with pytest.raises(NotAllowed, match=r"Adi \(MIM\), a deputy or an administrator may name or release a deputy"):
            game.do(command, by=EKA)
    game.do(c.AssignRole(role="deputy", person=DIAN))
    for release in (c.ReleaseRole(role="deputy", person=DIAN), ca.ReleasePeople(people=(DIAN,))):
        with pytest.raises(NotAllowed):
            game.do(release, by=EKA)
    game.do(c.ReleaseRole(role="deputy", person=DIAN), by=DIAN)
    assert game.state.holding("deputy") == ()


def test_while_nobody_leads_anybody_names_a_deputy():
    game = Game().declare()
    game.do(c.AssignRole(role="deputy", person=DIAN), by=EKA)
    assert game.state.holding("deputy") == (DIAN,)


def test_the_first_acceptance_is_the_one_that_counts():
    game = accepted()
    game.now += minutes(5)
    game.do(c.ClaimMim(), by=EKA, administrator=True)
    assert game.state.milestones["mim_accepted"].at == later(0)


def test_an_acceptance_out_of_order_with_the_page_is_kept_without_its_milestone():
    game = Game().declare()
    game.do(c.SetMilestone(milestone="mim_paged", moment=later(1), source="said by Adi"))
    assert kinds(game.do(c.AcceptMim(), by=ADI)) == ["mim_accepted"]


def test_anybody_may_ask_somebody_else_to_lead_while_nobody_has_accepted():
    game = Game().declare()
    assert game.do(c.AssignMim(person=DIAN), by=EKA) == [e.MimPaged(person=DIAN, why="assigned")]
    assert game.state.mim == DIAN
    assert [each.person for each in paged(game, 5)] == [BIMA], "the ladder begins again"


def test_asking_whoever_is_asked_already_is_refused():
    with pytest.raises(AlreadySo):
        Game().declare().do(c.AssignMim(person=ADI), by=EKA)


def test_the_outgoing_mim_stays_accountable_until_the_incoming_one_accepts():
    game = accepted()
    [offered] = of(e.HandoverOffered, game.do(c.OfferHandover(to=BIMA, brief="All quiet")))
    assert (offered.to, offered.brief) == (BIMA, "All quiet")
    assert game.state.mim == ADI
    [taken] = of(e.HandoverAccepted, game.do(c.AcceptHandover(everything=True), by=BIMA))
    assert (taken.person, taken.outgoing) == (BIMA, ADI)
    assert (game.state.mim, game.state.lead and game.state.lead.accepted) == (BIMA, True)


def test_assigning_the_mim_once_somebody_leads_is_a_handover():
    game = accepted()
    assert kinds(game.do(c.AssignMim(person=BIMA))) == ["handover_offered"]
    assert kinds(game.do(c.AssignRole(role="mim", person=CITRA))) == ["handover_declined", "handover_offered"]
    assert game.state.mim == ADI


def test_an_offer_to_somebody_else_withdraws_the_one_before():
    game = accepted()
    game.do(c.OfferHandover(to=BIMA))
    assert kinds(game.do(c.OfferHandover(to=CITRA, brief="The DNS is next"))) == [
        "handover_declined",
        "handover_offered",
    ]
    with pytest.raises(NoHandover, match="somebody else"):
        game.do(c.AcceptHandover(), by=BIMA)
    game.do(c.AcceptHandover(everything=True), by=CITRA)
    assert game.state.mim == CITRA


def test_an_offer_made_again_to_the_same_person_withdraws_nothing():
    game = accepted()
    game.do(c.OfferHandover(to=BIMA))
    assert kinds(game.do(c.OfferHandover(to=BIMA, brief="Read this first"))) == ["handover_offered"]


def test_a_handover_by_a_mim_who_has_not_accepted_is_a_page_that_keeps_the_brief():
    game = Game().declare()
    assert game.do(c.OfferHandover(to=BIMA, brief="The DNS is next")) == [
        e.MimPaged(person=BIMA, why="assigned", brief="The DNS is next")
    ]


def test_offering_before_anybody_accepted_asks_instead():
    assert kinds(Game().declare().do(c.OfferHandover(to=BIMA), by=ADI)) == ["mim_paged"]


@pytest.mark.parametrize("command", [c.AcceptHandover(), c.DeclineHandover()])
def test_only_whoever_was_offered_the_lead_answers(command: c.Command):
    game = accepted()
    with pytest.raises(NoHandover):
        game.do(command, by=BIMA)
    game.do(c.OfferHandover(to=BIMA))
    with pytest.raises(NoHandover):
        game.do(command, by=CITRA)


@pytest.mark.parametrize("by", [BIMA, ADI], ids=["the incoming person", "the outgoing one"])
def test_a_handover_is_declined_or_taken_back_and_then_nobody_can_accept_it(by):
    game = accepted()
    game.do(c.OfferHandover(to=BIMA))
    assert game.do(c.DeclineHandover(), by=by) == [e.HandoverDeclined(person=BIMA)]
    assert game.state.mim == ADI
    with pytest.raises(NoHandover):
        game.do(c.AcceptHandover(), by=BIMA)


def test_a_later_offer_replaces_the_earlier_one():
    game = accepted()
    game.do(c.OfferHandover(to=BIMA))
    game.do(c.OfferHandover(to=CITRA))
    with pytest.raises(NoHandover):
        game.do(c.AcceptHandover(), by=BIMA)
    game.do(c.AcceptHandover(everything=True), by=CITRA)
    assert game.state.mim == CITRA


def test_a_handover_needs_the_lead_and_another_person():
    game = accepted()
    with pytest.raises(NotAllowed):
        game.do(c.OfferHandover(to=BIMA), by=EKA)
    with pytest.raises(AlreadySo):
        game.do(c.OfferHandover(to=ADI), by=ADI)


@pytest.mark.parametrize(
    "command",
    [c.AcceptMim(), c.ClaimMim(), c.DeclineMim(), c.AssignMim(person=BIMA), c.OfferHandover(to=BIMA),
     c.AcceptHandover(), c.DeclineHandover()],
)  # fmt: skip
@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_nobody_takes_or_gives_the_lead_of_an_incident_that_is_over(state, command: c.Command):
    with pytest.raises(WrongState):
        in_state(state).do(command)


def test_a_resolved_incident_still_has_an_owner_who_may_hand_over():
    game = in_state("resolved")
    game.do(c.OfferHandover(to=BIMA))
    game.do(c.AcceptHandover(everything=True), by=BIMA)
    assert game.state.mim == BIMA


def test_a_role_has_several_people_and_a_person_several_roles():
    game = accepted()
    for role, person in (("scribe", DIAN), ("deputy", DIAN), ("scribe", EKA)):
        game.do(c.AssignRole(role=role, person=person))
    assert game.state.holding("scribe") == (DIAN, EKA)
    assert game.state.role_of(DIAN) == "scribe"
    game.do(c.ReleaseRole(role="scribe", person=DIAN))
    assert game.state.holding("scribe") == (EKA,)
    assert game.state.role_of(DIAN) == "deputy"


def test_roles_are_given_once_taken_once_and_must_exist():
    game = accepted()
    game.do(c.AssignRole(role="scribe", person=DIAN))
    with pytest.raises(AlreadySo):
        game.do(c.AssignRole(role="scribe", person=DIAN))
    with pytest.raises(AlreadySo):
        game.do(c.ReleaseRole(role="scribe", person=EKA))
    with pytest.raises(UnknownRole):
        game.do(c.AssignRole(role="hero", person=DIAN))


def test_the_mim_is_released_only_by_a_handover():
    with pytest.raises(AlreadySo, match="handover"):
        accepted().do(c.ReleaseRole(role="mim", person=ADI))


def test_a_handover_that_is_open_when_it_is_resolved_is_void_and_whoever_was_asked_hears_it():
    game = accepted()
    game.do(c.OfferHandover(to=BIMA))
    assert e.HandoverDeclined(person=BIMA) in game.do(c.Resolve(text="Replaced the card"))
    assert [row.payload["user"] for row in game.rows("person.say") if row.payload["as"] == "handover_void"] == [BIMA.id]
    with pytest.raises(NoHandover):
        game.do(c.AcceptHandover(), by=BIMA)
