"""`workaround` and `debt`: what reduces the impact for now, and what it leaves to be done properly."""

from __future__ import annotations

import re

from bot.comms.cards import debts as cards
from bot.handlers import openers_debt
from bot.handlers.acts import act
from bot.handlers.clauses import Clauses, clauses
from bot.handlers.clerk import Clerk
from bot.handlers.commands_record import remark
from bot.handlers.parsing import Line, head
from bot.handlers.refusals import NotAhead
from bot.handlers.visit import Visit
from bot.warroom import commands_debt as cd
from bot.warroom import times
from bot.warroom.base import Moment
from bot.warroom.errors import EmptyText
from bot.warroom.incident import Incident

_ITEM = re.compile(r"[wW](\d{1,6})[:,.]?")
FACTS = {
    **dict.fromkeys(("leaves", "left", "sisa", "meninggalkan"), "leaves"),
    **dict.fromkeys(("undo", "rollback", "pembatalan"), "undo"),
}
DONE = frozenset({"done", "paid", "replaced", "selesai", "lunas"})
WITHDRAW = frozenset({"withdraw", "withdrawn", "retract", "cabut", "tarik"})
EXTEND = frozenset({"extend", "postpone", "perpanjang"})
FORM = "`/incident debt done W1 <what replaced it>`, `/incident debt extend W1 by 30d <reason>`"


async def workaround(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident workaround <text> [owner @user] [by 30d]`; without words the form opens."""
    if line.rest:
        await remark(clerk, visit, line)
    else:
        await openers_debt.record(clerk, visit, await clerk.incident(visit, line.named))


async def debt(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident debt [service]`, `debt done W1 <text>`, `debt extend W1 by 30d <reason>`, `debt W1 owner @user`."""
    word, rest = head(line.rest)
    if word.casefold() in DONE | EXTEND | WITHDRAW or _ITEM.fullmatch(word):
        await _about_one(clerk, visit, line, word, rest)
        return
    if line.named is not None:
        scenes = [clerk.scene(await clerk.incident(visit, line.named))]
    else:
        scenes = [clerk.scene(state) for state in await _having(clerk, visit)]
    service = await clerk.readable(line.rest)
    await clerk.tell(visit, cards.register(cards.open_debts(scenes, service), clerk.t, clerk.now(), service))


async def _having(clerk: Clerk, visit: Visit) -> list[Incident]:
    """The incidents with debt that the person may know of; exercises only in their own rooms."""
    async with clerk.engine.store.reading() as reader:
        found = await reader.having("debt_opened")
    return [state for state in found if clerk.may_see(visit, state) and (not state.drill or visit.room == state.number)]


async def _about_one(clerk: Clerk, visit: Visit, line: Line, word: str, rest: str) -> None:
    state = await clerk.incident(visit, line.named)
    if _ITEM.fullmatch(word):
        await _change(clerk, visit, state, _number(word), rest)
        return
    which, words = head(rest)
    if not _ITEM.fullmatch(which):
        raise EmptyText(form=FORM)
    if word.casefold() in DONE:
        await act(clerk, visit, state, cd.PayDebt(debt=_number(which), text=await clerk.readable(words)))
        return
    if word.casefold() in WITHDRAW:
        await act(clerk, visit, state, cd.WithdrawDebt(debt=_number(which), reason=await clerk.readable(words)))
        return
    due_at, reason = _until(clerk, visit, words)
    await act(
        clerk, visit, state, cd.ExtendDebt(debt=_number(which), due_at=due_at, reason=await clerk.readable(reason))
    )


def _number(word: str) -> int:
    found = _ITEM.fullmatch(word)
    return int(found[1]) if found else 0


def _until(clerk: Clerk, visit: Visit, words: str) -> tuple[Moment, str]:
    """`by 30d <reason>`, `30d <reason>`, or the date at the end."""
    first, rest = head(re.sub(r"^(?:by|until|to|sampai)\s+", "", words, flags=re.IGNORECASE))
    spoken = times.read(first) if first else None
    if spoken and not spoken.ago:
        return spoken.ahead(clerk.now(), visit.zone), rest
    found = clauses(words, frozenset({"by"}))
    if found.by is None:
        raise EmptyText(form=FORM)
    return found.by.ahead(clerk.now(), visit.zone), found.text


async def _change(clerk: Clerk, visit: Visit, state: Incident, number: int, words: str) -> None:
    """Without words its form opens."""
    if not words:
        await openers_debt.change(clerk, visit, state, number)
        return
    named = re.search(r"\b(?:owner|pic)\b", words, re.IGNORECASE)
    found = clauses(words, frozenset({"by", "owner"}), any_mention=not named)
    owner = await clerk.person(visit, found.owner) if found.owner else None
    due_at = _ahead(clerk, visit, found)
    said = _said(await clerk.readable(found.text))
    await act(clerk, visit, state, cd.ChangeDebt(debt=number, owner=owner, due_at=due_at, **said))


def _said(words: str) -> dict[str, str]:
    """`leaves …` and `undo …` say what the card asks for; other words are what the workaround does."""
    first, rest = head(words)
    return {FACTS[fact]: rest} if (fact := first.casefold().strip(":")) in FACTS and rest else {"does": words}


def _ahead(clerk: Clerk, visit: Visit, found: Clauses) -> Moment | None:
    due_at = found.by.ahead(clerk.now(), visit.zone) if found.by else None
    if due_at and due_at <= clerk.now() and found.by:
        raise NotAhead(time=found.by.typed)
    return due_at
