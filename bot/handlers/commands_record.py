"""`note`, `decision` and the other key moments, `milestone`, `task`, `done`: what is put on the record."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.comms.render import Markup, fill
from bot.handlers import listings, openers, openers_objects
from bot.handlers.acts import act
from bot.handlers.choices import milestone as milestone_named
from bot.handlers.clauses import Clauses, clauses
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import Line, tail
from bot.handlers.refusals import NotAhead
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import times
from bot.warroom.base import Moment, Person
from bot.warroom.errors import TimeInFuture, UnknownTask
from bot.warroom.milestones import Detection

SEEN_BY: Mapping[str, Detection] = {
    **dict.fromkeys(("monitoring", "monitor", "alert", "pemantauan"), "monitoring"),
    **dict.fromkeys(("user", "users", "customer", "pengguna", "pelanggan"), "user"),
    **dict.fromkeys(("partner", "vendor", "mitra"), "partner"),
    **dict.fromkeys(("staff", "staf"), "staff"),
}
_BY = re.compile(rf"\s+(?:by|oleh)\s+({'|'.join(SEEN_BY)})\b", re.IGNORECASE)
_WHEN = re.compile(r"\s+(?:at|pukul|jam|@)\s+", re.IGNORECASE)


async def remark(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident decision <text> [at 10:32] [owner @user] [by 30m]`; without words the form opens."""
    state = await clerk.incident(visit, line.named)
    if not line.rest:
        await openers.mark(clerk, visit, state, line.verb)
        return
    found = clauses(line.rest)
    text, at, notice = happened(clerk, visit, found)
    owner, due_at = await owed(clerk, visit, found)
    words = await clerk.readable(text)
    values = {"kind": line.verb, "text": words, "at": at, "owner": owner, "due_at": due_at}
    await act(clerk, visit, state, c.RecordRemark.model_validate(values), notice)


def happened(clerk: Clerk, visit: Visit, found: Clauses) -> tuple[str, Moment | None, Markup | str]:
    """Text, time, and a notice. `fail over at 15:00`, said at 14:50, is a plan: the words stay, said now."""
    if found.at is None:
        return found.text, None, ""
    try:
        return found.text, found.at.past(clerk.now(), visit.zone), ""
    except TimeInFuture:
        words = clerk.t.gettext(
            "`at {time}` is still to come, so it stays in the words; the entry has the time of now."
        )
        return f"{found.text} at {found.at.typed}", None, fill(words, time=found.at.typed)


async def owed(clerk: Clerk, visit: Visit, found: Clauses) -> tuple[Person | None, Moment | None]:
    """The person and the time of the clauses. Raises UnknownPerson, NotAhead."""
    owner = await clerk.person(visit, found.owner) if found.owner else None
    due_at = found.by.ahead(clerk.now(), visit.zone) if found.by else None
    if due_at and due_at <= clerk.now() and found.by:
        raise NotAhead(time=found.by.typed)
    return owner, due_at


async def task(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident task <text> [@user] [by 30m]`; `task 3 @user` gives it away; without words the form opens."""
    state = await clerk.incident(visit, line.named)
    if not line.rest:
        await openers.task(clerk, visit, state)
        return
    found = clauses(line.rest, frozenset({"by", "owner"}), any_mention=True)
    owner, due_at = await owed(clerk, visit, found)
    await act(clerk, visit, state, c.AddTask(text=await clerk.readable(found.text), owner=owner, due_at=due_at))


async def done(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident done <n>`; `#3` and `task 3` will do. Without a number it asks which."""
    state = await clerk.incident(visit, line.named)
    if not line.rest:
        await openers_objects.done(clerk, visit, state)
        return
    word = tail(line.rest)[1].lstrip("#").rstrip(".,")
    if not word.isdecimal() or len(word) > 6:
        raise UnknownTask(task=await clerk.readable(line.rest))
    await act(clerk, visit, state, c.FinishTask(task=int(word)))


async def milestone(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident milestone detected at 10:05`; without a time it is now, without a name all are shown."""
    state = await clerk.incident(visit, line.named)
    if not line.rest:
        await clerk.tell(visit, listings.milestones(clerk.scene(state)))
        return
    words, by = _seen_by(await clerk.readable(line.rest))
    name, when = _name_and_time(words)
    moment = times.past(when, clerk.now(), visit.zone) if when else clerk.now()
    source = f"said by {visit.person.name}"
    command = c.SetMilestone(milestone=milestone_named(name), moment=moment, source=source, by=by)
    await act(clerk, visit, state, command)


def _seen_by(words: str) -> tuple[str, Detection]:
    """The words without `by monitoring`, and who or what that says saw it first."""
    found = _BY.search(words)
    if not found:
        return words, ""
    return f"{words[: found.start()]} {words[found.end() :]}".strip(), SEEN_BY[found[1].casefold()]


def _name_and_time(words: str) -> tuple[str, str]:
    """Name and time, with `at` between them or without: the longest end of the words that is a time."""
    said = words.split()
    for end in range(1, len(said)):
        when = " ".join(said[end:])
        if times.read(when):
            return " ".join(said[:end]), when
    name, *rest = _WHEN.split(words, maxsplit=1)
    return name, rest[0] if rest else ""
