"""The part of a review about the satisfaction survey: each group apart, names only where they were given."""

from __future__ import annotations

from bot.comms.exports.blocks import Block, Cell, Prose, Table
from bot.comms.exports.wording import Wording, readable
from bot.comms.surveys import group_name
from bot.warroom.review import ReviewDraft
from bot.warroom.surveys import Comment, Group, Survey, middle


def satisfaction(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    """How content they were, how many said so, and in their own words."""
    t = wording.t
    columns = (t.gettext("Group"), t.gettext("Asked"), t.gettext("Answered"), t.gettext("Median"), t.gettext("Scores"))
    rows = tuple(_row(survey, wording) for survey in draft.surveys)
    return (Table(columns, rows, t.gettext("Nobody was asked.")), *_comments(draft, wording))


def _row(survey: Survey, wording: Wording) -> tuple[Cell, ...]:
    name, asked = group_name(survey.group, wording.t), str(len(survey.people))
    if not survey.closed:
        until = wording.t.gettext("open until {time}").format(time=wording.stamp(survey.closes_at))
        return (Cell(name, strong=True), Cell(asked), Cell(until, tone="quiet"), Cell("—"), Cell("—"))
    few = wording.t.gettext("too few to show")
    return (
        Cell(name, strong=True),
        Cell(asked),
        Cell(str(survey.answered)),
        Cell(str(middle(survey.scores)) if survey.scores else "—"),
        Cell(" ".join(map(str, survey.scores)) or few),
    )


def _comments(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    said = [(survey.group, comment) for survey in draft.surveys for comment in survey.comments]
    return tuple(Prose(_said(group, comment, wording), quoted=True) for group, comment in said)


def _said(group: Group, comment: Comment, wording: Wording) -> str:
    who = comment.person.name if comment.person else group_name(group, wording.t)
    return f"{readable(comment.text, wording.people)} — {who}"
