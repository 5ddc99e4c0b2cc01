"""The summary of a review as far as the record can tell it: how long, for whom, what was found, what is left.

Every sentence is a figure of the record or the words of somebody in it, with the moment. It draws no conclusion.
"""

from __future__ import annotations

from bot.comms.exports.blocks import Block, Prose
from bot.comms.exports.wording import Wording, readable
from bot.comms.majors import why_major
from bot.comms.words import severity_name
from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.moments import Line
from bot.warroom.review import ReviewDraft


def summary(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    """What somebody reads who reads nothing else."""
    t = wording.t
    found = _found(draft)
    helped = [(each.at, each.text) for each in draft.workarounds[:1]]
    return (
        Prose(" ".join(_course(draft, wording))),
        *_quoted(t.gettext("Impact:"), _last_impact(draft), wording),
        *_at(t.gettext("What was found, {time}:"), found, wording),
        *_at(t.gettext("What reduced it, {time}:"), helped, wording),
        *_ended(draft, wording),
        *_left(draft, wording),
    )


def _course(draft: ReviewDraft, wording: Wording) -> list[str]:
    head, t = draft.header, wording.t
    declared = t.gettext("{title}. Declared as {severity} on {time}.").format(
        title=head.title.rstrip("."),
        severity=severity_name(draft.severities[0].after, wording.policy),
        time=wording.stamp(head.declared_at),
    )
    reason = why_major(head.criteria, head.criterion, t).rstrip(".")
    because = t.gettext("Major because: {criterion}").format(criterion=reason)
    why = f"{because}." if reason else ""
    return [said for said in (declared, why, _lasted(draft, wording)) if said]


def _lasted(draft: ReviewDraft, wording: Wording) -> str:
    t, end = wording.t, draft.header.resolved_at
    if end is None:
        return ""
    if not any(each.name == "started" for each in draft.milestones):
        said = t.gettext("It took {length} from the declaration to the resolution; when the impact began is unknown.")
        return said.format(length=wording.length(draft.duration))
    said = t.gettext("The impact lasted {length}, until {time}.")
    return said.format(length=wording.length(draft.duration), time=wording.stamp(end))


def _last_impact(draft: ReviewDraft) -> str:
    return draft.impacts[-1].text if draft.impacts else ""


def _found(draft: ReviewDraft) -> list[tuple[Moment, str]]:
    """What was said when the state last became *identified*."""
    said = [(line.occurred_at, text) for line in draft.timeline if (text := _finding(line))]
    return said[-1:]


def _finding(line: Line) -> str:
    event = line.entry.event
    if isinstance(event, e.StateChanged) and event.after == "identified":
        return event.text
    return ""


def _ended(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    t = wording.t
    if not draft.outcome:
        return (Prose(t.gettext("It is not resolved yet.")),)
    return _quoted(t.gettext("It ended with these words:"), draft.outcome, wording)


def _left(draft: ReviewDraft, wording: Wording) -> tuple[Block, ...]:
    """What is still to be done: open actions, workarounds that stand."""
    t = wording.t
    actions = sum(each.done is False and not each.because for each in draft.actions)
    debts = sum(bool(each.reference) and not each.replaced_by for each in draft.workarounds)
    left = [
        t.ngettext("{n} open action", "{n} open actions", actions).format(n=actions) if actions else "",
        t.ngettext("{n} workaround to be replaced", "{n} workarounds to be replaced", debts).format(n=debts)
        if debts
        else "",
    ]
    named = [each for each in left if each]
    return (Prose(t.gettext("Left to do: {things}.").format(things=t.listing(named))),) if named else ()


def _at(said: str, found: list[tuple[Moment, str]], wording: Wording) -> tuple[Block, ...]:
    if not found:
        return ()
    at, text = found[0]
    return _quoted(said.format(time=wording.stamp(at)), text, wording)


def _quoted(said: str, text: str, wording: Wording) -> tuple[Block, ...]:
    return (Prose(said), Prose(readable(text, wording.people), quoted=True)) if text.strip() else ()
