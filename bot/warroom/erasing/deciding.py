"""Deciding on erasing words: who may, whether there are any, and what the record says of it afterwards."""

from __future__ import annotations

from collections.abc import Callable

from bot.warroom import events as e
from bot.warroom.base import Value
from bot.warroom.commands_erasing import EraseContent
from bot.warroom.context import Context
from bot.warroom.erasing.fields import ERASED, TITLES, changed
from bot.warroom.erasing.outside import Outside, outside
from bot.warroom.erasing.redaction import Redaction, some, whole
from bot.warroom.errors import EmptyText, NotAllowed, TextTooLong
from bot.warroom.errors_editing import UnknownEntry
from bot.warroom.errors_erasing import AlreadyErased, NothingToErase, WordsNotThere, WordsTooShort
from bot.warroom.incident import Incident
from bot.warroom.phrases import phrase
from bot.warroom.policy_editing import AUTHOR, DUTY_MANAGER
from bot.warroom.timeline import Entry, content_of

FORM = '`/incident erase <entry> ["<words>"] because <why>`'
REASON_LIMIT, WORDS_LIMIT, FEWEST_LETTERS = 300, 200, 4


class Erasure(Value):
    """What is to be erased, the entry that says so, and where the words are out of reach."""

    redaction: Redaction
    event: e.ContentErased
    outside: Outside


def decided(state: Incident, command: EraseContent, context: Context, nonce: Callable[[], str]) -> Erasure:
    """What is erased, from where. Raises UnknownEntry, NotAllowed, NothingToErase, AlreadyErased, WordsNotThere,
    WordsTooShort, EmptyText, TextTooLong.
    """
    asked = next((entry for entry in context.record if entry.seq == command.entry), None)
    if asked is None:
        raise UnknownEntry(entry=command.entry, reference=state.reference)
    require(state, asked, context)
    _sound(command)
    words = command.words.strip()
    made = some(context.record, words, nonce) if words else whole(context.record, asked, nonce)
    if asked.seq not in {each.seq for each in made.entries}:
        _refuse(state, asked, words)
    reason = command.reason.strip()
    for needle in made.needles():
        reason = needle.without(reason)
    event = e.ContentErased(
        entry=asked.seq,
        reason=reason,
        parts=tuple(each.part() for each in made.entries),
        messages=made.messages,
        some=bool(words),
        by=command.operator,
    )
    return Erasure(redaction=made, event=event, outside=outside(context.record, made))


def _sound(command: EraseContent) -> None:
    words = command.words.strip()
    if not command.reason.strip():
        raise EmptyText(form=FORM)
    for text, limit in ((command.reason, REASON_LIMIT), (words, WORDS_LIMIT)):
        if len(text) > limit:
            raise TextTooLong(length=len(text), limit=limit)
    if words and len(words) < FEWEST_LETTERS:
        raise WordsTooShort(fewest=FEWEST_LETTERS, entry=command.entry)


def _refuse(state: Incident, asked: Entry, words: str) -> None:
    about = {"entry": asked.seq, "reference": state.reference}
    if words:
        raise WordsNotThere(**about)
    raise AlreadyErased(**about) if _is_erased(asked) else NothingToErase(**about)


def _is_erased(entry: Entry) -> bool:
    """Whether a text of it was taken out, and none is left."""
    found: list[str] = []

    def seen(text: str) -> str:
        found.append(text)
        return text

    changed(content_of(entry), seen, TITLES)
    return ERASED in found and set(found) == {ERASED}


def require(state: Incident, asked: Entry, context: Context) -> None:
    """Raises NotAllowed when the actor may not erase what this entry says."""
    names = context.policy.editing.erase
    if context.administrator or any(_is(name, state, asked, context) for name in names):
        return
    titles = ", ".join(each.title for name, each in context.policy.roles.items() if name in names)
    who = {
        (False, False): phrase("{roles} or an administrator", roles=titles),
        (True, False): phrase("{roles}, the duty manager or an administrator", roles=titles),
        (False, True): phrase("{roles}, whoever said it or an administrator", roles=titles),
        (True, True): phrase("{roles}, the duty manager, whoever said it or an administrator", roles=titles),
    }[DUTY_MANAGER in names, AUTHOR in names]
    raise NotAllowed(who=who, what=phrase("erase what the record says"))


def _is(name: str, state: Incident, asked: Entry, context: Context) -> bool:
    actor = context.person
    if name == AUTHOR:
        return asked.actor is not None and asked.actor.id == actor.id
    people = context.approvers if name == DUTY_MANAGER else state.holding(name)
    return any(each.id == actor.id for each in people)
