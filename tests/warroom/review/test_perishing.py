"""The facts to ask for now: few, of this state, missing, each with a question and the command that records it."""

from datetime import timedelta

import pytest

from bot.comms.perishing import QUESTIONS
from bot.warroom import commands as c
from bot.warroom import commands_review as cr
from bot.warroom import events as e
from bot.warroom.policy_learning import Learning
from bot.warroom.review.completeness import READ, fields
from bot.warroom.review.draft import draft, rewords
from bot.warroom.review.perishing import MOST, PERISHING, perishing
from tests.warroom.builders import ADI, Game, accepted, of
from tests.warroom.builders import policy as game_policy
from tests.warroom.chronicle import at, policy
from tests.warroom.outage import outage


def asked(game: Game) -> list[str]:
    found = fields(game.state, game.entries, game.policy)
    return [fact.field for fact in perishing(game.state.state, found)]


def test_from_the_first_minute_it_asks_for_what_people_see_whom_it_hits_and_how_it_was_noticed():
    assert asked(accepted()) == ["symptoms", "impact", "milestone:detected"]


def test_what_is_on_the_record_makes_room_for_the_next_fact():
    game = accepted()
    game.do(c.RecordRemark(kind="observation", text="Error 502"))
    assert asked(game) == ["impact", "milestone:detected", "milestone:first_user_report"]


def test_each_state_asks_for_what_is_lost_in_it_never_more_than_three():
    game, seen = accepted(), {}
    for state in ("identified", "monitoring"):
        game.do(c.MoveState(to=state, text="Gateway"))
        seen[state] = asked(game)
    game.do(c.Resolve(text="Restarted the gateway"))
    assert seen["identified"] == ["impact", "milestone:started", "decisions"]
    assert seen["monitoring"][:1] == ["milestone:mitigated"]
    assert asked(game) == ["milestone:confirmed", "section:was_hard", "milestone:started"]
    assert max(map(len, seen.values())) == MOST


@pytest.mark.parametrize("state", ["closed", "cancelled", "rejected"])
def test_when_it_is_over_nobody_is_asked(state):
    assert perishing(state, fields(accepted().state, (), accepted().policy)) == ()


def test_every_fact_has_its_question_and_none_asks_for_a_culprit():
    assert {field for several in PERISHING.values() for field in several} == set(QUESTIONS)


def test_what_is_to_be_reworded_is_the_same_by_the_entries_that_the_fields_are_read_from():
    log = outage()
    log.add(e.SeverityChanged(before="sev2", after="sev1", reason="Somebody forgot the backup"), 81)
    log.add(e.Remark(kind="workaround", text="It was the fault of the night shift"), 82)
    whole = draft(log.state, log.entries, policy(), at(200)).rewords
    part = [entry for entry in log.entries if entry.kind in READ]
    assert rewords(log.state, part, policy(), at(200)) == whole
    assert {each.section for each in whole} >= {"severity", "workarounds"}


TOLD = game_policy(learning=Learning(ask_facts_after=timedelta(minutes=5)))


def told(game: Game) -> list[str]:
    return [str(row.payload["user"]) for row in game.rows("person.say") if row.payload["as"] == "facts"]


def test_whoever_leads_is_told_once_in_each_state_shortly_after_it_is_reached():
    game = accepted(policy=TOLD)
    assert not of(e.FactsAsked, game.wait(4))
    [asked_for] = of(e.FactsAsked, game.wait(1))
    assert [fact.field for fact in asked_for.facts] == ["symptoms", "impact", "milestone:detected"]
    game.do(c.MoveState(to="identified", text="Gateway"))
    game.do(c.MoveState(to="investigating", text="It was not that"))
    assert not of(e.FactsAsked, game.wait(60)), "the one state was left again, the other was asked about"
    game.do(c.Resolve(text="Restarted the gateway"))
    assert [event.state for event in of(e.FactsAsked, game.wait(5))] == ["resolved"]
    assert told(game) == [ADI.id, ADI.id]


def test_nobody_is_told_before_somebody_leads_when_nothing_is_missing_after_the_end_or_when_it_is_switched_off():
    waiting = Game(policy=TOLD).declare().open_room()
    assert not of(e.FactsAsked, waiting.wait(4))
    filled = accepted(policy=TOLD)
    for field in PERISHING["investigating"]:
        filled.do(cr.SayField(field=field, standing="unknown", text="nobody looked"))
    assert not of(e.FactsAsked, filled.wait(60))
    over = accepted(policy=TOLD)
    over.do(c.Cancel(reason="A duplicate"))
    assert "ask_facts" not in {kind for kind, _subject in over.timers}
    assert not of(e.FactsAsked, accepted().wait(60))


def test_a_timer_that_fires_late_looks_at_the_state_as_it_is_then():
    game = accepted(policy=TOLD)
    game.do(c.MoveState(to="identified", text="Gateway"))
    assert game.do(cr.AskFacts(state="investigating"), by=None) == []
    assert len(game.do(cr.AskFacts(state="identified"), by=None)) == 1
    assert game.do(cr.AskFacts(state="identified"), by=None) == []
