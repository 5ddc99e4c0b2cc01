"""The course of an incident: severity, state, resolve, reopen, close, cancel, and who may."""

from __future__ import annotations

import pytest

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.errors import (
    AlreadySo,
    EmptyText,
    GateClosed,
    NotAllowed,
    OutOfOrder,
    Refusal,
    TextTooLong,
    UnknownSeverity,
    UnknownState,
    WrongState,
)
from bot.warroom.policy import Closure
from tests.warroom.builders import (
    ADI,
    BIMA,
    DIAN,
    EKA,
    START,
    Game,
    accepted,
    confirm,
    in_state,
    kinds,
    later,
    minutes,
    of,
    policy,
)

MOVES = (
    c.ChangeSeverity(to="sev2", reason="Only one bank"),
    c.MoveState(to="identified"),
    c.Resolve(text="Restarted the gateway"),
    c.Cancel(reason="declared in error"),
)


@pytest.mark.parametrize("command", MOVES, ids=lambda command: type(command).__name__)
def test_only_the_mim_a_deputy_or_an_administrator_moves_an_incident(command: c.Command):
    with pytest.raises(NotAllowed, match=r"Adi \(MIM\), a deputy or an administrator"):
        accepted().do(command, by=EKA)
    assert accepted().do(command, by=ADI)
    assert accepted().do(command, by=EKA, administrator=True)
    game = accepted()
    game.do(c.AssignRole(role="deputy", person=DIAN))
    assert game.do(command, by=DIAN)


def test_a_scribe_moves_nothing():
    game = accepted()
    game.do(c.AssignRole(role="scribe", person=DIAN))
    with pytest.raises(NotAllowed):
        game.do(c.Resolve(text="done"), by=DIAN)


def test_reopening_and_closing_need_the_lead_too():
    with pytest.raises(NotAllowed):
        in_state("resolved").do(c.Reopen(reason="again"), by=EKA)
    with pytest.raises(NotAllowed):
        confirm(in_state("resolved")).do(c.Close(), by=EKA)


def test_after_a_handover_the_outgoing_mim_moves_nothing():
    game = accepted()
    game.do(c.OfferHandover(to=BIMA))
    game.do(c.AcceptHandover(everything=True), by=BIMA)
    with pytest.raises(NotAllowed, match="Bima"):
        game.do(c.Resolve(text="done"), by=ADI)


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (c.ChangeSeverity(to="sev9", reason="x"), UnknownSeverity),
        (c.ChangeSeverity(to="sev1", reason="x"), AlreadySo),
        (c.ChangeSeverity(to="sev2", reason=" "), EmptyText),
        (c.MoveState(to="sleeping"), UnknownState),
        (c.MoveState(to="resolved"), UnknownState),
        (c.MoveState(to="investigating"), AlreadySo),
        (c.MoveState(to="identified", text="x" * 2001), TextTooLong),
        (c.Resolve(text=""), EmptyText),
        (c.Resolve(text="x" * 2001), TextTooLong),
        (c.Cancel(reason="\n"), EmptyText),
        (c.Cancel(reason="x" * 2001), TextTooLong),
        (c.Reopen(reason="again"), WrongState),
    ],
)
def test_a_move_that_makes_no_sense_is_refused_in_words(command: c.Command, refusal: type[Refusal]):
    with pytest.raises(refusal) as refused:
        accepted().do(command)
    assert "{" not in str(refused.value)


def test_a_new_severity_keeps_its_reason():
    game = accepted()
    game.do(c.ChangeSeverity(to="sev2", reason="Only one bank"))
    assert game.state.severity == "sev2"
    assert of(e.SeverityChanged, game.since(0)) == [
        e.SeverityChanged(before="sev1", after="sev2", reason="Only one bank")
    ]


def test_a_severity_changes_only_while_the_incident_is_open():
    with pytest.raises(WrongState):
        in_state("resolved").do(c.ChangeSeverity(to="sev2", reason="x"))


def test_identified_means_diagnosed_once():
    game = accepted()
    game.now += minutes(7)
    game.do(c.MoveState(to="identified", text="An expired certificate"))
    game.now += minutes(7)
    game.do(c.MoveState(to="investigating"))
    game.do(c.MoveState(to="identified"))
    assert game.state.milestones["diagnosed"].at == later(7)
    assert len([each for each in of(e.MilestoneSet, game.since(0)) if each.milestone == "diagnosed"]) == 1


def test_an_implied_milestone_is_left_out_rather_than_written_out_of_order():
    game = accepted()
    game.now += minutes(10)
    game.do(c.SetMilestone(milestone="resolved", moment=later(5), source="said by Adi"))
    assert kinds(game.do(c.MoveState(to="identified")))[0] == "state_changed"
    assert "diagnosed" not in game.state.milestones


def test_the_states_an_incident_went_through_are_kept_with_their_moments():
    game = accepted()
    for state in ("identified", "monitoring"):
        game.now += minutes(1)
        game.do(c.MoveState(to=state))
    assert [(phase.state, phase.at) for phase in game.state.phases] == [
        ("investigating", START),
        ("identified", later(1)),
        ("monitoring", later(2)),
    ]


def test_resolving_tells_everybody_for_the_last_time_and_drafts_the_review():
    game = accepted()
    game.now += minutes(4)
    happened = game.do(c.Resolve(text="Restarted the gateway"))
    assert kinds(happened) == [
        "resolved", "milestone", "promise_kept", "promise_kept", "promise_kept", "update_published", "review_drafted",
    ]  # fmt: skip
    [published] = of(e.UpdatePublished, happened)
    assert (published.final, set(published.audiences)) == (True, set(game.policy.audiences))
    assert (published.facts["state"], published.facts["next_by"]) == ("resolved", {})
    assert (game.state.state, dict(game.state.promises), game.state.review) == ("resolved", {}, 1)


def test_a_service_was_restored_when_somebody_says_but_not_before_what_came_first():
    game = accepted()
    game.now += minutes(30)
    game.do(c.SetMilestone(milestone="workaround", moment=later(20), source="said by Adi"))
    with pytest.raises(OutOfOrder) as refused:
        game.do(c.Resolve(text="restarted", at=later(10)))
    assert (refused.value.facts["milestone"], refused.value.facts["other"]) == ("resolved", "workaround")
    game.do(c.Resolve(text="restarted", at=later(25)))
    assert game.state.milestones["resolved"].at == later(25)


def test_resolving_twice_changes_nothing():
    with pytest.raises(AlreadySo):
        in_state("resolved").do(c.Resolve(text="again"))


def test_a_private_incident_that_nobody_may_hear_of_is_resolved_without_an_update():
    told = {name: each.model_copy(update={"sees_private": False}) for name, each in policy().audiences.items()}
    game = accepted(private=True, policy=policy(audiences=told))
    assert kinds(game.do(c.Resolve(text="restarted"))) == ["resolved", "milestone", "review_drafted"]


@pytest.mark.parametrize("state", ["monitoring", "resolved", "closed"])
def test_reopening_starts_the_promises_again(state):
    game = in_state(state)
    game.now += minutes(60)
    game.timers.clear()
    game.current = game.state.model_copy(update={"promises": {}})
    game.do(c.Reopen(reason="The error rate climbs again"))
    assert game.state.state == "investigating"
    due_at = game.now + minutes(5)
    assert {name: each.due_at for name, each in game.state.promises.items()} == dict.fromkeys(
        game.policy.audiences, due_at
    )
    assert {("update_due", name) for name in game.policy.audiences} <= set(game.timers)


def test_reopening_takes_back_that_it_was_over_and_nothing_else():
    game = in_state("closed")
    game.do(c.Reopen(reason="again"))
    assert not {"resolved", "confirmed", "closed"} & set(game.state.milestones)
    assert {"started", "detected", "declared"} <= set(game.state.milestones)
    assert ("room_archive", "") not in game.timers


def test_reopening_while_promises_run_moves_none_of_them_later():
    game = in_state("monitoring")
    game.now = later(4)
    game.do(c.Reopen(reason="The error rate climbs again"))
    assert game.due("staff") == later(5)


def test_reopening_asks_again_for_a_lead_that_nobody_accepted():
    game = Game().declare()
    game.do(c.Resolve(text="restarted"), by=ADI)
    assert set(game.timers) == {("confirm_remind", "1")}
    game.do(c.Reopen(reason="again"), by=ADI)
    assert {("mim_remind", ""), ("mim_rung", "1"), ("mim_rung", "2"), ("mim_rung", "3")} <= set(game.timers)
    assert ("confirm_remind", "1") not in game.timers


def test_updates_say_that_it_came_back_until_the_state_moves_on():
    game = in_state("resolved")
    game.do(c.Reopen(reason="again"))
    [published] = of(e.UpdatePublished, game.do(c.PublishUpdate(text="It came back")))
    assert published.facts["reopened"]
    game.do(c.MoveState(to="identified"))
    [published] = of(e.UpdatePublished, game.do(c.PublishUpdate(text="Found it")))
    assert not published.facts["reopened"]


def gate(game: Game) -> tuple[str, ...]:
    with pytest.raises(GateClosed) as refused:
        game.do(c.Close())
    reasons: tuple[str, ...] = refused.value.facts["reasons"]
    return reasons


def test_the_closing_gate_names_every_reason_at_once():
    game = accepted()
    game.do(c.AddTask(text="Renew the certificate"))
    assert gate(game) == (
        "state", "milestone:started", "milestone:detected", "milestone:resolved", "milestone:confirmed", "task:1",
        "review",
    )  # fmt: skip


def test_each_reason_goes_away_when_it_is_mended():
    game = in_state("resolved")
    game.do(c.AddTask(text="Renew the certificate"))
    assert gate(game) == ("milestone:started", "milestone:detected", "milestone:confirmed", "task:1")
    assert gate(confirm(game)) == ("task:1",)
    game.do(c.FinishTask(task=1))
    assert kinds(game.do(c.Close())) == ["milestone", "closed"]
    assert game.state.state == "closed"


def test_an_open_task_with_an_owner_does_not_keep_an_incident_open():
    game = confirm(in_state("resolved"))
    game.do(c.AddTask(text="Renew the certificate", owner=BIMA))
    assert "closed" in kinds(game.do(c.Close()))


def test_the_gate_asks_only_what_the_policy_asks():
    game = accepted(policy=policy(closure=Closure(milestones=(), review=False)))
    game.do(c.Resolve(text="restarted"))
    game.current = game.state.model_copy(update={"review": 0})
    assert "closed" in kinds(game.do(c.Close()))


def test_an_incident_confirmed_in_the_future_is_not_closed_before():
    game = in_state("resolved")
    game.do(c.SetMilestone(milestone="confirmed", moment=game.now + minutes(2), source="said by Adi"))
    with pytest.raises(OutOfOrder):
        confirm(game).do(c.Close())


def test_closing_twice_changes_nothing():
    with pytest.raises(AlreadySo):
        in_state("closed").do(c.Close())


def test_cancelling_tells_the_audiences_that_heard_of_it():
    game = accepted()
    game.do(c.PublishUpdate(text="We are looking into it"))
    happened = game.do(c.Cancel(reason="A test of the alarm"))
    [published] = of(e.UpdatePublished, happened)
    assert (published.final, published.text, published.facts["state"]) == (True, "A test of the alarm", "cancelled")
    assert kinds(happened)[-1] == "cancelled"


def test_cancelling_before_anybody_heard_of_it_tells_nobody():
    game = accepted()
    assert kinds(game.do(c.Cancel(reason="declared in error"))) == ["cancelled"]
    assert dict(game.state.promises) == {}
    assert set(game.timers) == {("room_archive", "")}


def test_the_cause_may_be_said_after_the_state_and_the_incident_stays_where_it_is():
    game = accepted()
    game.do(c.MoveState(to="identified"))
    phases, promises = game.state.phases, game.state.promises
    assert game.do(c.MoveState(to="identified", text="An expired certificate")) == [
        e.StateChanged(before="identified", after="identified", text="An expired certificate")
    ]
    assert (game.state.state_text, game.state.phases) == ("An expired certificate", phases)
    assert game.state.promises == promises
    with pytest.raises(AlreadySo):
        game.do(c.MoveState(to="identified", text="An expired certificate"))
    with pytest.raises(AlreadySo):
        game.do(c.MoveState(to="identified"))
