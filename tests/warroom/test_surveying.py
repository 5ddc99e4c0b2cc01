"""The satisfaction survey: when and whom it asks, who may answer, what is shown at the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.warroom import commands as c
from bot.warroom import commands_survey as cv
from bot.warroom import events as e
from bot.warroom.case import case
from bot.warroom.decide import decide
from bot.warroom.errors import EmptyText, NoSurvey, NotAllowed, NotSurveyed, SurveyOver, TextTooLong, UnknownScore
from bot.warroom.periodic.measures import BY_NAME, figure
from bot.warroom.policy_survey import SurveyTerms
from bot.warroom.surveying import survey_of, to_be_asked, vote_of, whom
from bot.warroom.surveys import Comment, Given, Vote, middle
from tests.warroom import chronicle
from tests.warroom.builders import ADI, BIMA, CITRA, DIAN, EKA, Game, accepted, confirm, kinds, policy

ON = policy(survey=SurveyTerms())


def resolved(**more) -> Game:
    game = accepted(policy=more.pop("policy", ON), **more)
    game.do(c.Resolve(text="Restarted the gateway"))
    return game


def asked(*people, **more) -> Game:
    game = resolved(**more)
    closes_at = game.now + timedelta(days=3)
    game.record([e.SurveyAsked(group="responders", people=people or (ADI, BIMA, CITRA), closes_at=closes_at)])
    return game


def closed(game: Game, *votes: Vote, by=None) -> list[e.Event]:
    context = game.context(by)
    object.__setattr__(context, "votes", votes)
    return game.record(decide(game.state, cv.CloseSurvey(), context), by)


def test_it_comes_so_long_after_the_end_and_closes_by_itself():
    game = resolved()
    assert game.timers["survey_ask", ""] == game.now + timedelta(hours=2)
    assert to_be_asked(game.state, ON)
    game.record([e.SurveyAsked(group="users", people=(EKA, DIAN), closes_at=game.now + timedelta(days=3))])
    assert [row.payload["user"] for row in game.rows("person.say") if row.payload["as"] == "survey"] == [
        EKA.id,
        DIAN.id,
    ]
    assert kinds(game.wait(3 * 24 * 60)) == ["survey_closed"]
    assert not to_be_asked(game.state, ON)


def test_the_policy_may_ask_after_closing_only_or_never():
    late = resolved(policy=policy(survey=SurveyTerms(after="closed")))
    assert ("survey_ask", "") not in late.timers
    confirm(late).do(c.Close())
    assert ("survey_ask", "") in late.timers
    assert ("survey_ask", "") not in resolved(policy=policy()).timers


def test_reopened_nobody_is_asked_until_it_is_over_again():
    game = resolved()
    game.do(c.Reopen(reason="no"))
    assert ("survey_ask", "") not in game.timers
    game.do(c.Resolve(text="Now"))
    assert ("survey_ask", "") in game.timers


def test_a_drill_is_never_asked_about():
    game = resolved(drill=True)
    assert ("survey_ask", "") not in game.timers
    assert not to_be_asked(game.state, ON)


def test_nobody_is_in_both_groups():
    game = resolved()
    game.record([e.RoleAssigned(role="scribe", person=BIMA), e.RoleReleased(role="scribe", person=BIMA)])
    game.record([e.RoleAssigned(role="service_owner", person=CITRA), e.ConfirmationAsked(person=CITRA)])
    game.record([e.PersonJoined(person=each) for each in (DIAN, EKA)])
    groups = whom(game.state, game.entries, (BIMA, DIAN))
    assert {each.name for each in groups["responders"]} == {"Adi", "Bima"}
    assert {each.name for each in groups["users"]} == {"Eka", "Citra", "Dian"}


def test_about_a_private_incident_only_members_are_asked():
    game = resolved(private=True)
    game.record([e.RoleAssigned(role="scribe", person=BIMA), e.RoleReleased(role="scribe", person=BIMA)])
    groups = whom(game.state, game.entries, (DIAN,))
    assert (groups["responders"], groups["users"]) == ((ADI,), (EKA,))


def test_only_whoever_was_asked_may_answer_and_only_while_it_is_open():
    game = asked()
    assert survey_of(game.state, BIMA).group == "responders"
    with pytest.raises(NotSurveyed):
        survey_of(game.state, EKA)
    closed(game)
    with pytest.raises(SurveyOver):
        survey_of(game.state, BIMA)


def test_a_name_stands_beside_words_only():
    survey = asked().state.surveys[0]
    led = Given(score=5, text=" Well led ", named=True)
    unsigned = Given(score=5, text="Well led")
    assert vote_of(survey, led, BIMA, anonymous=True).comment == Comment(text="Well led", person=BIMA)
    assert vote_of(survey, unsigned, BIMA, anonymous=True).comment == Comment(text="Well led")
    assert vote_of(survey, unsigned, BIMA, anonymous=False).comment == Comment(text="Well led", person=BIMA)
    assert vote_of(survey, Given(score=5, text=" ", named=True), BIMA, anonymous=True) == Vote(
        group="responders", score=5
    )
    with pytest.raises(UnknownScore):
        vote_of(survey, Given(score=6), BIMA, anonymous=True)
    with pytest.raises(TextTooLong):
        vote_of(survey, Given(score=5, text="x" * 1_001), BIMA, anonymous=True)


def test_the_result_has_scores_in_order_of_size_and_the_comments_that_were_given():
    game = asked()
    votes = [Vote(group="responders", score=score) for score in (5, 2)]
    words = Vote(group="responders", score=4, comment=Comment(text="More coffee"))
    [event] = closed(game, *votes, words, Vote(group="users", score=1))
    assert (event.asked, event.answered, event.scores, event.early) == (3, 3, (2, 4, 5), False)
    assert event.comments == (Comment(text="More coffee"),)
    assert game.state.surveys[0].scores == (2, 4, 5)
    assert ("survey_close", "") not in game.timers


def test_with_fewer_answers_than_the_policy_wants_only_their_number_is_kept():
    vote = Vote(group="responders", score=1, comment=Comment(text="Chaos", person=BIMA))
    [event] = closed(asked(), vote, vote)
    assert (event.answered, event.scores, event.comments) == (2, (), ())


def test_whoever_leads_may_close_it_early_or_drop_it_with_a_reason():
    game = asked()
    for command in (cv.CloseSurvey(), cv.SkipSurvey(reason="Everybody is on holiday")):
        with pytest.raises(NotAllowed):
            game.do(command, by=DIAN)
    with pytest.raises(EmptyText):
        game.do(cv.SkipSurvey(reason=" "))
    assert kinds(game.do(cv.SkipSurvey(reason="Everybody is on holiday"))) == ["survey_skipped"]
    assert ("survey_close", "") not in game.timers
    for command in (cv.CloseSurvey(), cv.SkipSurvey(reason="again")):
        with pytest.raises(NoSurvey):
            game.do(command)
    early = asked()
    assert closed(early, by=ADI)[0].early


def test_a_survey_that_is_dropped_before_its_time_never_comes():
    game = resolved()
    game.do(cv.SkipSurvey(reason="Not now"))
    assert ("survey_ask", "") not in game.timers
    assert not to_be_asked(game.state, ON)


def test_the_kpis_pool_all_answers_as_worked_by_hand():
    """docs/kpis.md has the same example."""
    results = (
        [("responders", 4, 3, (2, 4, 5)), ("users", 2, 1, ())],
        [("responders", 8, 4, (3, 5, 5, 5))],
    )
    cases = []
    for groups in results:
        log = chronicle.Chronicle().declare()
        for group, people, answered, scores in groups:
            names = tuple(chronicle.DEWI for _ in range(people))
            log.add(e.SurveyAsked(group=group, people=names, closes_at=chronicle.at(90)), 5)
            log.add(e.SurveyClosed(group=group, asked=people, answered=answered, scores=scores), 90)
        cases.append(case(log.state, log.entries, chronicle.policy(), chronicle.at(95)))
    found = {
        name: figure(BY_NAME[name], cases, [BY_NAME[name].of(each) for each in cases])
        for name in ("satisfaction_responders", "satisfaction_users", "survey_response")
    }
    responders, users, response = found.values()
    assert (responders.median, responders.whole, responders.n) == (5, 7, 2)
    assert (users.median, users.n, users.left_out) == (None, 0, 2)
    assert (response.some, response.whole) == (8, 14)


@pytest.mark.parametrize(("scores", "found"), [((), None), ((4,), 4), ((5, 1), 1), ((5, 1, 3), 3)])
def test_the_median_is_a_score_that_somebody_gave(scores, found):
    assert middle(scores) == found
