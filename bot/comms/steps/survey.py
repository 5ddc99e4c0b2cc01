"""Finding whom the satisfaction survey asks: groups of the policy are looked up, bots and the departed left out."""

from __future__ import annotations

import random
from collections.abc import Sequence

from bot.comms.failing import step_failed
from bot.comms.retry import CannotDo
from bot.comms.steps.desk import Desk, skipped
from bot.warroom.base import Person
from bot.warroom.events import StepFailed, SurveyAsked
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step
from bot.warroom.surveying import ROLE_KINDS, to_be_asked, whom
from bot.warroom.surveys import GROUPS


async def ask(desk: Desk, step: Step) -> Outcome:
    """`survey.ask` {}: both groups are asked; of a large one so many as the policy allows, by lot."""
    state = await desk.incident(step)
    if not to_be_asked(state, desk.policy):
        return skipped("nobody is to be asked")
    async with desk.store.reading() as reader:
        entries = await reader.entries(state.number, kinds=ROLE_KINDS)
    listed, unseen = ((), ()) if state.private else await _listed(desk, step)
    groups = whom(state, entries, listed)
    asked = {group: await _reachable(desk, groups[group]) for group in GROUPS}
    closes_at = desk.clock.now() + desk.policy.survey.open_for
    events = [SurveyAsked(group=group, people=asked[group], closes_at=closes_at) for group in GROUPS if asked[group]]
    return Outcome(events=(*events, *unseen)) if events else skipped("nobody is left to be asked")


async def _listed(desk: Desk, step: Step) -> tuple[tuple[Person, ...], tuple[StepFailed, ...]]:
    """Whom the policy names as users; a channel that cannot be seen keeps nobody else from being asked."""
    terms = desk.policy.survey
    found = [person for ref in terms.users for person in await desk.directory.members(ref)]
    unseen: list[StepFailed] = []
    for ref in terms.channels:
        try:
            users = await desk.gateway.members(await desk.channels.find(ref))
        except CannotDo as error:
            unseen.append(step_failed(step, error.why, error.remedy, desk.t))
            continue
        known = [await desk.directory.person(user) for user in users]
        found += [person for person in known if person]
    return tuple(found), tuple(unseen)


async def _reachable(desk: Desk, people: Sequence[Person]) -> tuple[Person, ...]:
    known = [await desk.directory.person(person.id) for person in people if person.id != desk.me]
    found = [person for person in known if person]
    most = desk.policy.survey.at_most
    return tuple(found if len(found) <= most else random.SystemRandom().sample(found, most))
