"""What entries owe: outputs on their way into the tracker. Pure.

A private incident's stay on its record, since a tracker has other readers; a drill's are exercises.
"""

from __future__ import annotations

from typing import Any

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.owing.debt import NOTHING, Debt, Debts, step
from bot.warroom.policy import Policy
from bot.warroom.timeline import Entry

SPOKEN = frozenset({"output_raised", "output_filed", "output_delayed"})


def _file(event: Any, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    if state.private or state.drill:
        return NOTHING
    payload = {"output": event.output, "late": isinstance(event, e.OutputDelayed)}
    return Debt(owed=(step(state, "output.file", str(entry.seq), payload=payload),))


DEBTS: Debts = {e.OutputRaised: _file, e.OutputDelayed: _file}
