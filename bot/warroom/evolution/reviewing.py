"""How entries change the review that people work on. An entry is a fact; nothing is decided here."""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.evolution.change import Change, Changes
from bot.warroom.incident import Incident
from bot.warroom.reviews import FieldSaid, Meeting, Passage
from bot.warroom.timeline import Entry


def _with(state: Incident, **changes: Any) -> Change:
    return {"reviewing": state.reviewing.model_copy(update=changes)}


def _started(state: Incident, _event: e.ReviewStarted, _entry: Entry) -> Change:
    return _with(state, stage="in_review")


def _edited(state: Incident, event: e.ReviewSectionEdited, entry: Entry) -> Change:
    """Words after a publication belong to the next edition, which is in review until it is published."""
    passage = Passage(
        section=event.section, version=event.version, text=event.text, by=entry.actor, at=entry.occurred_at
    )
    passages = {**state.reviewing.passages, event.section: passage}
    stage = "in_review" if state.reviewing.stage == "published" else state.reviewing.stage
    return _with(state, passages=passages, stage=stage)


def _said(state: Incident, event: e.ReviewFieldSaid, entry: Entry) -> Change:
    before = state.reviewing.fields.get(event.field, FieldSaid())
    said: dict[str, Any] = {"by": entry.actor, "at": entry.occurred_at}
    if event.standing:
        said |= {"standing": "" if event.standing == "open" else event.standing, "text": event.text}
    if event.owner:
        said["owner"] = event.owner
    if event.due_at:
        said["due_at"] = event.due_at
    return _with(state, fields={**state.reviewing.fields, event.field: before.model_copy(update=said)})


def _published(state: Incident, event: e.ReviewPublished, entry: Entry) -> Change:
    return _with(state, stage="published", edition=event.edition, published_at=entry.occurred_at, overdue=False)


def _reopened(state: Incident, _event: e.ReviewReopened, _entry: Entry) -> Change:
    return _with(state, stage="in_review")


def _reminded(state: Incident, event: e.ReviewReminded, _entry: Entry) -> Change:
    return _with(state, overdue=event.overdue)


def _meeting(state: Incident, event: e.ReviewMeetingSet, entry: Entry) -> Change:
    met = Meeting(at=event.at, length=event.length, sequence=event.sequence, off=event.off, set_at=entry.occurred_at)
    return _with(state, meeting=met)


def _asked(state: Incident, event: e.FactsAsked, _entry: Entry) -> Change:
    return _with(state, asked_in=(*state.reviewing.asked_in, event.state))


CHANGES: Changes = {
    e.FactsAsked: _asked,
    e.ReviewStarted: _started,
    e.ReviewSectionEdited: _edited,
    e.ReviewFieldSaid: _said,
    e.ReviewPublished: _published,
    e.ReviewReopened: _reopened,
    e.ReviewReminded: _reminded,
    e.ReviewMeetingSet: _meeting,
}
