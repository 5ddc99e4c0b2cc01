"""One sentence for each correction and erasure, and what stands beside a line that was corrected; see `describe`."""

from __future__ import annotations

from bot.comms.locale import Translator
from bot.comms.telling import Sentences, Teller
from bot.comms.words import mark_name
from bot.warroom import events as e
from bot.warroom.moments import Line


def _changes(tell: Teller, event: e.EntryCorrected | e.CorrectionUndone) -> str:
    """What is otherwise, in a list."""
    t = tell.t
    said = [
        t.gettext("text “{text}”").format(text=event.text) if event.text is not None else "",
        t.gettext("time {time}").format(time=tell.at(event.at)) if event.at else "",
        t.gettext("kind {kind}").format(kind=mark_name(event.mark, t)) if event.mark else "",
        t.gettext("by {name}").format(name=event.person.name) if event.person else "",
    ]
    return t.listing([each for each in said if each])


def _corrected(tell: Teller, event: e.EntryCorrected) -> str:
    return tell.with_words(tell.t.gettext("Entry {entry} corrected").format(entry=event.entry), _changes(tell, event))


def _undone(tell: Teller, event: e.CorrectionUndone) -> str:
    said = tell.t.gettext("Entry {entry}: correction {undone} undone").format(entry=event.entry, undone=event.undone)
    return tell.with_words(said, _changes(tell, event))


def _erased(tell: Teller, event: e.ContentErased) -> str:
    t = tell.t
    said = (
        t.gettext("What entry {entry} said was erased")
        if not event.some
        else t.gettext("Words of entry {entry} were erased")
    )
    also = [str(part.entry) for part in event.parts if part.entry != event.entry]
    told = said.format(entry=event.entry)
    if also:
        told = t.gettext("{said}, also from {entries}").format(said=told, entries=t.listing(also))
    if event.by:
        told = t.gettext("{said}, by {name} at the command line").format(said=told, name=event.by)
    return tell.with_words(told, event.reason)


def revision(line: Line, t: Translator, zone: str, name: str) -> str:
    """Who corrected the line and when, and how it read before; nothing for one that nobody corrected.

    `name` stands for whoever it was, as names are written where it is shown.
    """
    if line.revised is None:
        return ""
    facts = {"name": name, "time": t.moment(line.revised.recorded_at, zone), "entry": line.revised.seq}
    if line.was is None:
        return t.gettext("correction undone by {name}, {time}, entry {entry}").format(**facts)
    before = before_of(line, t, zone)
    return t.gettext("corrected by {name}, {time}, entry {entry}; before: {before}").format(before=before, **facts)


def before_of(line: Line, t: Translator, zone: str) -> str:
    """How the line read before it was corrected, as far as that differs."""
    was = line.was
    if was is None:
        return ""
    said = [
        f"“{was.text}”" if was.text is not None else "",
        t.moment(was.at, zone) if was.at else "",
        ", ".join(mark_name(mark, t) for mark in was.marks),
        was.actor.name if was.actor else "",
    ]
    return ", ".join(each for each in said if each)


SENTENCES: Sentences = {
    e.EntryCorrected: _corrected,
    e.CorrectionUndone: _undone,
    e.ContentErased: _erased,
}
