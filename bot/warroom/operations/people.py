"""Finding the people a decision needs: who may administer, who is asked to lead. Reads the directory, never writes."""

from __future__ import annotations

from collections.abc import Mapping

from bot.warroom.base import Person
from bot.warroom.commands_partners import RequestResource
from bot.warroom.leading import ladder_references
from bot.warroom.operations.engine import Engine
from bot.warroom.resourcing import approver_references


async def is_administrator(engine: Engine, actor: Person | None) -> bool:
    """Whether the policy names this person, or a group they belong to, as administrator."""
    if actor is None:
        return False
    for reference in engine.policy.administrators:
        if any(person.id == actor.id for person in await engine.directory.members(reference)):
            return True
    return False


async def ladder(engine: Engine) -> tuple[Person | None, ...]:
    """For each rung the first person whom the policy names and the workspace knows."""
    return tuple([await _first(engine, references) for references in ladder_references(engine.policy)])


async def _first(engine: Engine, references: tuple[str, ...]) -> Person | None:
    for reference in references:
        found = await engine.directory.members(reference)
        if found:
            return found[0]
    return None


async def everyone(engine: Engine) -> tuple[Person, ...]:
    """Everybody on the last rung, each once."""
    found = [
        person for reference in engine.policy.rotas.everyone for person in await engine.directory.members(reference)
    ]
    return tuple(dict.fromkeys(found))


async def duty_managers(engine: Engine) -> tuple[Person, ...]:
    """Whoever the rota names as duty manager."""
    return await _all(engine, engine.policy.rotas.duty_manager)


async def approvers(engine: Engine, command: RequestResource) -> tuple[Person, ...]:
    """Everybody of the first list of the policy that the workspace knows somebody of."""
    for references in approver_references(command, engine.policy):
        found = [person for reference in references for person in await engine.directory.members(reference)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


async def approving(engine: Engine) -> Mapping[str, tuple[Person, ...]]:
    """Who may approve what an audience reads, as far as the policy names people and groups."""
    wanted = {name: each.approval.people for name, each in engine.policy.audiences.items() if each.approval.people}
    return {name: await _all(engine, references) for name, references in wanted.items()}


async def _all(engine: Engine, references: tuple[str, ...]) -> tuple[Person, ...]:
    found = [person for reference in references for person in await engine.directory.members(reference)]
    return tuple(dict.fromkeys(found))
