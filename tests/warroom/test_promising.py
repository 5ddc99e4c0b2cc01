"""The promise ledger: each audience has a promised time, which moves earlier, is kept or is missed."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.audiences import Concern
from bot.warroom.base import Person
from bot.warroom.errors import AlreadySo, BadDuration, NobodyToTell, TextTooLong, UnknownAudience, WrongState
from bot.warroom.errors_updates import AudienceNotTold, SnoozeNeedsReason
from bot.warroom.policy import Policy
from bot.warroom.promises import ledger
from tests.warroom.builders import (
    ADI,
    CITRA,
    DIAN,
    Game,
    accepted,
    audience,
    in_state,
    kinds,
    later,
    minutes,
    of,
    policy,
)

ALL = ("staff", "customers", "executives")


def promised(game: Game) -> dict[str, datetime]:
    return {name: each.due_at for name, each in game.state.promises.items()}


def told(game: Game, count: int = 0) -> list[tuple[str, ...]]:
    return [each.audiences for each in of(e.UpdatePublished, game.since(count))]


def test_the_first_notice_is_promised_within_five_minutes_to_everybody():
    assert promised(accepted()) == dict.fromkeys(ALL, later(5))


@pytest.mark.parametrize(
    ("severity", "state", "staff", "executives"),
    [
        ("sev1", "investigating", 10, 30),
        ("sev1", "identified", 10, 30),
        ("sev1", "monitoring", 30, 30),
        ("sev2", "investigating", 15, 60),
        ("sev2", "identified", 30, 60),
        ("sev2", "monitoring", 60, 60),
    ],
)
def test_the_next_update_is_promised_by_severity_and_state(severity, state, staff, executives):
    game = accepted(severity=severity)
    if state != "investigating":
        game.do(c.MoveState(to=state))
    game.do(c.PublishUpdate(text="Nothing new"))
    assert promised(game) == {"staff": later(staff), "customers": later(staff), "executives": later(executives)}


def test_an_audience_without_a_cadence_hears_every_hour():
    assert audience("press").interval("investigating", "sev1") == minutes(60)


def test_a_default_cadence_stands_for_what_is_not_named():
    press = audience("press", investigating={"sev1": 5}, default={"sev2": 20, "default": 40})
    asked = [("investigating", "sev1"), ("investigating", "sev2"), ("monitoring", "sev1")]
    assert [press.interval(*each) for each in asked] == [minutes(5), minutes(20), minutes(40)]


def test_an_update_in_time_keeps_the_promise_and_makes_the_next():
    game = accepted()
    game.wait(3)
    happened = game.do(c.PublishUpdate(text="Cards fail at one bank"))
    assert kinds(happened) == [*["promise_kept"] * 3, "update_published", *["update_promised"] * 3]
    assert of(e.PromiseKept, happened)[0] == e.PromiseKept(audience="staff", due_at=later(5), number=1)
    assert promised(game) == {"staff": later(13), "customers": later(13), "executives": later(33)}


@pytest.mark.parametrize(("late", "fate"), [(1, "promise_kept"), (1.1, "promise_missed")])
def test_a_minute_of_grace_and_no_more(late: float, fate: str):
    game = accepted()
    game.now = later(5 + late)
    assert kinds(game.do(c.PublishUpdate(text="Late")))[0] == fate


def test_telling_one_audience_leaves_the_others_promises_alone():
    game = accepted()
    game.do(c.PublishUpdate(audiences=("executives", "executives"), text="For you"))
    assert told(game) == [("executives",)]
    assert promised(game) == {"staff": later(5), "customers": later(5), "executives": later(30)}


def test_an_unknown_audience_a_long_text_and_an_incident_that_is_over_are_refused():
    with pytest.raises(UnknownAudience, match="staff, customers, executives"):
        accepted().do(c.PublishUpdate(audiences=("press",)))
    with pytest.raises(TextTooLong):
        accepted().do(c.PublishUpdate(text="x" * 2001))
    with pytest.raises(WrongState):
        in_state("resolved").do(c.PublishUpdate(text="More"))


def test_updates_are_numbered_and_only_the_first_is_the_first():
    game = accepted()
    for _ in range(3):
        game.do(c.PublishUpdate(text="News"))
    updates = of(e.UpdatePublished, game.since(0))
    assert [each.number for each in updates] == [1, 2, 3]
    assert [each.facts["first"] for each in updates] == [True, False, False]


def test_a_private_incident_tells_nobody_who_may_not_see_it():
    game = accepted(private=True)
    game.do(c.PublishUpdate(text="Only for staff"))
    game.wait(120)
    game.do(c.Resolve(text="Restarted"))
    assert set(told(game)) == {("staff",)}
    assert {row.payload["audience"] for row in game.rows("update.send")} == {"staff"}


def test_naming_an_audience_does_not_let_it_see_a_private_incident():
    with pytest.raises(AudienceNotTold) as refused:
        accepted(private=True).do(c.PublishUpdate(text="Psst", audiences=("customers",)))
    assert refused.value.facts["known"] == ("Staff",)


def test_an_update_for_nobody_is_refused():
    with pytest.raises(NobodyToTell, match="no audience"):
        accepted(policy=policy(audiences={})).do(c.PublishUpdate(text="Anybody?"))


# the ladder


def test_the_room_is_warned_once_at_80_percent_for_all_audiences_due_together():
    game = accepted()
    assert game.wait(3.9) == []
    assert game.wait(0.1) == [e.UpdateDrafted(audiences=ALL, due_at=later(5))]
    assert game.wait(0.9) == []


def test_a_warning_covers_whoever_is_due_with_it_and_nobody_else():
    game = accepted()
    game.do(c.PublishUpdate(text="News"))
    warned = of(e.UpdateDrafted, game.wait(29))
    assert [(each.due_at, set(each.audiences)) for each in warned] == [
        (later(10), {"staff", "customers"}),
        (later(20), {"staff", "customers"}),
        (later(30), {"staff", "customers", "executives"}),
    ]


def test_at_the_promised_time_the_update_leaves_by_itself():
    game = accepted()
    game.wait(4)
    happened = game.wait(1)
    assert kinds(happened) == [*["promise_kept"] * 3, "update_published", *["update_promised"] * 3]
    [published] = of(e.UpdatePublished, happened)
    assert (published.automatic, published.audiences, published.text) == (True, ALL, "")
    assert game.entries[-1].actor is None


def test_a_silent_room_keeps_every_promise_for_two_hours():
    game = accepted()
    game.wait(120)
    book = ledger(game.entries, game.now)
    assert {each.fate for each in book if each.due_at <= game.now} == {"kept"}
    assert max(len([each for each in book if each.audience == name]) for name in ALL) == 13


def test_a_warning_is_not_given_when_the_update_itself_is_overdue():
    game = accepted()
    happened = game.away(30)
    told = [*["promise_missed"] * 3, "update_published", *["update_promised"] * 3]
    assert kinds(happened) == [*told, "roles_missing"]
    assert game.due("staff") == later(40), "one late firing, never a burst"


def test_an_update_that_left_before_the_timer_fires_is_not_sent_twice():
    game = accepted()
    game.do(c.PublishUpdate(text="News"))
    assert game.do(c.DueUpdate(audience="staff"), by=None) == []
    assert game.do(c.WarnUpdate(audience="staff", due_at=later(5)), by=None) == []


@pytest.mark.parametrize("state", ["resolved", "closed", "cancelled"])
def test_nothing_is_due_in_an_incident_that_is_over(state):
    game = in_state(state)
    for command in (
        c.DueUpdate(audience="staff"),
        c.WarnUpdate(audience="staff", due_at=later(5)),
        c.EscalateUpdate(audience="staff", rung=0, told=DIAN),
    ):
        assert game.do(command, by=None) == []


# the deadline moves only earlier


def test_a_higher_severity_makes_the_next_update_due_earlier():
    game = accepted(severity="sev2")
    game.do(c.PublishUpdate(text="News"))
    assert game.due("staff") == later(15)
    game.do(c.ChangeSeverity(to="sev1", reason="All banks"))
    assert (game.due("staff"), game.due("executives")) == (later(10), later(30))
    assert game.timers["update_due", "staff"] == later(10)


def severe_only() -> Policy:
    """Executives are told of sev1 only, staff of all."""
    audiences = (audience("staff"), audience("executives").model_copy(update={"severities": ("sev1",)}))
    return policy(audiences={each.name: each for each in audiences})


def test_an_audience_hears_nothing_of_severities_that_do_not_concern_it():
    game = accepted(policy=severe_only(), severity="sev2")
    game.do(c.PublishUpdate(text="Looking"))
    game.do(c.Resolve(text="Restarted"))
    assert told(game) == [("staff",), ("staff",)]
    with pytest.raises(AudienceNotTold):
        accepted(policy=severe_only(), severity="sev2").do(c.PublishUpdate(text="x", audiences=("executives",)))


def test_a_severity_that_concerns_an_audience_promises_it_a_first_update():
    game = accepted(policy=severe_only(), severity="sev2")
    game.wait(30)
    game.do(c.ChangeSeverity(to="sev1", reason="Everybody"))
    assert promised(game)["executives"] == game.now + game.policy.updates.first_within


def test_whoever_was_promised_is_told_to_the_end_though_the_severity_falls():
    game = accepted(policy=severe_only(), severity="sev1")
    game.do(c.ChangeSeverity(to="sev2", reason="One shop only"))
    game.do(c.PublishUpdate(text="Looking"))
    game.do(c.Resolve(text="Restarted"))
    assert told(game) == [("staff", "executives"), ("staff", "executives")]


def test_an_audience_whose_severities_all_left_the_policy_is_told_of_everything():
    lost = audience("board").model_copy(update={"severities": ("sev0",)})
    assert policy(audiences={"board": lost}).audiences_for(Concern(severity="sev2")) == (lost,)


def test_a_lower_severity_or_a_calmer_state_moves_no_deadline():
    game = accepted(severity="sev1")
    game.do(c.PublishUpdate(text="News"))
    before = promised(game)
    game.do(c.ChangeSeverity(to="sev2", reason="One bank"))
    game.do(c.MoveState(to="monitoring"))
    assert promised(game) == before


def test_an_earlier_deadline_still_leaves_the_room_time_to_write():
    game = accepted(severity="sev2")
    game.do(c.PublishUpdate(text="News"))
    game.now = later(9)
    game.do(c.ChangeSeverity(to="sev1", reason="All banks"))
    assert game.due("staff") == later(14), "not in a minute: the first-notice time from now"
    assert game.due("executives") == later(30)


# snoozing


def test_a_snooze_puts_the_automatic_update_off_and_records_the_miss():
    game = accepted()
    game.wait(4)
    snoozed = game.do(c.SnoozeUpdate(seconds=600, reason="Writing"))
    assert {each.until for each in of(e.UpdateSnoozed, snoozed)} == {later(15)}
    assert of(e.PromiseMissed, game.wait(1)) == [e.PromiseMissed(audience=name, due_at=later(5)) for name in ALL]
    assert told(game) == []
    happened = game.wait(10)
    assert [each.audiences for each in of(e.UpdatePublished, happened)] == [ALL]
    assert not of(e.PromiseKept, happened)
    assert {each.fate for each in ledger(game.entries, game.now) if each.due_at == later(5)} == {"missed"}


def test_a_miss_that_was_recorded_stays_one_even_within_the_minute_of_grace():
    game = accepted()
    game.do(c.SnoozeUpdate(seconds=600, reason="Writing"))
    game.wait(5.5)
    assert kinds(game.do(c.PublishUpdate(text="Here")))[0] == "update_published"
    assert len(of(e.PromiseMissed, game.since(0))) == len(ALL)


def test_a_snoozed_update_sent_in_time_keeps_its_promise():
    game = accepted()
    game.do(c.SnoozeUpdate(seconds=600, reason="Writing"))
    game.wait(4.5)
    assert len(of(e.PromiseKept, game.do(c.PublishUpdate(text="Done after all")))) == 3
    assert of(e.UpdatePublished, game.wait(8)) == [], "the postponed one does not leave as well"


def test_nobody_waits_without_a_reason():
    with pytest.raises(SnoozeNeedsReason):
        accepted().do(c.SnoozeUpdate(seconds=60, reason=" "))


def test_without_a_name_only_the_audiences_due_next_are_snoozed():
    game = accepted()
    game.do(c.PublishUpdate(text="News"))
    assert [each.audience for each in of(e.UpdateSnoozed, game.do(c.SnoozeUpdate(seconds=60, reason="Writing")))] == [
        "staff",
        "customers",
    ]
    assert [
        each.audience
        for each in of(e.UpdateSnoozed, game.do(c.SnoozeUpdate(seconds=60, audience="executives", reason="Writing")))
    ] == ["executives"]


def test_snoozing_again_and_again_reaches_the_policys_limit_and_then_is_refused():
    game = accepted()
    for _ in range(2):
        game.do(c.SnoozeUpdate(seconds=1200, reason="Writing"))
    assert {each.send_at for each in game.state.promises.values()} == {later(35)}
    with pytest.raises(AlreadySo, match="as long as the policy allows"):
        game.do(c.SnoozeUpdate(seconds=60, reason="Writing"))
    game.wait(35)
    assert told(game) == [ALL]


def test_a_snooze_needs_a_length_a_known_audience_and_something_due():
    game = accepted()
    with pytest.raises(BadDuration):
        game.do(c.SnoozeUpdate(seconds=0, reason="Writing"))
    with pytest.raises(UnknownAudience):
        game.do(c.SnoozeUpdate(seconds=60, audience="press", reason="Writing"))
    with pytest.raises(AlreadySo, match="no update is due"):
        in_state("resolved").do(c.SnoozeUpdate(seconds=60, reason="Writing"))


def test_a_missed_promise_is_brought_to_the_deputy_and_then_to_the_duty_manager():
    game = accepted()
    game.do(c.AssignRole(role="deputy", person=DIAN))
    game.do(c.SnoozeUpdate(seconds=1800, audience="staff", reason="Writing"))
    game.wait(5)
    reached: list[tuple[float, Person]] = []
    for minute in range(6, 30):
        reached += [(minute, each.told) for each in of(e.PromiseEscalated, game.wait(1))]
    assert reached == [(10, DIAN), (15, CITRA)]


def test_an_update_ends_the_escalation():
    game = accepted()
    game.do(c.SnoozeUpdate(seconds=1800, audience="staff", reason="Writing"))
    game.wait(6)
    game.do(c.PublishUpdate(text="Here it is"))
    assert of(e.PromiseEscalated, game.wait(9)) == []


# an audience that the policy does not know any more, after a restart with another file


def without_staff(game: Game) -> Game:
    kept = {name: each for name, each in game.policy.audiences.items() if name != "staff"}
    game.policy = policy(audiences=kept)
    return game


def test_an_audience_that_left_the_policy_stops_no_timer():
    game = without_staff(accepted())
    happened = game.wait(5)
    assert told(game) == [("customers", "executives")]
    assert of(e.PromiseMissed, happened) == [e.PromiseMissed(audience="staff", due_at=later(5))]
    game.do(c.SnoozeUpdate(seconds=60, audience="customers", reason="Writing"))
    game.do(c.ChangeSeverity(to="sev2", reason="One bank"))
    game.do(c.Resolve(text="Restarted"))
    assert promised(game) == {}


def test_an_audience_that_may_not_see_private_ones_any_more_is_not_told():
    game = accepted(private=True)
    blind = {name: each.model_copy(update={"sees_private": False}) for name, each in game.policy.audiences.items()}
    game.policy = policy(audiences=blind)
    game.wait(30)
    assert told(game) == []


def test_a_request_is_recorded_with_who_asked():
    game = accepted()
    assert game.do(c.RequestUpdate(text="When?"), by=CITRA) == [e.UpdateRequested(person=CITRA, text="When?")]
    with pytest.raises(TextTooLong):
        game.do(c.RequestUpdate(text="x" * 2001), by=ADI)
