"""Taking in an answer to a satisfaction survey. It leaves no entry: the timeline has only what comes of all of them."""

from __future__ import annotations

from bot.warroom.base import Person
from bot.warroom.errors import AlreadyAnswered
from bot.warroom.incident import Incident
from bot.warroom.operations.engine import Asked, Engine, Performed
from bot.warroom.surveying import survey_of, vote_of
from bot.warroom.surveys import Given


async def may_answer(engine: Engine, state: Incident, person: Person) -> None:
    """Raises NotSurveyed, SurveyOver, AlreadyAnswered."""
    survey_of(state, person)
    async with engine.store.reading() as reader:
        if await reader.has_answered(state.number, person.id):
            raise AlreadyAnswered(reference=state.reference)


async def answer(engine: Engine, number: int, given: Given, person: Person, asked: Asked) -> Performed:
    """Count the answer; with it, what Slack sent is forgotten. Raises NotSurveyed, SurveyOver, AlreadyAnswered,
    UnknownScore, TextTooLong.
    """
    async with engine.store.writing() as tx:
        if asked.submission and not await tx.finish_submission(asked.submission):
            return Performed(state=None, repeated=True)
        state = (await tx.lock(number)).state
        anonymous = engine.policy.survey.anonymous
        vote = vote_of(survey_of(state, person), given, person, anonymous=anonymous)
        if not await tx.cast(number, person.id, vote):
            raise AlreadyAnswered(reference=state.reference)
        performed = Performed(state=state)
        await engine.answer(tx, asked, performed)
    engine.ring()
    return performed
