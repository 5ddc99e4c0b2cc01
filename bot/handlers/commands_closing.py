"""`confirm`: does it work again?"""

from __future__ import annotations

import re

from bot.handlers import openers_closing
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import Line
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_closing as cz

_NOT_YET = re.compile(r"(?:not(?:\s+yet)?|no|belum|tidak)\b[\s:,.…-]*", re.IGNORECASE)


async def confirm(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident confirm [MI-42]`, `/incident confirm not yet <what does not work>`."""
    state = await clerk.incident(visit, line.named)
    no = _NOT_YET.match(line.rest)
    if no is None:
        await act(clerk, visit, state, confirmed(clerk, visit))
        return
    said = await clerk.readable(line.rest[no.end() :])
    if not said.strip():
        await openers_closing.doubt(clerk, visit, state)
        return
    await act(clerk, visit, state, cz.DoubtRestored(text=said))


def confirmed(clerk: Clerk, visit: Visit) -> c.SetMilestone:
    """Somebody agrees that it works, now."""
    return c.SetMilestone(milestone="confirmed", moment=clerk.now(), source=f"confirmed by {visit.person.name}")
