"""Finding somebody for a mandatory role, and whether the on-call provider answers. Who is asked, the core says."""

from __future__ import annotations

from bot.comms.steps.desk import Desk, skipped
from bot.warroom.assembly import next_asked, references, to_be_asked
from bot.warroom.events import OnCallFellBack, RoleAsked
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step
from bot.warroom.schedules import PREFIX


async def ask(desk: Desk, step: Step) -> Outcome:
    """`role.ask` {role}: the next candidate of the policy is asked, if the role is still free."""
    state = await desk.incident(step)
    role = step.payload["role"]
    if not to_be_asked(state, role, desk.policy):
        return skipped("somebody has the role or thinks about it")
    for ref in references(state, role, desk.policy):
        found = [person for person in await desk.directory.members(ref) if person.id != desk.me]
        person = next_asked(state, role, found)
        if person:
            return Outcome(events=(RoleAsked(role=role, person=person, via=ref),))
    return skipped("nobody is left to be asked")


async def check_on_call(desk: Desk, _step: Step) -> Outcome:
    """`on_call.check` {}: the provider is asked for each schedule that it knows; the room hears of its silence."""
    silent: list[OnCallFellBack] = []
    for schedule in desk.policy.schedules.values():
        ref = f"{PREFIX}{schedule.name}"
        await desk.directory.members(ref)
        why = desk.directory.stand_ins(ref)
        silent += [OnCallFellBack(schedule=schedule.name, why=why)] if why else []
    return Outcome(events=tuple(silent)) if silent else skipped("the on-call provider answers")
