"""Deciding on the satisfaction survey: who is asked, whether somebody may answer, what is shown at the end. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.warroom import commands as c
from bot.warroom import commands_survey as cv
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.context import Context, Decision, require_lead
from bot.warroom.errors import EmptyText, NoSurvey, NotSurveyed, SurveyOver, TextTooLong, UnknownScore
from bot.warroom.incident import Incident
from bot.warroom.phrases import phrase
from bot.warroom.policy import Policy
from bot.warroom.promising import check_text
from bot.warroom.surveys import GROUPS, HIGHEST, LOWEST, Comment, Given, Group, Survey, Vote
from bot.warroom.timeline import Entry

SKIP_FORM = "`/incident survey skip <reason>`"
COMMENT_LIMIT = 1_000
SPEAKS_FOR_USERS = "service_owner"
ROLE_KINDS = frozenset({"role_assigned", "mim_accepted", "handover_accepted"})


def to_be_asked(state: Incident, policy: Policy) -> bool:
    """Whether the survey is still to come: once for each incident, never for an exercise."""
    practice = state.drill or state.replay is not None
    done = bool(state.surveys) or state.survey_skipped
    return policy.survey.enabled and not practice and not done and state.state in {"resolved", "closed"}


def whom(state: Incident, entries: Iterable[Entry], listed: Sequence[Person]) -> Mapping[Group, tuple[Person, ...]]:
    """The two groups, nobody in both. Who ever held a role responded; the reporter, who was asked to confirm and who
    is `listed` in the policy are users; whoever else is in the room responded. Of a private incident only members.
    """
    held = {person.id: person for person in _holders(state, entries)}
    users = {person.id: person for person in (state.reporter, *state.confirmers, *listed) if person.id not in held}
    inside = {user: Person(id=user, name=name) for user, name in state.people.items() if user not in users}
    both = {"responders": {**inside, **held}, "users": users}
    return {group: tuple(each for each in both[group].values() if _may_know(state, each)) for group in GROUPS}


def _holders(state: Incident, entries: Iterable[Entry]) -> Iterator[Person]:
    if state.lead and state.lead.accepted:
        yield state.lead.person
    for event in (entry.event for entry in entries):
        if isinstance(event, e.MimAccepted | e.HandoverAccepted) or (
            isinstance(event, e.RoleAssigned) and event.role != SPEAKS_FOR_USERS
        ):
            yield event.person


def _may_know(state: Incident, person: Person) -> bool:
    return not state.private or state.concerns(person.id)


def survey_of(state: Incident, person: Person) -> Survey:
    """The survey that somebody may answer now. Raises NotSurveyed, SurveyOver."""
    found = next((each for each in state.surveys if each.asks(person.id)), None)
    if found is None:
        raise NotSurveyed(reference=state.reference)
    if found.closed:
        raise SurveyOver(reference=state.reference)
    return found


def vote_of(survey: Survey, given: Given, person: Person, *, anonymous: bool) -> Vote:
    """The answer as it is kept: a name only beside words, and only if wanted. Raises UnknownScore, TextTooLong."""
    if not LOWEST <= given.score <= HIGHEST:
        raise UnknownScore(lowest=LOWEST, highest=HIGHEST)
    text = given.text.strip()
    if len(text) > COMMENT_LIMIT:
        raise TextTooLong(length=len(text), limit=COMMENT_LIMIT)
    writer = person if given.named or not anonymous else None
    comment = Comment(text=text, person=writer) if text else None
    return Vote(group=survey.group, score=given.score, comment=comment)


def close(state: Incident, _command: cv.CloseSurvey, context: Context) -> Decision:
    """What came of it. By its timer, or early by whoever leads. Raises NotAllowed, NoSurvey."""
    open_ = [survey for survey in state.surveys if not survey.closed]
    if context.actor is None:
        return tuple(_result(survey, context) for survey in open_)
    require_lead(state, context, phrase("close the survey"))
    if not open_:
        raise NoSurvey(reference=state.reference)
    return tuple(_result(survey, context) for survey in open_)


def _result(survey: Survey, context: Context) -> e.SurveyClosed:
    votes = [vote for vote in context.votes if vote.group == survey.group]
    shown = votes if len(votes) >= context.policy.survey.least_answers else []
    return e.SurveyClosed(
        group=survey.group,
        asked=len(survey.people),
        answered=len(votes),
        scores=tuple(sorted(vote.score for vote in shown)),
        comments=tuple(vote.comment for vote in shown if vote.comment),
        early=context.actor is not None,
    )


def skip(state: Incident, command: cv.SkipSurvey, context: Context) -> Decision:
    """Nobody is asked any more. Raises NotAllowed, EmptyText, TextTooLong, NoSurvey."""
    require_lead(state, context, phrase("drop the survey"))
    if not command.reason.strip():
        raise EmptyText(form=SKIP_FORM)
    check_text(command.reason)
    if state.survey_skipped or (state.surveys and all(survey.closed for survey in state.surveys)):
        raise NoSurvey(reference=state.reference)
    return (e.SurveySkipped(reason=command.reason.strip()),)


DECISIONS: dict[type[c.Command], Callable[[Incident, Any, Context], Decision]] = {
    cv.CloseSurvey: close,
    cv.SkipSurvey: skip,
}
