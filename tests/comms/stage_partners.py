"""One or more of each event about vendors, waiting, resources and the survey, for the tests of cards and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import get_args

from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.partners import WaitKind
from bot.warroom.surveys import GROUPS, Comment


def partner_events(text: str, person: Person, due: datetime) -> Iterator[e.Event]:
    """With `text` wherever people's words may stand."""
    who = {"vendor": "telkom", "title": text}
    yield e.ProcedureRaised(**who, code=text, due_at=due, task=1)
    yield from (e.ProcedureReminded(**who, code=text, due_at=due, late=late) for late in (False, True))
    yield e.VendorContacted(**who, case=text, note=text, target_at=due)
    yield e.VendorCaseNoted(**who, case=text)
    yield e.VendorAnswered(**who, text=text)
    yield e.VendorChaseDue(**who, count=2)
    for automatic in (False, True):
        yield e.VendorEscalated(**who, rung=1, name=text, contact=text, reason=text, automatic=automatic)
    yield e.VendorPackMade(**who)
    yield e.VendorInvited(**who, people=("@tono",))
    yield from (e.WaitStarted(wait=1, on=on, who=text, title=text, reason=text) for on in get_args(WaitKind))
    yield from (e.WaitEnded(wait=1, automatic=automatic) for automatic in (False, True))
    yield e.ResourceRequested(resource=1, text=text, amount=Decimal(5), currency="IDR", approvers=(person,))
    yield e.ResourceRequested(resource=1, text=text)
    yield e.ResourceApproved(resource=1, reason=text)
    yield e.DebtOpened(debt=1, does=text, leaves=text, undo=text, owner=person, due_at=due, service=text)
    yield e.DebtOpened(debt=1, does=text)
    for extended in (False, True):
        yield e.DebtChanged(debt=1, does=text, leaves=text, undo=text, due_at=due, extended=extended, reason=text)
    yield from (e.DebtPaid(debt=1, text=text, dropped=dropped) for dropped in (False, True))
    yield e.DebtReminded(debt=1, due_at=due, told=person)
    yield e.WorkaroundRepeated(service=text, count=3, references=("MI-7",))
    yield e.ResourceRefused(resource=1, reason=text)


def survey_events(text: str, person: Person, closes_at: datetime) -> Iterator[e.Event]:
    """The satisfaction survey: both groups asked, one closed with words and a name, one with too few, and dropped."""
    yield from (e.SurveyAsked(group=group, people=(person,), closes_at=closes_at) for group in GROUPS)
    comments = (Comment(text=text), Comment(text=text, person=person))
    yield e.SurveyClosed(group="responders", asked=3, answered=3, scores=(2, 4, 5), comments=comments)
    yield e.SurveyClosed(group="users", asked=3, answered=1, early=True)
    yield e.SurveySkipped(reason=text)


def review_events(text: str, person: Person, at: datetime) -> Iterator[e.Event]:
    """The work on a review: started, written, a field said, reminded, published, met about, reopened."""
    wanting = (e.Wanting(field="impact", person=person, by=at, blocking=True), e.Wanting(field="section:was_hard"))
    yield e.ReviewStarted(complete=19, total=24, wanting=wanting)
    yield e.ReviewSectionEdited(section="factors", version=1, text=text)
    yield e.ReviewSectionEdited(section="factors", version=2, text=text, edition=2, restored=1)
    yield e.ReviewFieldSaid(field="milestone:started", standing="unknown", text=text)
    yield e.ReviewFieldSaid(field="section:was_hard", owner=person, due_at=at)
    yield e.ReviewFieldSaid(field="role:scribe", standing="open")
    yield e.ReviewReminded(round=0, due_at=at, complete=19, total=24, wanting=wanting)
    yield e.ReviewReminded(round=1, due_at=at, overdue=True, complete=19, total=24, wanting=wanting)
    asked = tuple(e.FactAsked(field=field, command=f"/incident {text}") for field in ("impact", "section:was_hard"))
    yield e.FactsAsked(state="investigating", person=person, facts=asked)
    yield e.ReviewPublished(edition=1, complete=24, total=24, shared_in=text)
    yield e.ReviewReopened(reason=text)
    yield e.ReviewMeetingSet(at=at, length=timedelta(hours=1))
    yield e.ReviewMeetingSet(at=at, length=timedelta(hours=1), sequence=1)
    yield e.ReviewMeetingSet(at=at, length=timedelta(hours=1), sequence=2, off=True)
