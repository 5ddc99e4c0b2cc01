"""Tests of the channels: one step for each place, and one that tells whoever asked when all of them have ended.

What came of a test is the note of its row: a restart in between loses nothing and sends nothing again.
"""

from __future__ import annotations

from datetime import datetime

from bot.comms.cards.trials import TrialWords, report
from bot.comms.retry import NotYet
from bot.comms.steps.desk import Desk
from bot.comms.steps.posting import post_to
from bot.comms.trials import PASSING, Tried, attempt, silent, spent, trial
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step
from bot.warroom.trials import Target

AGAIN = 1.0


async def test(desk: Desk, step: Step) -> Outcome:
    """`comms.test` {ref, language, at}: a test message to one place; the result is the note."""
    at = datetime.fromisoformat(step.payload["at"])
    asked = trial(step, step.payload["ref"], step.payload["language"], desk.policy, at)
    try:
        tried = await attempt(desk.transports, asked)
    except PASSING as error:
        if not spent(error, step.attempts, desk.clock.now() - step.created_at):
            raise
        tried = silent(error)
    return Outcome(note=tried.model_dump_json(exclude_defaults=True))


async def tell(desk: Desk, step: Step) -> Outcome:
    """`comms.report` {user, tests: [{key, target}]}: what came of all of them, once, as a direct message."""
    targets = {each["key"]: Target.model_validate(each["target"]) for each in step.payload["tests"]}
    async with desk.store.reading() as reader:
        ended = await reader.settled(list(targets))
    if len(ended) < len(targets):
        raise NotYet("tests are under way", again=AGAIN)
    user = step.payload["user"]
    words = TrialWords(await desk.words_for(user), desk.policy)
    results = [(target, _read(*ended[key])) for key, target in targets.items()]
    await post_to(desk, step, user, report(results, words))
    arrived = sum(tried.arrived for _target, tried in results)
    return Outcome(note=f"{arrived} of {len(results)} arrived")


def _read(status: str, note: str) -> Tried:
    return Tried.model_validate_json(note) if status == "done" else Tried(arrived=False, why=note)
