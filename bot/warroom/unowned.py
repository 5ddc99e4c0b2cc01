"""Collective responsibility (DOMAIN §15): work that nobody owns is listed until somebody does."""

from __future__ import annotations

from bot.warroom import commands_swarms as cs
from bot.warroom import events as e
from bot.warroom.assembly import mandatory
from bot.warroom.base import Value
from bot.warroom.context import Context, Decision
from bot.warroom.incident import Incident, Task
from bot.warroom.lifecycle import is_open
from bot.warroom.policy import Policy
from bot.warroom.swarms import live
from bot.warroom.workstreams import Swarm


class Unowned(Value):
    """What nobody owns now."""

    tasks: tuple[Task, ...] = ()
    swarms: tuple[Swarm, ...] = ()
    roles: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tasks or self.swarms or self.roles)


def unowned(state: Incident, policy: Policy) -> Unowned:
    """Open tasks without owner, swarms without lead, mandatory roles without holder."""
    return Unowned(
        tasks=tuple(task for task in state.tasks if not task.done and task.owner is None),
        swarms=tuple(swarm for swarm in live(state) if swarm.lead is None),
        roles=tuple(role for role in mandatory(state, policy) if not state.holding(role)),
    )


def list_unowned(state: Incident, _command: cs.ListUnowned, context: Context) -> Decision:
    """The list, if there is anything on it."""
    found = unowned(state, context.policy)
    if not is_open(state.state) or not found:
        return ()
    return (
        e.UnownedListed(
            tasks=tuple(task.number for task in found.tasks),
            swarms=tuple(swarm.number for swarm in found.swarms),
            roles=found.roles,
        ),
    )
