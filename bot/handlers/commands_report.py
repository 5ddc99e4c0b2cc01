"""`report`: a month's figures with their files, where it is typed."""

from __future__ import annotations

import re

from bot.comms.cards import blockkit as kit
from bot.comms.render import fill
from bot.handlers.clerk import Clerk
from bot.handlers.commands_start import declare
from bot.handlers.parsing import Line
from bot.handlers.visit import Visit
from bot.warroom.periodic.months import WORDS, read_month

_MONTHLIKE = re.compile(r"[\d\s/.-]*")


async def report(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident report [2026-11]`. Whoever reports an outage with this word declares it: nothing typed is lost."""
    if line.rest.casefold().strip() not in WORDS and not _MONTHLIKE.fullmatch(line.rest):
        await declare(clerk, visit, Line("declare", line.rest, line.named))
        return
    month = read_month(line.rest, clerk.now(), clerk.policy.timezone)
    said = fill(clerk.t.gettext("The report of {month} comes here: a summary, then its files."), month=month.name)
    await clerk.report(visit, month, kit.message(said, [], clerk.t))
