"""How each entry of a timeline changes the incident: one table, joined from one small file per story.

Replaying all entries gives the stored state; `posko verify` and a test hold the two together.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.warroom import events as e
from bot.warroom.evolution import (
    assembly,
    candidates,
    clocks,
    closing,
    course,
    drills,
    editing,
    erasing,
    follow_up,
    leading,
    links,
    models,
    objects,
    outputs,
    partners,
    promises,
    reviewing,
    risks,
    room,
    speech,
    suggesting,
    survey,
    swarms,
    updates,
    work,
)
from bot.warroom.evolution.change import Changes
from bot.warroom.incident import Incident, Phase, Said
from bot.warroom.lifecycle import State
from bot.warroom.timeline import Entry

CHANGES: Changes = {
    **room.CHANGES,
    **leading.CHANGES,
    **course.CHANGES,
    **speech.CHANGES,
    **promises.CHANGES,
    **updates.CHANGES,
    **work.CHANGES,
    **candidates.CHANGES,
    **models.CHANGES,
    **objects.CHANGES,
    **links.CHANGES,
    **drills.CHANGES,
    **assembly.CHANGES,
    **closing.CHANGES,
    **follow_up.CHANGES,
    **partners.CHANGES,
    **outputs.CHANGES,
    **survey.CHANGES,
    **clocks.CHANGES,
    **swarms.CHANGES,
    **risks.CHANGES,
    **suggesting.CHANGES,
    **editing.CHANGES,
    **erasing.CHANGES,
    **reviewing.CHANGES,
}


def replay(entries: Iterable[Entry]) -> Incident:
    """The incident that these entries, from the first on, amount to. Raises ValueError when there are none."""
    state: Incident | None = None
    for entry in entries:
        state = evolve(state, entry)
    if state is None:
        raise ValueError("an incident needs at least the entry that declares it")
    return state


def evolve(state: Incident | None, entry: Entry) -> Incident:
    """The incident after one more entry; the same object when the entry changes nothing in the state."""
    event = entry.event
    if isinstance(event, e.IncidentDeclared):
        return _declared(event, entry)
    if state is None:
        raise ValueError(f"entry {entry.seq} ({event.kind}) comes before the declaration")
    change = CHANGES.get(type(event))
    update = change(state, event, entry) if change else None
    return suggesting.settled(state.model_copy(update=update) if update else state, entry)


def _declared(event: e.IncidentDeclared, entry: Entry) -> Incident:
    begun: State = "candidate" if event.candidate else "investigating"
    return Incident(
        state=begun,
        number=event.number,
        reference=event.reference,
        title=event.title,
        severity=event.severity,
        private=event.private,
        drill=event.drill,
        major=event.major,
        reporter=event.reporter,
        declared_at=entry.occurred_at,
        criterion=event.criterion,
        criteria=event.criteria,
        users_share=event.users_share,
        impact_kinds=event.impact_kinds,
        symptoms=event.symptoms,
        services=event.services,
        impacts=(Said(text=event.impact, key="declared"),) if event.impact else (),
        phases=(Phase(state=begun, at=entry.occurred_at),),
        people={event.reporter.id: event.reporter.name},
    )


__all__ = ["evolve", "replay"]
