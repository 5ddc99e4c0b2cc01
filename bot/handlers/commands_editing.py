"""`edit` and `undo`: key moments that were wrong, by words and by the form. Also `timeline edit …`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.comms.cards.ids import Block, Press
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.parsing import Line, head
from bot.handlers.refusals import Stale
from bot.handlers.refusals_editing import UnknownKind
from bot.handlers.views.editing import edit_form
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.visit import Visit
from bot.warroom import commands_editing as ced
from bot.warroom import times
from bot.warroom.errors import EmptyText
from bot.warroom.errors_editing import NotKeyMoment, UnknownEntry
from bot.warroom.events import MARK_KINDS, MarkKind
from bot.warroom.incident import Incident
from bot.warroom.moments import line_about
from bot.warroom.operations.editing import around

EDIT_FORM = "`/incident edit <entry> text|time|kind|actor <…>`"
UNDO_FORM = "`/incident undo <entry>`"
PARTS: Mapping[str, str] = {
    **dict.fromkeys(("text", "words", "teks", "kata"), "text"),
    **dict.fromkeys(("time", "at", "when", "waktu", "jam", "pukul"), "moment"),
    **dict.fromkeys(("kind", "type", "as", "jenis"), "mark"),
    **dict.fromkeys(("actor", "by", "who", "oleh", "siapa"), "person"),
}
KINDS: Mapping[str, MarkKind] = {
    **{kind: kind for kind in MARK_KINDS if kind != "resource"},
    **dict.fromkeys(("observe", "observasi", "amati"), "observation"),
    **dict.fromkeys(("hipotesis", "theory"), "hypothesis"),
    **dict.fromkeys(("keputusan",), "decision"),
    **dict.fromkeys(("tindakan", "aksi"), "action"),
    **dict.fromkeys(("dampak",), "impact"),
    **dict.fromkeys(("catatan",), "note"),
    **dict.fromkeys(("key", "moment"), "key_moment"),
}
_NUMBER = re.compile(r"#?(\d{1,9})[:,.]?", re.ASCII)


async def edit(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident edit 12 text|time|kind|actor <…>`; with the number alone the form opens.

    Raises EmptyText, BadTime, TimeInFuture, UnknownKind, UnknownPerson and the refusals of the core.
    """
    state = await clerk.incident(visit, line.named)
    entry, rest = numbered(line.rest, EDIT_FORM)
    if not rest:
        await open_form(clerk, visit, state, entry)
        return
    word, value = head(rest)
    part = PARTS.get(word.casefold().strip(":,."))
    if part is None or not value.strip():
        raise EmptyText(form=EDIT_FORM)
    await act(clerk, visit, state, await _correction(clerk, visit, entry, part, value))


async def _correction(clerk: Clerk, visit: Visit, entry: int, part: str, value: str) -> ced.CorrectEntry:
    if part == "text":
        return ced.CorrectEntry(entry=entry, text=await clerk.readable(value))
    if part == "moment":
        return ced.CorrectEntry(entry=entry, moment=times.past(value, clerk.now(), visit.zone))
    if part == "mark":
        return ced.CorrectEntry(entry=entry, mark=kind_named(value))
    return ced.CorrectEntry(entry=entry, person=await clerk.person(visit, value.strip()))


def kind_named(word: str) -> MarkKind:
    """The kind of key moment that is meant. Raises UnknownKind."""
    found = KINDS.get(word.casefold().strip(" :,.").replace(" ", "_"))
    if found is None:
        raise UnknownKind(kind=word, known=tuple(kind for kind in MARK_KINDS if kind != "resource"))
    return found


def numbered(words: str, form: str) -> tuple[int, str]:
    """The entry's number at the beginning, and the rest. Raises EmptyText."""
    first, rest = head(words)
    found = _NUMBER.fullmatch(first)
    if found is None:
        raise EmptyText(form=form)
    return int(found[1]), rest


async def undo(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident undo 12`: the last correction of that entry, or that correction itself."""
    state = await clerk.incident(visit, line.named)
    entry, _rest = numbered(line.rest, UNDO_FORM)
    await act(clerk, visit, state, ced.UndoCorrection(entry=entry))


async def open_form(clerk: Clerk, visit: Visit, state: Incident, entry: int) -> None:
    """The form with the key moment as it reads. Raises UnknownEntry, NotKeyMoment."""
    async with clerk.engine.store.reading() as reader:
        record = await around(reader, state.number, entry)
    if not any(each.seq == entry for each in record):
        raise UnknownEntry(entry=entry, reference=state.reference)
    shown = line_about(record, entry)
    if shown is None or not shown.marks or not shown.key:
        raise NotKeyMoment(entry=entry, reference=state.reference)
    view = edit_form(clerk.scene(state), shown, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"edit {entry} text <text>"))


async def pressed(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The menu under the timeline: the form of the entry that was chosen. Raises Stale, UnknownEntry, NotKeyMoment."""
    if press.task is None:
        raise Stale
    await open_form(clerk, visit, state, press.task)


async def edited(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """The form was sent: what it says and the record does not is corrected, in one entry. Raises Stale."""
    if begun.number is None or begun.item is None:
        raise Stale
    state = await clerk.incident(visit, begun.number)
    chosen = given.person(Block.OWNER)
    values = {
        "entry": begun.item,
        "text": given.text(Block.TEXT),
        "moment": given.moment(Block.AT),
        "mark": given.choice(Block.KIND),
        "person": await clerk.person(visit, chosen) if chosen else None,
    }
    await act(clerk, visit, state, ced.CorrectEntry.model_validate(values))
