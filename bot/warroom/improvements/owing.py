"""What a change of the register owes: announcements, a ticket, reminders. Pure; keys are unique for ever."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.warroom.improvements.item import OWED, Improvement, ModelVersion
from bot.warroom.incident import Incident
from bot.warroom.outputs import Output
from bot.warroom.policy import IncidentModel, Policy
from bot.warroom.ports import Owed

SAY, CARD, FILE, REMIND, ANNOUNCE = (
    "improvement.say", "improvement.card", "improvement.file", "improvement.remind", "model.announce",
)  # fmt: skip


def places(model: IncidentModel, policy: Policy) -> tuple[str, ...]:
    """The channels of the teams that a model concerns."""
    rules = policy.improvements
    own = [rules.channels[name] for name in model.services if name in rules.channels]
    elsewhere = rules.announce_in or policy.room.announce_in
    return tuple(dict.fromkeys(own or ([elsewhere] if elsewhere else [])))


def announcements(version: ModelVersion, policy: Policy) -> list[Owed]:
    """One message for each place, once for each version."""
    model = version.model
    about = {"name": model.name, "version": model.version}
    return [
        Owed(key=f"{ANNOUNCE}:{model.name}:{model.version}:{place}", step=ANNOUNCE, payload={**about, "place": place})
        for place in places(model, policy)
    ]


def filing(before: Improvement, after: Improvement) -> list[Owed]:
    """A ticket once a change or an improvement is approved; an incident's output has its own already."""
    new = before.state == "proposed" and after.state == "approved"
    if not new or after.kind == "model" or after.source.startswith("output:"):
        return []
    return [Owed(key=f"{FILE}:{after.number}", step=FILE, payload={"number": after.number})]


def reminder(item: Improvement, policy: Policy, now: datetime) -> Owed | None:
    """The reminder that is due by now: one ahead of the date, then one each `remind_every` after it."""
    rules, due_at = policy.improvements, item.due_at
    if item.owner is None or due_at is None or item.state not in OWED or now < due_at - rules.remind_before:
        return None
    turn = "soon" if now < due_at else f"late{(now - due_at) // rules.remind_every}"
    payload = {"number": item.number, "due_at": due_at.isoformat(), "user": item.owner.id}
    key = f"{REMIND}:{item.number}:{item.owner.id}:{due_at.isoformat()}:{turn}"
    return Owed(key=key, step=REMIND, payload=payload)


def taught(state: Incident, numbers: Iterable[int]) -> list[Output]:
    """The outputs among these that the register takes over; never of a private incident or a drill."""
    if state.private or state.drill:
        return []
    wanted = set(numbers)
    return [each for each in state.outputs if each.number in wanted and each.what == "improvement"]
