"""Deciding on corrections of key moments, and on taking them back. The first wording always stays on the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.warroom import commands_editing as ced
from bot.warroom import events as e
from bot.warroom import judging, workarounds
from bot.warroom.base import Person
from bot.warroom.commands import Command
from bot.warroom.commands_debt import RecordWorkaround
from bot.warroom.context import Context, Decision
from bot.warroom.errors import AlreadySo, EmptyText, NotAllowed, TextTooLong, TimeInFuture
from bot.warroom.errors_editing import NothingToUndo, NotKeyMoment, UnknownEntry
from bot.warroom.incident import Incident
from bot.warroom.milestones import SLACK_OF_CLOCKS
from bot.warroom.moments import Line, line_about, standing_edits
from bot.warroom.phrases import phrase
from bot.warroom.policy_editing import AUTHOR
from bot.warroom.recording import REMARK_LIMIT
from bot.warroom.timeline import Entry

FORM = "`/incident edit {entry} text|time|kind|actor <…>`"


def correct(state: Incident, command: ced.CorrectEntry, context: Context) -> Decision:
    """A key moment reads otherwise. Raises UnknownEntry, NotKeyMoment, NotAllowed, AlreadySo and those of a remark."""
    line = moment_of(state, command.entry, context)
    require(state, line, context, context.policy.editing.correct, phrase("correct this entry"))
    _sound(command, context)
    given = {
        "text": command.text.strip() if command.text and command.text.strip() != line.text else None,
        "at": command.moment if command.moment != line.occurred_at else None,
        "mark": command.mark if command.mark not in line.marks else None,
        "person": command.person if command.person and not _same(command.person, line.actor) else None,
    }
    if not any(each is not None for each in given.values()):
        raise AlreadySo(what=phrase("entry {entry} of {reference} reads so", entry=line.seq, reference=state.reference))
    said = str(given["text"] or line.text)
    words = said if given["mark"] else ""
    made = e.EntryCorrected(entry=line.seq, target=line.message, words=words, **given)
    return (made, *_follows(state, made, line, said, context))


def _same(one: Person, other: Person | None) -> bool:
    return other is not None and one.id == other.id


def _sound(command: ced.CorrectEntry, context: Context) -> None:
    if command.text is not None and not command.text.strip():
        raise EmptyText(form=FORM.format(entry=command.entry))
    if command.text and len(command.text) > REMARK_LIMIT:
        raise TextTooLong(length=len(command.text), limit=REMARK_LIMIT)
    if command.moment and command.moment > context.now + SLACK_OF_CLOCKS:
        raise TimeInFuture(time=command.moment)


def _follows(state: Incident, made: e.EntryCorrected, line: Line, said: str, context: Context) -> Iterable[e.Event]:
    """What would have followed had it been said so at first: criteria are looked at, a workaround opens its debt."""
    kind = made.mark or next(iter(line.marks))
    if kind == "impact" and (made.text or made.mark):
        return judging.impact_said(state, said, context)
    if made.mark == "workaround":
        given = RecordWorkaround(does=said)
        return (workarounds.opened(state, given, context.now, context.policy, target=made.target),)
    return ()


def undo(state: Incident, command: ced.UndoCorrection, context: Context) -> Decision:
    """A correction, or the undoing of one, holds no more. Raises UnknownEntry, NotKeyMoment, NothingToUndo."""
    line = moment_of(state, command.entry, context)
    undone = _last(line, command.entry, context)
    if undone is None:
        raise NothingToUndo(entry=command.entry, reference=state.reference)
    mine = undone.actor is not None and undone.actor.id == context.person.id
    if not mine:
        require(state, line, context, context.policy.editing.correct, phrase("undo this correction"))
    made = e.CorrectionUndone(entry=line.seq, undone=undone.seq, target=line.message)
    after = line_about((*context.record, _as_entry(made, context)), line.seq)
    return (made.model_copy(update=_differing(line, after)) if after else made,)


def _last(line: Line, asked: int, context: Context) -> Entry | None:
    """What is undone: the entry named where it is a correction or an undoing, else the last correction that holds."""
    edits = edits_of(line, context.record)
    gone = {entry.event.undone for entry in _undoings(edits) if isinstance(entry.event, e.CorrectionUndone)}
    named = next((entry for entry in edits if entry.seq == asked), None)
    if named is not None:
        return None if named.seq in gone else named
    return next(reversed(standing_edits(edits)), None)


def _undoings(edits: list[Entry]) -> Iterable[Entry]:
    """The undoings that hold."""
    gone: set[int] = set()
    for entry in reversed(edits):
        if isinstance(entry.event, e.CorrectionUndone) and entry.seq not in gone:
            gone.add(entry.event.undone)
            yield entry


def edits_of(line: Line, record: Iterable[Entry]) -> list[Entry]:
    """Everything that corrected the line, in order."""
    about = line.message
    return [
        entry
        for entry in record
        if isinstance(entry.event, e.EntryCorrected | e.CorrectionUndone)
        and (entry.event.target == about if about else entry.event.entry == line.seq)
    ]


def _as_entry(made: e.CorrectionUndone, context: Context) -> Entry:
    last = context.record[-1]
    return last.model_copy(update={"seq": last.seq + 1, "event": made, "actor": context.actor})


def _differing(before: Line, after: Line) -> dict[str, object]:
    """What comes back with the undoing."""
    kind = next(iter(after.marks)) if after.marks and after.marks != before.marks else None
    return {
        "text": after.text if after.text != before.text else None,
        "at": after.occurred_at if after.occurred_at != before.occurred_at else None,
        "mark": kind,
        "person": after.actor if after.actor and not _same(after.actor, before.actor) else None,
        "words": after.text if kind else "",
    }


def moment_of(state: Incident, seq: int, context: Context) -> Line:
    """The key moment of that number as it reads now. Raises UnknownEntry, NotKeyMoment."""
    if not any(entry.seq == seq for entry in context.record):
        raise UnknownEntry(entry=seq, reference=state.reference)
    line = line_about(context.record, seq)
    if line is None or not line.marks or not line.key:
        raise NotKeyMoment(entry=seq, reference=state.reference)
    return line


def require(state: Incident, line: Line, context: Context, names: tuple[str, ...], what: str) -> None:
    """Raises NotAllowed when the actor holds none of these roles and did not say it."""
    if context.administrator or any(_is(name, state, line, context) for name in names):
        return
    titles = [each.title for name, each in context.policy.roles.items() if name in names]
    who = phrase("{roles} or an administrator", roles=", ".join(titles) or "nobody else")
    if AUTHOR in names:
        who = phrase("{roles}, whoever said it or an administrator", roles=", ".join(titles))
    raise NotAllowed(who=who, what=what)


def _is(name: str, state: Incident, line: Line, context: Context) -> bool:
    actor = context.person
    if name != AUTHOR:
        return any(each.id == actor.id for each in state.holding(name))
    first = line.was.actor if line.was else None
    return any(each is not None and each.id == actor.id for each in (line.actor, first))


DECISIONS: Mapping[type[Command], Callable[[Incident, Any, Context], Decision]] = {
    ced.CorrectEntry: correct,
    ced.UndoCorrection: undo,
}
