"""Messages about the satisfaction survey: the question to one person, the result in the room, how it stands."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action
from bot.comms.cards.scene import TITLE, Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.surveys import group_name, result
from bot.warroom import events as e
from bot.warroom.surveys import Comment, Group
from bot.warroom.timeline import Entry

MOST, QUOTE = 20, 400


def question(scene: Scene, event: object, _entry: Entry) -> Message | None:
    """Asked of one person; None once it is closed."""
    if not isinstance(event, e.SurveyAsked) or event.group not in _open(scene):
        return None
    t = scene.t
    words = (
        t.gettext("🗳️ You helped with {reference}. How well was it handled?")
        if event.group == "responders"
        else t.gettext("🗳️ {reference} touched you. How well was it handled?")
    )
    asks = fill(words, reference=scene.reference)
    title = render.bold(render.line(scene.state.title, TITLE))
    until = fill(t.gettext("One score, one answer each, until {time}."), time=scene.day_time(event.closes_at))
    notes = [until, fill(privacy(scene))]
    answer = kit.actions(scene.button(t.gettext("Answer…"), Action.SURVEY_OPEN, style="primary"))
    return scene.message(asks, kit.section(render.lines(asks, title)), kit.context(render.join(" ", notes)), answer)


def _open(scene: Scene) -> frozenset[Group]:
    return frozenset(survey.group for survey in scene.state.surveys if not survey.closed)


def privacy(scene: Scene) -> str:
    """What becomes of an answer, in a sentence or two."""
    t, least = scene.t, scene.policy.survey.least_answers
    if not scene.policy.survey.anonymous:
        return t.gettext("Your name stands beside your comment.")
    shown = t.gettext("Answers are kept without names; scores and comments are shown from {n} answers on.")
    return shown.format(n=least)


def closed(scene: Scene, event: e.SurveyClosed, _entry: Entry) -> Message:
    """What came of it."""
    title = fill(
        scene.t.gettext("🗳️ *Survey, {group}:* {result}"),
        group=group_name(event.group, scene.t),
        result=result(event.asked, event.answered, event.scores, scene.t),
    )
    said = render.lines(title, *(_comment(comment) for comment in event.comments[:MOST]))
    return scene.message(title, *kit.sections(said))


def _comment(comment: Comment) -> Markup:
    by = f" — {comment.person.name}" if comment.person else ""
    return fill("• “{text}”{by}", text=render.line(comment.text, QUOTE), by=render.line(by, TITLE))


def skipped(scene: Scene, event: e.SurveySkipped, entry: Entry) -> Message:
    """That nobody is asked, and why."""
    words = scene.t.gettext("🗳️ {name} dropped the survey: {reason}")
    return scene.message(fill(words, name=scene.name(entry.actor), reason=render.line(event.reason, QUOTE)))


def results(scene: Scene) -> list[Markup]:
    """One line for each group whose survey is closed."""
    if scene.state.survey_skipped:
        return []
    return [
        fill(
            "• *{group}:* {result}",
            group=group_name(each.group, scene.t),
            result=result(len(each.people), each.answered, each.scores, scene.t),
        )
        for each in scene.state.surveys
        if each.closed
    ]
