"""What the timers of hypotheses, decisions and tasks ask: the command that each becomes when it fires."""

from __future__ import annotations

from bot.warroom import commands as c
from bot.warroom import commands_objects as co
from bot.warroom.owing.leading import SHIFT
from bot.warroom.owing.objects import DUE, REMIND, TIME_BOX, WINDOW


def asked(kind: str, subject: str) -> c.Command | None:
    """The command of such a timer; None for all other timers."""
    match kind:
        case _ if kind == TIME_BOX:
            return co.CallBackHypothesis(number=int(subject))
        case _ if kind == WINDOW:
            return co.CloseObjections(number=int(subject))
        case _ if kind in {REMIND, DUE}:
            return co.RemindTask(task=int(subject), overdue=kind == DUE)
        case _ if kind == SHIFT:
            return c.ProposeHandover()
    return None
