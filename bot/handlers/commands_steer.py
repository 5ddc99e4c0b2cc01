"""`severity`, `state` and `update`: the course of the incident and what is told of it."""

from __future__ import annotations

from bot.handlers import openers, openers_acts
from bot.handlers.acts import act, act_at
from bot.handlers.choices import severity_and_rest
from bot.handlers.choices import state as state_named
from bot.handlers.clerk import Clerk
from bot.handlers.commands_updates import about_draft
from bot.handlers.parsing import Line, head
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import times
from bot.warroom.errors import BadDuration, EmptyText
from bot.warroom.lifecycle import SETTABLE

SNOOZE_FORM = "`/incident update snooze 10m [reason]`"


async def severity(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident severity sev2 <reason>`; without a reason the form asks for it."""
    found = await clerk.incident(visit, line.named)
    wanted, reason = severity_and_rest(line.rest, clerk.policy) if line.rest else (None, "")
    if wanted is None or not reason:
        await openers.severity(clerk, visit, found, wanted)
        return
    await act(clerk, visit, found, c.ChangeSeverity(to=wanted, reason=await clerk.readable(reason)))


async def state(clerk: Clerk, visit: Visit, line: Line) -> str | None:
    """`/incident state identified <text>`; without words, or without the cause, the form asks for them.

    An end of the incident (resolved, closed…) is returned, not done.
    """
    word, text = head(line.rest)
    wanted = state_named(word) if word else None
    if wanted is not None and wanted not in SETTABLE:
        return wanted
    if wanted is None or (wanted == "identified" and not text):
        await openers_acts.change_state(clerk, visit, await clerk.incident(visit, line.named), wanted)
        return None
    said = Line(line.verb, text, line.named)
    await act_at(clerk, visit, said, lambda words: c.MoveState(to=wanted, text=words))
    return None


async def update(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident update [text]`, `update snooze 10m [reason]`, `update request [text]`, `update U3 …`."""
    word, rest = head(line.rest)
    said = Line(line.verb, rest, line.named)
    match word.casefold():
        case "":
            await openers.update(clerk, visit, await clerk.incident(visit, line.named))
        case "snooze" | "tunda":
            await _snooze(clerk, visit, said)
        case "request" | "minta":
            await act_at(clerk, visit, said, lambda text: c.RequestUpdate(text=text))
        case _:
            await act_at(clerk, visit, line, lambda text: about_draft(text) or c.PublishUpdate(text=text))


async def _snooze(clerk: Clerk, visit: Visit, line: Line) -> None:
    length, reason = _length(line.rest)
    said = Line(line.verb, reason, line.named)
    await act_at(clerk, visit, said, lambda text: c.SnoozeUpdate(seconds=length, reason=text))


def _length(words: str) -> tuple[int, str]:
    """The seconds at the beginning (`10m`, `10 min`, `10`) and what follows. Raises EmptyText, BadDuration."""
    first, rest = head(words)
    if not first:
        raise EmptyText(form=SNOOZE_FORM)
    second, after = head(rest)
    if first.isdecimal() and second:
        try:
            return int(times.length(f"{first}{second}").total_seconds()), after
        except BadDuration:
            pass  # the second word already belongs to the reason: `snooze 10 waiting for the vendor`
    return int(times.length(first).total_seconds()), rest
