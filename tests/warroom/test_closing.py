"""On the way to closing: who is asked whether it works, reminders, doubts, owners of tasks."""

from __future__ import annotations

import pytest

from bot.warroom import commands as c
from bot.warroom import commands_closing as cz
from bot.warroom import events as e
from bot.warroom.closing import whom_to_ask
from bot.warroom.errors import AlreadySo, EmptyText, GateClosed, NotResolved, UnknownTask, WrongState
from bot.warroom.policy import Closure, Service
from tests.warroom.builders import ADI, BIMA, CITRA, DIAN, EKA, START, Game, accepted, confirm, in_state, kinds, policy

OWNED = policy(services={"payments": Service(name="payments", owner="@citra"), "login": Service(name="login")})


def resolved(**more) -> Game:
    game = accepted(policy=more.pop("policy", OWNED), services=("payments", "login"), **more)
    game.do(c.Resolve(text="Restarted the gateway"))
    return game


def asked(game: Game) -> list[str]:
    return [row.payload["ref"] for row in game.rows("confirm.ask")]


def test_the_owner_of_the_service_is_asked_whether_it_works():
    assert asked(resolved()) == ["@citra"]


def test_without_an_owner_the_reporter_is_asked():
    assert asked(resolved(policy=policy())) == [EKA.id]


def test_whoever_holds_the_role_of_the_owner_goes_first():
    game = accepted(policy=OWNED, services=("payments",))
    game.record([e.RoleAssigned(role="service_owner", person=BIMA)])
    assert whom_to_ask(game.state, OWNED) == (BIMA.id,)


@pytest.mark.parametrize("kind", ["private", "drill"])
def test_nobody_hears_of_a_private_incident_or_a_drill_through_the_question(kind):
    assert asked(resolved(**{kind: True})) == [EKA.id]


def test_the_policy_may_ask_nobody():
    game = resolved(policy=policy(closure=Closure(ask_to_confirm=False)))
    assert (asked(game), game.timers) == ([], {})


def test_without_an_answer_those_asked_are_reminded_as_often_as_the_policy_says():
    game = resolved()
    game.record([e.ConfirmationAsked(person=CITRA)])
    for round_ in (1, 2):
        assert ("confirm_remind", str(round_)) in game.timers
        del game.timers["confirm_remind", str(round_)]
        assert kinds(game.do(cz.RemindConfirmation(round=round_), by=None)) == ["confirmation_reminded"]
    assert game.timers == {}
    assert [row.payload["user"] for row in game.rows("person.say") if row.payload["as"] == "confirm"] == [CITRA.id] * 2


@pytest.mark.parametrize("what", ["confirmed", "reopened"])
def test_once_answered_nobody_is_reminded(what):
    game = resolved()
    game.record([e.ConfirmationAsked(person=CITRA)])
    if what == "confirmed":
        game.do(c.SetMilestone(milestone="confirmed", moment=game.now, source="Citra"))
    else:
        game.do(c.Reopen(reason="no"))
    assert game.do(cz.RemindConfirmation(round=1), by=None) == []


def test_nothing_is_confirmed_before_it_is_resolved():
    with pytest.raises(NotResolved):
        accepted().do(c.SetMilestone(milestone="confirmed", moment=START, source="Citra"))


def test_a_doubt_takes_the_confirmation_back_and_a_new_one_stands():
    game = confirm(resolved())
    game.do(cz.DoubtRestored(text="Cards still fail"), by=DIAN)
    with pytest.raises(GateClosed):
        game.do(c.Close())
    confirm(game).do(c.Close())
    assert game.state.state == "closed"


def test_a_doubt_is_told_to_whoever_leads():
    game = resolved()
    assert kinds(game.do(cz.DoubtRestored(text="Cards still fail"), by=DIAN)) == ["restoration_doubted"]
    assert [row.payload["user"] for row in game.rows("person.say") if row.payload["as"] == "doubt"] == [ADI.id]
    assert game.state.state == "resolved"


def test_a_doubt_needs_words_and_something_to_doubt():
    with pytest.raises(EmptyText):
        resolved().do(cz.DoubtRestored(text=" "))
    with pytest.raises(WrongState):
        in_state("investigating").do(cz.DoubtRestored(text="no"))


def test_a_task_gets_an_owner_and_another_one():
    game = accepted()
    game.do(c.AddTask(text="Rotate the keys"))
    game.do(cz.GiveTask(task=1, owner=BIMA), by=DIAN)
    game.do(cz.GiveTask(task=1, owner=CITRA), by=DIAN)
    assert game.state.tasks[0].owner == CITRA
    with pytest.raises(AlreadySo):
        game.do(cz.GiveTask(task=1, owner=CITRA))
    with pytest.raises(UnknownTask):
        game.do(cz.GiveTask(task=2, owner=CITRA))
