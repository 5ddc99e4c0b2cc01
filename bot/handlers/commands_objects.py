"""`hypothesis H1 testing`, `decision D2 object`, `action A3 result`, `task 3 @user`, `investigation`: what becomes of
what was put on the record. Without a number the words are a new one.
"""

from __future__ import annotations

import re

from bot.comms.cards import Cards
from bot.comms.cards.objects import investigation as listed
from bot.handlers import commands_follow_up as follow_up
from bot.handlers import openers_acts
from bot.handlers import openers_objects as forms
from bot.handlers.acts import act
from bot.handlers.clauses import clauses
from bot.handlers.clerk import Clerk
from bot.handlers.commands_record import owed, remark
from bot.handlers.commands_record import task as new_task
from bot.handlers.parsing import Line, head
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_closing as cz
from bot.warroom import commands_objects as co
from bot.warroom.errors import EmptyText, UnknownObject
from bot.warroom.incident import Incident
from bot.warroom.objects import LETTERS, ObjectKind, find, label

CONFIRMED = frozenset({"confirmed", "confirm", "true", "terbukti", "benar"})
DISPROVED = frozenset({"disproved", "disprove", "disproven", "false", "terbantah", "salah"})
TESTING = frozenset({"testing", "test", "tested", "uji", "diuji"})
OBJECT = frozenset({"object", "objection", "objects", "against", "keberatan"})
RESULT = frozenset({"result", "done", "hasil"})
PLAN = frozenset({"rollback", "roll-back", "undo", "plan"})
UNDONE = frozenset({"undone", "reverted", "rolledback", "dibatalkan"})
WITHDRAW = frozenset({"withdraw", "withdrawn", "retract", "cabut", "tarik"})
VERBS: dict[ObjectKind, frozenset[str]] = {
    "hypothesis": TESTING | CONFIRMED | DISPROVED,
    "decision": OBJECT,
    "action": RESULT | PLAN | UNDONE | {"rolled"},
}
FORMS: dict[ObjectKind, str] = {
    "hypothesis": "`/incident hypothesis H1 testing @user by 20m`, `… confirmed <evidence>`, `… disproved <evidence>`",
    "decision": "`/incident decision D2 object <why>`",
    "action": "`/incident action A3 result <text>`, `… rollback <how to take it back>`, `… rolled back <text>`",
}


def numbered(word: str, kind: ObjectKind) -> int | None:
    """The number in `H1`, in any case and with or without a dash; None for any other word."""
    found = re.fullmatch(rf"[*_`(]?{LETTERS[kind]}-?(\d{{1,4}})[*_`):,.]?", word, re.IGNORECASE | re.ASCII)
    return int(found[1]) if found else None


def bare(line: str, state: Incident, kind: ObjectKind) -> int | None:
    """The number in `1 disproved …` or `#1 result …`, where there is such an object: else the words are a new one."""
    first, rest = head(line)
    word = head(rest)[0].casefold().strip(":,.")
    found = re.fullmatch(r"#?(\d{1,4})[:,.]?", first, re.ASCII)
    return int(found[1]) if found and word in VERBS[kind] | WITHDRAW and find(state, kind, int(found[1])) else None


async def hypothesis(clerk: Clerk, visit: Visit, line: Line) -> None:
    """A new one, or what becomes of H1."""
    found = await _found(clerk, visit, line, "hypothesis")
    if found is None:
        return
    state, number, word, rest = found
    if word in TESTING:
        await _test(clerk, visit, state, number, rest)
    elif word in WITHDRAW:
        await _withdraw(clerk, visit, state, "hypothesis", number, rest)
    elif word in CONFIRMED | DISPROVED:
        await _settle(clerk, visit, state, number, "confirmed" if word in CONFIRMED else "disproved", rest)
    else:
        raise EmptyText(form=FORMS["hypothesis"])


async def _test(clerk: Clerk, visit: Visit, state: Incident, number: int, words: str) -> None:
    given = clauses(words, frozenset({"by", "owner"}), any_mention=True)
    if given.text:
        raise EmptyText(form=FORMS["hypothesis"])
    owner, due_at = await owed(clerk, visit, given)
    await act(clerk, visit, state, co.StartTest(number=number, owner=owner, due_at=due_at))


async def _settle(clerk: Clerk, visit: Visit, state: Incident, number: int, outcome: str, words: str) -> None:
    if not words:
        await forms.words(clerk, visit, state, f"hypothesis H{number} {outcome}")
        return
    values = {"number": number, "outcome": outcome, "evidence": await clerk.readable(words)}
    await act(clerk, visit, state, co.SettleHypothesis.model_validate(values))


async def decision(clerk: Clerk, visit: Visit, line: Line) -> None:
    """A new one, or an objection to D2."""
    found = await _found(clerk, visit, line, "decision")
    if found is None:
        return
    state, number, word, rest = found
    if word in WITHDRAW:
        await _withdraw(clerk, visit, state, "decision", number, rest)
        return
    if word not in OBJECT:
        raise EmptyText(form=FORMS["decision"])
    if not rest:
        await forms.words(clerk, visit, state, f"decision D{number} object")
        return
    await act(clerk, visit, state, co.RaiseObjection(number=number, text=await clerk.readable(rest)))


async def action(clerk: Clerk, visit: Visit, line: Line) -> None:
    """A new one, or what A3 brought, how it is taken back, or that it was."""
    found = await _found(clerk, visit, line, "action")
    if found is None:
        return
    state, number, word, rest = found
    if word in WITHDRAW:
        await _withdraw(clerk, visit, state, "action", number, rest)
        return
    what = _what(word, head(rest)[0].casefold())
    if not what:
        raise EmptyText(form=FORMS["action"])
    words = head(rest)[1] if word == "rolled" else rest
    if not words:
        await forms.words(clerk, visit, state, f"action A{number} {what}")
        return
    values = {"number": number, "what": what, "text": await clerk.readable(words)}
    await act(clerk, visit, state, co.ReportAction.model_validate(values))


async def _withdraw(clerk: Clerk, visit: Visit, state: Incident, kind: ObjectKind, number: int, words: str) -> None:
    if not words:
        await forms.words(clerk, visit, state, f"{kind} {label(kind, number)} withdraw")
        return
    reason = await clerk.readable(words)
    await act(clerk, visit, state, co.WithdrawObject(what=kind, number=number, reason=reason))


def _what(word: str, following: str) -> str:
    if word in RESULT:
        return "result"
    if word in PLAN:
        return "plan"
    return "rolled_back" if word in UNDONE or (word, following) == ("rolled", "back") else ""


async def _found(clerk: Clerk, visit: Visit, line: Line, kind: ObjectKind) -> tuple[Incident, int, str, str] | None:
    """The object that the line is about, the word after it and the rest; None when all has been done: a new one was
    put on the record, or one was shown.
    """
    first, rest = head(line.rest)
    state = await clerk.incident(visit, line.named)
    number = numbered(first, kind) or bare(line.rest, state, kind)
    if number is None:
        await remark(clerk, visit, line)
        return None
    if find(state, kind, number) is None:
        raise UnknownObject(what=kind, label=label(kind, number), reference=state.reference)
    word, words = head(rest)
    if word:
        return state, number, word.casefold().strip(":,."), words
    card = Cards(lambda _language: clerk.t).object_card(state, clerk.policy, label(kind, number))
    if card:
        await clerk.tell(visit, card)
    return None


async def task(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident task 3 @user by 30m` gives a task that exists an owner, a time or both; other words are a new one."""
    first, rest = head(line.rest)
    word = first.lstrip("#").rstrip(":,.")
    number = int(word) if word.isdecimal() and len(word) <= 6 else 0
    if await follow_up.about(clerk, visit, line, number, rest):
        return
    given = clauses(rest, frozenset({"by", "owner"}), any_mention=True)
    if not word.isdecimal() or len(word) > 6 or given.text:
        await new_task(clerk, visit, line)
        return
    state = await clerk.incident(visit, line.named)
    if not rest:
        await forms.assign(clerk, visit, state, int(word))
        return
    owner, due_at = await owed(clerk, visit, given)
    await act(clerk, visit, state, cz.GiveTask(task=int(word), owner=owner, due_at=due_at))


async def investigation(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident investigation`: every hypothesis, decision and action."""
    await clerk.tell(visit, listed(clerk.scene(await clerk.incident(visit, line.named))))


async def cancel(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident cancel <reason>`; without words the form opens."""
    state = await clerk.incident(visit, line.named)
    if not line.rest:
        await openers_acts.reason(clerk, visit, state, "cancel")
        return
    await act(clerk, visit, state, c.Cancel(reason=await clerk.readable(line.rest)))
