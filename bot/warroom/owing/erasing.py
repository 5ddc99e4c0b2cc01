"""What an erasure owes: the bot's own messages in Slack that showed the words are written anew. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterator

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.objects import FIELDS, all_of
from bot.warroom.owing import objects, suggesting, swarms
from bot.warroom.owing.debt import NOTHING, Debt, Debts, step
from bot.warroom.policy import Policy
from bot.warroom.ports import Owed
from bot.warroom.timeline import Entry

ON_CARD = frozenset({"content_erased"})
SWARMING = frozenset({"swarm_opened", "swarm_reported", "swarm_ended"})


def reworded(entry: Entry, state: Incident, spoken: Container[str]) -> Iterator[Owed]:
    """What the bot said in the room of the entries that words were taken out of, and the updates it sent."""
    for part in entry.event.parts if isinstance(entry.event, e.ContentErased) else ():
        about = {"payload": {"seq": part.entry}}
        if part.of_kind in spoken:
            lane = f"room:{state.number}"  # after what is being said of it at this moment
            yield step(state, "room.reword", f"{part.entry}:{entry.seq}", lane=lane, **about)
        if part.of_kind == "update_published":
            yield step(state, "update.reword", f"{part.entry}:{entry.seq}", **about)


def _erased(event: e.ContentErased, entry: Entry, state: Incident, _policy: Policy) -> Debt:
    if state.room is None or state.room.archived:
        return NOTHING
    touched = {part.entry for part in event.parts}
    found = (it for kind in FIELDS for it in all_of(state, kind) if it.seq in touched or it.message in event.messages)
    cards = (row for it in found for row in objects.card(it, entry, state))
    batches = dict.fromkeys(it.batch for it in state.suggestions if it.target in event.messages)
    suggested = suggesting.drawn(state, entry, *batches) if batches else ()
    swarming = any(part.of_kind in SWARMING for part in event.parts)
    worked = (swarms.swarm_message(state, swarm.number, entry) for swarm in state.swarms if swarming)
    return Debt(owed=(*cards, *suggested, *worked))


DEBTS: Debts = {e.ContentErased: _erased}
