"""`survey`: answering it, how it stands, closing it early, dropping it. Answers leave no trace here."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, Press
from bot.comms.cards.scene import Scene
from bot.comms.cards.survey import results
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.surveys import group_name
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.parsing import Line, head
from bot.handlers.refusals import Stale
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.views.survey import given_of, survey_form
from bot.handlers.visit import Visit
from bot.warroom import commands_survey as cv
from bot.warroom.errors import EmptyText
from bot.warroom.incident import Incident
from bot.warroom.operations.engine import Performed
from bot.warroom.surveying import SKIP_FORM, to_be_asked
from bot.warroom.surveys import Group, Survey

CLOSE = frozenset({"close", "end", "tutup"})
SKIP = frozenset({"skip", "drop", "lewati"})


async def survey(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident survey`, `survey close`, `survey skip <reason>`."""
    state = await clerk.incident(visit, line.named)
    word, rest = head(line.rest)
    if not word:
        await clerk.tell(visit, await _standing(clerk, state))
    elif word.casefold() in CLOSE:
        await act(clerk, visit, state, cv.CloseSurvey())
    elif word.casefold() in SKIP:
        await act(clerk, visit, state, cv.SkipSurvey(reason=await clerk.readable(rest)))
    else:
        raise EmptyText(form=SKIP_FORM)


async def open_form(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    """The form, for whoever was asked and has not answered. Raises NotSurveyed, SurveyOver, AlreadyAnswered."""
    await clerk.may_answer(visit, state)
    view = survey_form(clerk.scene(state), origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.SURVEY_OPEN, "survey"))


async def sent(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """The answer counts, once."""
    if begun.number is None:
        raise Stale
    state = await clerk.incident(visit, begun.number)

    def told(performed: Performed) -> Message | None:
        return _thanks(clerk.scene(state)) if performed.state else None

    await clerk.answer_survey(visit, state, given_of(given), told)


def _thanks(scene: Scene) -> Message:
    words = scene.t.gettext("🙏 Thank you: your answer about {reference} is counted.")
    return scene.message(fill(words, reference=scene.reference))


async def _standing(clerk: Clerk, state: Incident) -> Message:
    """How many were asked and have answered, and until when. Never who, never what."""
    async with clerk.engine.store.reading() as reader:
        answered = await reader.answered(state.number)
    scene = clerk.scene(state)
    title = fill(scene.t.gettext("*Survey of {reference}*"), reference=scene.state.reference)
    open_ = [survey for survey in state.surveys if not survey.closed]
    lines = [*(_open_line(scene, survey, answered) for survey in open_), *results(scene)]
    text = render.lines(title, *(lines or [_none(scene)]), *([_leads(scene)] if open_ or _to_come(scene) else []))
    return scene.message(title, *kit.sections(text))


def _open_line(scene: Scene, survey: Survey, answered: dict[Group, int]) -> Markup:
    return fill(
        scene.t.gettext("• *{group}:* {answered} of {asked} have answered; closes {time}"),
        group=group_name(survey.group, scene.t),
        answered=answered.get(survey.group, 0),
        asked=len(survey.people),
        time=scene.day_time(survey.closes_at),
    )


def _to_come(scene: Scene) -> bool:
    return to_be_asked(scene.state, scene.policy)


def _none(scene: Scene) -> Markup:
    if scene.state.survey_skipped:
        return fill(scene.t.gettext("It was dropped."))
    if scene.state.drill or not scene.policy.survey.enabled:
        return fill(scene.t.gettext("None is made of this incident."))
    return fill(scene.t.gettext("Nobody has been asked yet: that happens by itself after the end."))


def _leads(scene: Scene) -> Markup:
    words = scene.t.gettext("To end it early: `{command} survey close` · to drop it: `{command} survey skip <reason>`")
    return fill(words, command=scene.command)
