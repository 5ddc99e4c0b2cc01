"""`severity` and `state`: the course of the incident."""

from __future__ import annotations

from bot.handlers import openers, openers_acts
from bot.handlers.acts import act, act_at
from bot.handlers.choices import severity_and_rest
from bot.handlers.choices import state as state_named
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import Line, head
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom.lifecycle import SETTABLE


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
