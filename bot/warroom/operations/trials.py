"""Asking for a test of the channels: permission, then a row for each place and one for the report. It sends nothing."""

from __future__ import annotations

from datetime import timedelta

from bot.warroom import trials
from bot.warroom.base import Person
from bot.warroom.operations.engine import Answer, Asked, Engine, reply
from bot.warroom.operations.people import is_administrator
from bot.warroom.ports import Owed
from bot.warroom.trials import Target, targets

TEST, REPORT = "comms.test", "comms.report"
SOON = timedelta(seconds=1)


async def require_tester(engine: Engine, person: Person) -> None:
    """Raises NotTester."""
    async with engine.store.reading() as reader:
        open_ = await reader.incidents()
    references = (*engine.policy.rotas.mim, *engine.policy.rotas.backup)
    rota = [each for reference in references for each in await engine.directory.members(reference)]
    trials.check(person, rota, open_, administrator=await is_administrator(engine, person))


async def test_channels(engine: Engine, only: str, name: str, asked: Asked, answer: Answer) -> None:
    """Owe the tests and their report; `name` is the question's, and asked twice it owes nothing more.

    Raises NotTester.
    """
    if asked.actor is None or asked.reply_to is None or asked.submission is None:
        raise ValueError("somebody asks for a test")
    await require_tester(engine, asked.actor)
    async with engine.store.writing() as tx:
        if await tx.finish_submission(asked.submission):
            await tx.owe([*_owed(engine, only, name, asked.actor), reply(asked.reply_to, answer, asked.submission)])
    engine.ring()


def _owed(engine: Engine, only: str, name: str, person: Person) -> list[Owed]:
    now = engine.clock.now()
    keyed = {f"{TEST}:{name}:{target.place.ref}": target for target in targets(engine.policy, only)}
    tests = [{"key": key, "target": target.model_dump(mode="json")} for key, target in keyed.items()]
    told = Owed(key=f"{REPORT}:{name}", step=REPORT, payload={"user": person.id, "tests": tests}, not_before=now + SOON)
    return [*(_test(key, target, now.isoformat()) for key, target in keyed.items()), told]


def _test(key: str, target: Target, at: str) -> Owed:
    return Owed(key=key, step=TEST, payload={"ref": target.place.ref, "language": target.language, "at": at})
