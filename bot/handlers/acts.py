"""Performing a command of the core on an incident, with the answer that belongs to it."""

from __future__ import annotations

from collections.abc import Callable

from bot.comms.message import Message
from bot.comms.render import Markup
from bot.handlers import answers
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import Line
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom.incident import Incident
from bot.warroom.operations.engine import Performed


async def act(clerk: Clerk, visit: Visit, state: Incident, command: c.Command, notice: Markup | str = "") -> None:
    """Perform it and answer. Raises the refusals of the core."""

    def told(performed: Performed) -> Message | None:
        if performed.state is None:
            return None
        return answers.done(clerk.scene(performed.state), command, performed, notice)

    await clerk.perform(visit, state.number, command, told)


async def act_at(clerk: Clerk, visit: Visit, line: Line, make: Callable[[str], c.Command]) -> None:
    """Perform what the words of the line make, on the incident that it is about."""
    state = await clerk.incident(visit, line.named)
    await act(clerk, visit, state, make(await clerk.readable(line.rest)))
