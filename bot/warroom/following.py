"""What follows from entries by rule, in the same transaction: a role acknowledged, the team assembled, too many here,
a procedure called for.

Pure. These are facts about facts: nobody asked for them, and no timer would find the right moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.warroom import events as e
from bot.warroom import milestones
from bot.warroom.assembly import absent, coordinated, mandatory
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.listening import called, indebted
from bot.warroom.policy import Policy
from bot.warroom.timeline import Entry, Fact

GATHERING = frozenset(
    {"joined", "role_assigned", "role_acknowledged", "mim_accepted", "handover_accepted", "severity_changed"}
)
STATUS = re.compile(r"\s*status\s*:\s*(?=\S)", re.IGNORECASE)
STATUS_LIMIT = 3_000
CROWDING = frozenset({"joined", "mim_accepted", "handover_accepted"})


def follows(state: Incident, entries: Sequence[Entry], policy: Policy) -> list[Fact]:
    """The further facts, `state` being the incident after these entries."""
    if not is_open(state.state):
        return []
    said = (*_spoken(state, entries), *_reported(state, entries))
    spoken = [*said, *called(state, entries, policy), *indebted(state, entries, policy)]
    if spoken:
        return spoken
    return [*_assembled(state, entries, policy), *_crowded(state, entries, policy)]


def _spoken(state: Incident, entries: Iterable[Entry]) -> Iterable[Fact]:
    """Whoever speaks in the room has seen what they were given."""
    waiting = [holder for holder in state.holders if not holder.acknowledged]
    for entry in entries if waiting else ():
        if entry.kind != "message" or entry.actor is None:
            continue
        for holder in [each for each in waiting if each.person.id == entry.actor.id]:
            waiting.remove(holder)
            said = e.RoleAcknowledged(role=holder.role, person=holder.person, how="message")
            yield Fact(event=said, occurred_at=entry.occurred_at, actor=holder.person, source="message")


def _reported(state: Incident, entries: Iterable[Entry]) -> Iterable[Fact]:
    """`STATUS: …` in a swarm's thread or channel says how far it is."""
    working = [swarm for swarm in state.swarms if swarm.ended is None]
    places: dict[str | None, int] = {swarm.channel: swarm.number for swarm in working if swarm.channel}
    places |= {at.ts: swarm.number for swarm in working if (at := state.posts.get(swarm.post)) and at.ts}
    for entry in entries if places else ():
        at = entry.slack
        number = places.get(at.thread_ts) or places.get(at.channel) if at else None
        said = STATUS.match(entry.event.text) if isinstance(entry.event, e.MessagePosted) else None
        if number and said:
            report = e.SwarmReported(swarm=number, text=entry.event.text[said.end() :][:STATUS_LIMIT])  # type: ignore[union-attr,index]
            yield Fact(event=report, occurred_at=entry.occurred_at, actor=entry.actor, source="message")


def _assembled(state: Incident, entries: Sequence[Entry], policy: Policy) -> Iterable[Fact]:
    last = next((entry for entry in reversed(entries) if entry.kind in GATHERING), None)
    if last is None or "assembled" in state.milestones or not mandatory(state, policy) or absent(state, policy):
        return
    if milestones.fits(state.milestones, "assembled", last.occurred_at):
        reached = e.MilestoneSet(milestone="assembled", at=last.occurred_at, source="the last mandatory role joined")
        yield Fact(event=reached, occurred_at=last.occurred_at)


def _crowded(state: Incident, entries: Sequence[Entry], policy: Policy) -> Iterable[Fact]:
    last = next((entry for entry in reversed(entries) if entry.kind in CROWDING), None)
    if last is None or state.lead is None or not state.lead.accepted:
        return
    people, most = coordinated(state), policy.assembly.span_of_control
    if people > most and people > state.crowded + (most if state.crowded else 0):
        yield Fact(event=e.SpanExceeded(person=state.lead.person, people=people), occurred_at=last.occurred_at)
