"""The review: its stages and gate, sections with versions, five states of a field, reminders, the meeting."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.warroom import commands as c
from bot.warroom import commands_review as cr
from bot.warroom import events as e
from bot.warroom.case import case
from bot.warroom.effectiveness import review_on_time
from bot.warroom.errors import AlreadySo, EmptyText, NotAllowed, Refusal, TextTooLong, TimeInPast
from bot.warroom.errors_review import (
    MeetingInPast,
    NoMeeting,
    NotPublished,
    ReviewBlocked,
    ReviewNotStarted,
    ReviewTooEarly,
    SectionChanged,
    UnknownField,
    UnknownSection,
)
from bot.warroom.owing.reviewing import without_canvas
from bot.warroom.policy_clocks import Regulators, WorkCalendar
from bot.warroom.policy_review import ReviewTerms
from bot.warroom.review.completeness import fields
from bot.warroom.review.facts import Gap
from bot.warroom.reviewing import LONGEST
from bot.warroom.reviews import MOVES, review_due
from tests.warroom.builders import ADI, BIMA, CITRA, DIAN, Game, accepted, kinds, policy

ON = policy(review=ReviewTerms(publish_in="#reviews"))
DAY = 24 * 60
LIFECYCLE = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")


def ask(game: Game, command: c.Command, by=ADI) -> list[e.Event]:
    return game.do(command, by)


def refused(game: Game, command: c.Command, why: type[Refusal], by=ADI) -> Refusal:
    with pytest.raises(why) as caught:
        ask(game, command, by)
    return caught.value


def over(on=ON, **more) -> Game:
    game = accepted(policy=on, **more)
    game.do(c.Resolve(text="Restarted the gateway"))
    return game


def found(game: Game, field: str) -> Gap:
    return next(gap for gap in fields(game.state, game.entries, game.policy) if gap.field == field)


def excuse_all(game: Game) -> None:
    for gap in fields(game.state, game.entries, game.policy):
        if gap.blocking:
            ask(game, cr.SayField(field=gap.field, standing="unknown", text="the logs are gone"))


def test_the_stages_are_those_of_the_drawing():
    drawn = set(re.findall(r"^    (\w+) --> (\w+):", LIFECYCLE, flags=re.MULTILINE))
    assert drawn == {(before, after) for before, to in MOVES.items() for after in to}


def test_it_is_started_published_once_nothing_mandatory_is_missing_and_every_blocking_field_is_named():
    game = over()
    assert refused(game, cr.PublishReview(), ReviewNotStarted)
    assert kinds(ask(game, cr.StartReview())) == ["review_started"]
    blocking = [gap.field for gap in fields(game.state, game.entries, game.policy) if gap.blocking]
    assert blocking
    assert refused(game, cr.PublishReview(), ReviewBlocked).facts["fields"] == blocking
    excuse_all(game)
    [published] = ask(game, cr.PublishReview())
    assert (published.edition, published.shared_in) == (1, "#reviews")
    assert game.state.reviewing.stage == "published"
    assert refused(game, cr.PublishReview(), AlreadySo)
    assert refused(game, cr.StartReview(), AlreadySo)


def test_only_the_policys_roles_and_administrators_start_publish_and_reopen():
    game = over()
    for command in (cr.StartReview(), cr.PublishReview(), cr.ReopenReview(reason="x")):
        assert "administrator" in str(refused(game, command, NotAllowed, by=CITRA))
    scribes = over(on=policy(review=ReviewTerms(publish_by=("scribe",))))
    scribes.record([e.RoleAssigned(role="scribe", person=CITRA)])
    refused(scribes, cr.StartReview(), NotAllowed, by=ADI)
    assert kinds(ask(scribes, cr.StartReview(), CITRA)) == ["review_started"]


def test_while_the_incident_goes_on_it_is_written_and_started_and_not_published():
    game = accepted(policy=ON)
    ask(game, cr.EditSection(section="summary", text="The counter failed"), CITRA)
    assert kinds(ask(game, cr.StartReview())) == ["review_drafted", "review_started"]
    assert refused(game, cr.PublishReview(), ReviewTooEarly)


def test_each_save_is_a_version_and_who_was_slower_overwrites_nothing():
    game = over()
    ask(game, cr.EditSection(section="factors", text="Disk full", base=0), CITRA)
    slow = refused(game, cr.EditSection(section="factors", text="No alert", base=0), SectionChanged, by=DIAN)
    assert slow.facts["name"] == CITRA.name
    assert game.state.reviewing.words("factors") == "Disk full"
    ask(game, cr.EditSection(section="factors", text="Disk full, no alert", base=1), DIAN)
    passage = game.state.reviewing.passages["factors"]
    assert (passage.version, passage.by, passage.at) == (2, DIAN, game.now)
    refused(game, cr.EditSection(section="factors", text="Disk full, no alert"), AlreadySo)
    refused(game, cr.EditSection(section="weather", text="Rain"), UnknownSection)
    refused(game, cr.EditSection(section="factors", text=" "), EmptyText)
    assert (
        refused(game, cr.EditSection(section="factors", text="x" * (LONGEST + 1)), TextTooLong).facts["limit"]
        == LONGEST
    )


def test_an_edit_after_the_publication_begins_the_next_edition():
    game = over()
    ask(game, cr.StartReview())
    excuse_all(game)
    ask(game, cr.PublishReview())
    [edited] = ask(game, cr.EditSection(section="summary", text="It was the counter"), CITRA)
    assert (edited.edition, game.state.reviewing.stage, game.state.reviewing.edition) == (2, "in_review", 1)
    [again] = ask(game, cr.PublishReview())
    assert again.edition == 2
    refused(game, cr.ReopenReview(reason=" "), EmptyText)
    ask(game, cr.ReopenReview(reason="A figure is wrong"))
    refused(game, cr.ReopenReview(reason="Again"), NotPublished)


def test_a_field_is_confirmed_or_excused_with_a_reason_and_the_record_stands_before_an_excuse():
    game = over()
    started = "milestone:started"
    assert found(game, started).standing == "missing"
    refused(game, cr.SayField(field=started, standing="unknown"), EmptyText)
    refused(game, cr.SayField(field="weather", standing="unknown", text="x"), UnknownField)
    refused(game, cr.SayField(field="title", standing="unknown", text="x"), AlreadySo)
    ask(game, cr.SayField(field=started, standing="unknown", text="the logs are gone"))
    assert (found(game, started).standing, found(game, started).why) == ("unknown", "the logs are gone")
    ask(game, cr.SayField(field=started, standing="open"))
    assert found(game, started).standing == "missing"
    ask(game, cr.SayField(field=started, standing="not_applicable", text="a slow leak"))
    game.do(c.SetMilestone(milestone="started", moment=game.now - timedelta(minutes=1), source="logs"))
    assert found(game, started).standing == "confirmed"
    ask(game, cr.SayField(field="severity", standing="confirmed"))
    assert found(game, "severity").standing == "confirmed"


def test_a_missing_field_has_an_owner_and_a_date_and_written_sections_count():
    game = over(on=policy(review=ReviewTerms(mandatory=("factors",))))
    factors = "section:factors"
    assert found(game, factors).blocking
    due_at = game.now + timedelta(days=1)
    refused(game, cr.SayField(field=factors), EmptyText)
    refused(game, cr.SayField(field=factors, due_at=game.now - timedelta(days=1)), TimeInPast)
    ask(game, cr.SayField(field=factors, owner=BIMA, due_at=due_at))
    assert (found(game, factors).person, found(game, factors).by) == (BIMA, due_at)
    ask(game, cr.EditSection(section="factors", text="Disk full"), BIMA)
    assert found(game, factors).complete


def test_reminders_come_before_at_and_after_the_date_to_each_owner_and_the_mim_until_it_is_published():
    game = over(on=policy(review=ReviewTerms(reminders=2)))
    due_at = review_due(game.state.severity, game.now, game.policy)
    assert game.timers["review_remind", "0"] == due_at - timedelta(days=1)
    ask(game, cr.SayField(field="section:was_hard", owner=BIMA))
    rounds = [event for event in game.wait(2 * DAY) if event.kind == "review_reminded"]
    assert [(event.round, event.overdue, event.due_at) for event in rounds] == [(0, False, due_at)]
    told = {row.payload["user"] for row in game.rows("person.say") if str(row.payload["as"]).startswith("review:")}
    assert {ADI.id, BIMA.id} <= told
    rounds = [event for event in game.wait(5 * DAY) if event.kind == "review_reminded"]
    assert [(event.round, event.overdue) for event in rounds] == [(1, True), (2, True)]
    assert game.state.reviewing.overdue


def test_nobody_is_reminded_of_a_published_review_a_reopened_incident_or_an_exercise():
    game = over()
    ask(game, cr.StartReview())
    excuse_all(game)
    ask(game, cr.PublishReview())
    assert ("review_remind", "0") not in game.timers
    back = over()
    back.do(c.Reopen(reason="It is back"))
    assert ("review_remind", "0") not in back.timers
    assert ("review_remind", "0") not in over(drill=True).timers
    assert ("review_remind", "0") not in over(on=policy(review=ReviewTerms(reminders=0))).timers


def test_a_published_review_is_shared_where_the_policy_says_and_a_private_one_nowhere():
    for private, shared in (
        (False, ["review.canvas", "review.post", "review.file", "review.file"]),
        (True, ["review.canvas"]),
    ):
        game = over(private=private)
        ask(game, cr.StartReview())
        excuse_all(game)
        ask(game, cr.PublishReview())
        assert [row.step for row in game.told if row.step.startswith("review.")] == shared
        assert [row.payload["name"] for row in game.rows("file.share")][-2:] == [
            f"{game.state.reference}-review-published-1.md",
            f"{game.state.reference}-review-published-1.html",
        ]


def test_working_days_end_with_the_last_one_and_calendar_days_run_through():
    severities = {
        name: each.model_copy(update={"review_working_days": 5}) for name, each in policy().severities.items()
    }
    calendar = WorkCalendar(name="office", timezone="Asia/Jakarta", holidays=(date(2026, 11, 30),))
    plain = policy(severities=severities)
    office = policy(
        severities=severities,
        review=ReviewTerms(calendar="office"),
        regulators=Regulators(calendars={"office": calendar}),
    )
    tuesday = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    assert review_due("sev1", tuesday, office) == datetime(2026, 12, 2, 16, 59, tzinfo=UTC)
    assert review_due("sev1", tuesday, plain) == datetime(2026, 12, 1, 16, 59, tzinfo=UTC)
    assert review_due("sev1", tuesday, policy()) == tuesday + policy().severities["sev1"].review_due


def test_the_first_publication_counts_for_the_figure_of_reviews_on_time():
    game = over()
    ask(game, cr.StartReview())
    excuse_all(game)
    ask(game, cr.PublishReview())
    measured = review_on_time(case(game.state, game.entries, game.policy, game.now + timedelta(days=9)))
    assert measured.value == 1.0


def test_a_meeting_is_arranged_moved_with_a_higher_sequence_and_called_off():
    game = over()
    refused(game, cr.CallOffMeeting(), NoMeeting)
    refused(game, cr.SetMeeting(moment=game.now - timedelta(hours=1)), MeetingInPast)
    at = game.now + timedelta(days=1)
    ask(game, cr.SetMeeting(moment=at))
    refused(game, cr.SetMeeting(moment=at), AlreadySo)
    ask(game, cr.SetMeeting(moment=at + timedelta(hours=1)))
    [off] = ask(game, cr.CallOffMeeting())
    assert (off.sequence, off.off, game.state.reviewing.meeting.off) == (2, True, True)
    names = [row.payload["name"] for row in game.rows("file.share") if row.payload["what"] == "meeting"]
    assert names == [f"{game.state.reference}-meeting-{n}.ics" for n in range(3)]
    assert {row.payload["user"] for row in game.rows("person.say") if row.payload["as"] == "meeting"} == {ADI.id}


def test_without_canvases_whoever_leads_is_told_once_for_each_incident_and_by_policy_none_is_tried():
    game = over()
    told = {row.key for seq in (40, 60) for row in without_canvas(game.state, seq)}
    assert told == {f"person.say:{game.state.number}:no_canvas:{person.id}" for person in game.state.holding("mim")}
    quiet = over(on=policy(review=ReviewTerms(canvas=False)))
    ask(quiet, cr.StartReview())
    excuse_all(quiet)
    ask(quiet, cr.PublishReview())
    assert not quiet.rows("review.canvas")
