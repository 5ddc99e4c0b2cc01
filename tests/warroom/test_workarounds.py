"""Workarounds leave a debt with owner and date; it stands against closing, outlives the incident, and is counted."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.warroom import commands as c
from bot.warroom import commands_debt as cd
from bot.warroom import events as e
from bot.warroom.context import Context
from bot.warroom.digests import next_digest
from bot.warroom.errors import AlreadySo, EmptyText, GateClosed, NotOwner, TimeInPast, UnknownDebt
from bot.warroom.policy_partners import Workarounds
from bot.warroom.review import draft
from bot.warroom.workarounds import repeated
from tests.warroom.builders import ADI, BIMA, CITRA, START, Game, accepted, confirm, kinds, later, marked, of, policy

DAY = timedelta(days=1)


def owing(**more: object) -> Game:
    """One workaround, typed without an owner."""
    game = accepted(**more)
    game.do(c.RecordRemark(kind="workaround", text="Cache off"))
    return game


def days(count: float) -> float:
    return count * 24 * 60


def test_a_typed_workaround_opens_a_debt_due_by_the_policys_time() -> None:
    game = owing()
    [item] = game.state.debts
    assert (item.reference, item.does, item.owner, item.due_at) == ("W1", "Cache off", None, START + 30 * DAY)
    assert item.wanting == ("leaves", "undo", "owner")
    assert game.state.workaround == "Cache off"


def test_the_form_says_everything_at_once() -> None:
    game = accepted()
    said = game.do(cd.RecordWorkaround(does="Cache off", leaves="Slow pages", undo="Switch on", owner=BIMA))
    assert kinds(said) == ["workaround", "debt_opened"]
    assert game.state.debts[0].wanting == ()


def test_a_marked_message_opens_one_and_taking_the_mark_away_drops_it() -> None:
    game = accepted()
    game.record([marked("workaround")], BIMA)
    game.record([marked("workaround")], CITRA)
    assert [item.does for item in game.state.debts] == ["Half of the payments fail"]
    unmarked = e.MessageUnmarked(mark="workaround", target="1.1")
    game.record([unmarked], BIMA)
    assert game.state.debts[0].is_open
    game.record([unmarked], CITRA)
    assert game.state.debts[0].dropped


def test_a_mark_taken_away_leaves_a_debt_that_somebody_completed() -> None:
    game = accepted()
    game.record([marked("workaround")], BIMA)
    game.do(cd.ChangeDebt(debt=1, owner=BIMA))
    game.record([e.MessageUnmarked(mark="workaround", target="1.1")], BIMA)
    assert game.state.debts[0].is_open


def test_without_an_owner_the_incident_is_not_closed() -> None:
    game = owing()
    game.do(c.Resolve(text="Restarted"))
    with pytest.raises(GateClosed) as refused:
        confirm(game).do(c.Close())
    assert refused.value.facts["reasons"] == ("debt:W1",)
    game.do(cd.ChangeDebt(debt=1, owner=BIMA))
    game.do(c.Close())


def test_overdue_debt_is_reminded_every_week_long_after_the_end_until_it_is_paid() -> None:
    game = owing()
    game.do(cd.ChangeDebt(debt=1, owner=BIMA))
    game.do(c.Resolve(text="Restarted"))
    confirm(game).do(c.Close())
    reminded = of(e.DebtReminded, game.wait(days(45)))
    assert [each.told for each in reminded] == [BIMA] * 3
    assert [row.payload["user"] for row in game.rows("person.say") if row.payload["as"] == "debt"] == [BIMA.id] * 3
    game.do(cd.PayDebt(debt=1, text="Bigger cache"), by=CITRA)
    assert not of(e.DebtReminded, game.wait(days(30)))
    assert game.state.debts[0].replaced_by == "Bigger cache"


def test_after_a_long_outage_there_is_one_reminder_and_not_a_burst() -> None:
    game = owing()
    assert len(of(e.DebtReminded, game.away(days(60)))) == 1


def test_it_is_put_off_by_owner_or_lead_only_with_a_reason_and_a_date_to_come() -> None:
    game = owing()
    game.do(cd.ChangeDebt(debt=1, owner=BIMA))
    game.do(c.Resolve(text="Restarted"))
    until = START + 60 * DAY
    with pytest.raises(NotOwner, match="W1 belongs to Bima"):
        game.do(cd.ExtendDebt(debt=1, due_at=until, reason="No time"), by=CITRA)
    with pytest.raises(NotOwner):
        game.do(cd.ChangeDebt(debt=1, due_at=until), by=CITRA)
    with pytest.raises(EmptyText):
        game.do(cd.ExtendDebt(debt=1, due_at=until, reason=" "), by=BIMA)
    with pytest.raises(TimeInPast):
        game.do(cd.ExtendDebt(debt=1, due_at=START - DAY, reason="No time"), by=BIMA)
    game.do(cd.ExtendDebt(debt=1, due_at=until, reason="Part is late"), by=BIMA)
    [item] = game.state.debts
    assert (item.due_at, item.first_due_at, item.extensions) == (until, START + 30 * DAY, 1)
    assert not of(e.DebtReminded, game.wait(days(59)))
    assert of(e.DebtReminded, game.wait(days(2)))


def test_what_is_paid_or_unknown_is_refused() -> None:
    game = owing()
    with pytest.raises(UnknownDebt, match="no workaround W2"):
        game.do(cd.PayDebt(debt=2, text="x"))
    game.do(cd.PayDebt(debt=1, text="Bigger cache"))
    with pytest.raises(AlreadySo):
        game.do(cd.PayDebt(debt=1, text="again"))


def test_a_mistake_and_a_drill_that_is_over_remind_nobody() -> None:
    game = owing()
    game.do(c.Cancel(reason="declared in error"))
    assert not of(e.DebtReminded, game.wait(days(40)))


@pytest.mark.parametrize(("private", "drill"), [(True, False), (False, True)])
def test_private_incidents_and_drills_set_no_digest(private: bool, drill: bool) -> None:
    told = policy(workarounds=Workarounds(digest_in="#debt"))
    assert [kind for kind, _ in owing(policy=told).timers if kind == "debt_digest"]
    hidden = owing(policy=told, private=private, drill=drill)
    assert not [kind for kind, _ in hidden.timers if kind == "debt_digest"]


def test_the_digest_comes_on_its_day_and_hour_on_the_organisations_clock() -> None:
    rules = policy(timezone="Asia/Jakarta", workarounds=Workarounds(digest_day="monday", digest_hour=9))
    sunday = datetime(2026, 11, 29, 23, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
    week, due = next_digest(sunday, rules)
    assert (week, due.astimezone(ZoneInfo("Asia/Jakarta")).isoformat()) == ("2026-W49", "2026-11-30T09:00:00+07:00")
    assert next_digest(due, rules)[0] == "2026-W50"


@given(st.integers(0, 60 * 24 * 800))
def test_the_next_digest_is_always_ahead_and_within_a_week(count: int) -> None:
    week, due = next_digest(later(count), policy())
    assert later(count) < due <= later(count) + timedelta(days=7, hours=1)
    assert next_digest(due, policy())[0] != week


def test_repeated_workarounds_on_a_service_are_flagged_once_they_are_too_many() -> None:
    rules = policy(workarounds=Workarounds(repeats=3))
    first = owing(policy=rules, services=("payments",)).state
    one = first.model_copy(update={"number": 8, "reference": "MI-8"})
    other = first.model_copy(update={"number": 7, "reference": "MI-7"})
    private = first.model_copy(update={"number": 6, "reference": "MI-6", "private": True})
    old = first.model_copy(
        update={"number": 5, "debts": (first.debts[0].model_copy(update={"opened_at": START - 100 * DAY}),)}
    )
    item = first.debts[0]
    assert repeated(first, item, [first, other, private, old], rules) is None
    flagged = repeated(first, item, [first, other, one, private], rules)
    assert flagged == e.WorkaroundRepeated(service="payments", count=3, references=("MI-1", "MI-7", "MI-8"))


def test_nobody_may_put_it_off_without_asking_when_it_is_theirs() -> None:
    game = owing()
    game.do(cd.ChangeDebt(debt=1, owner=BIMA))
    context = Context(policy=game.policy, now=game.now, actor=ADI)
    assert context.actor == game.state.mim
    game.do(cd.ExtendDebt(debt=1, due_at=START + 60 * DAY, reason="The lead says so"), by=ADI)


def test_the_review_misses_an_owner_and_then_counts_what_stands() -> None:
    game = owing()
    found = [gap for gap in draft(game.state, game.entries, game.policy, game.now).gaps if gap.field == "debt_owners"]
    assert [(gap.standing, gap.value, gap.blocking) for gap in found] == [("missing", "W1", True)]
    game.do(cd.ChangeDebt(debt=1, owner=BIMA))
    found = [gap for gap in draft(game.state, game.entries, game.policy, game.now).gaps if gap.field == "debt_owners"]
    assert [(gap.standing, gap.value) for gap in found] == [("from_data", "1")]


def test_a_workaround_is_withdrawn_with_a_reason_and_stands_no_more() -> None:
    game = accepted()
    game.do(c.RecordRemark(kind="workaround", text="Cache is off"))
    game.do(cd.WithdrawDebt(debt=1, reason="It was never switched off"))
    assert (game.state.debts[0].is_open, game.state.debts[0].dropped, game.state.workaround) == (False, True, "")
    game.do(cd.RecordWorkaround(does="Restart hourly"))
    with pytest.raises(EmptyText):
        game.do(cd.WithdrawDebt(debt=2, reason=" "))
