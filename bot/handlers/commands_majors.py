"""`candidate`, `accept`, `reject`, `promote` and `demote`: whether something is a major incident."""

from __future__ import annotations

from collections.abc import Callable

from bot.handlers import openers_acts, openers_majors
from bot.handlers.acts import act, act_at
from bot.handlers.clerk import Clerk
from bot.handlers.commands_start import report_candidate
from bot.handlers.declaring import declaration
from bot.handlers.parsing import Line
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_candidates as cc
from bot.warroom.incident import Incident

DRILL = frozenset({"drill", "exercise", "latihan", "simulasi"})


async def candidate(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident candidate [drill] [sev] [private] <title>`: a report that the MIM judges."""
    typed = declaration(line.rest, clerk.policy, DRILL)
    await report_candidate(clerk, visit, typed, drill=typed.also)


async def accept(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident accept [MI-42] <business impact>`; without words the form asks for it."""
    state = await _judged(clerk, visit, line.named)
    if not line.rest:
        await openers_majors.accept(clerk, visit, state)
        return
    await act(clerk, visit, state, cc.AcceptCandidate(impact=await clerk.readable(line.rest)))


async def reject(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident reject [MI-42] <reason>`; without words the form asks for it."""
    state = await _judged(clerk, visit, line.named)
    if not line.rest:
        await openers_majors.reject(clerk, visit, state)
        return
    await act(clerk, visit, state, cc.RejectCandidate(reason=await clerk.readable(line.rest)))


async def _judged(clerk: Clerk, visit: Visit, named: int | None) -> Incident:
    """The candidate that is meant: it has no room to type in, so where there is only one it need not be named."""
    if named is None and visit.room is None:
        waiting = [state for state in await clerk.visible(visit) if state.state == "candidate"]
        if len(waiting) == 1:
            return waiting[0]
    return await clerk.incident(visit, named)


async def promote(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident promote <reason>`; without words the form asks for it."""
    await _why(clerk, visit, line, "promote", lambda text: cc.Promote(reason=text))


async def demote(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident demote <reason>`; without words the form asks for it."""
    await _why(clerk, visit, line, "demote", lambda text: cc.Demote(reason=text))


async def _why(clerk: Clerk, visit: Visit, line: Line, what: str, make: Callable[[str], c.Command]) -> None:
    if line.rest:
        await act_at(clerk, visit, line, make)
    else:
        await openers_acts.reason(clerk, visit, await clerk.incident(visit, line.named), what)
