"""What an incident asks to have improved enters the register in the transaction that recorded it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.warroom.events import OutputRaised
from bot.warroom.improvements.item import Improvement
from bot.warroom.improvements.owing import taught
from bot.warroom.incident import Incident
from bot.warroom.ports import Transaction
from bot.warroom.timeline import Entry

TITLE = 200


async def enrol(tx: Transaction, state: Incident, entries: Sequence[Entry]) -> None:
    """Put the outputs of kind *improvement* among these entries into the register, each once."""
    raised = {entry.event.output: entry for entry in entries if isinstance(entry.event, OutputRaised)}
    for output in taught(state, raised):
        entry = raised[output.number]
        item = Improvement(
            number=0, source=f"output:{state.number}:{output.number}", kind="improvement", title=output.text[:TITLE],
            text=output.text if len(output.text) > TITLE else "", evidence=(state.number,), services=state.services,
            owner=output.owner, raised_at=entry.recorded_at, raised_by=entry.actor,
        )  # fmt: skip
        await tx.add_improvement(item)
