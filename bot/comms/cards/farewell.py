"""The last message of a room before it is archived: where everything is."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.links import links_line
from bot.comms.cards.outputs import output_lines
from bot.comms.cards.scene import TITLE, Scene
from bot.comms.cards.survey import results
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom.partners import DebtItem
from bot.warroom.reviews import review_due

MOST = 8


def farewell(scene: Scene) -> Message:
    """Timeline, review, debts, outputs, when the review is due."""
    said = fill(scene.t.gettext("👋 {reference}: this room is archived now."), reference=scene.reference)
    standing = (_timeline(scene), _review(scene), _due(scene))
    lines = (*standing, *_owed(scene), *_outputs(scene), *_survey(scene), links_line(scene))
    return scene.message(said, kit.section(render.lines(said, *lines)))


def _timeline(scene: Scene) -> Markup:
    words = scene.t.gettext("*Timeline:* `{command} {reference} timeline` anywhere; whole: `posko export {reference}`")
    return fill(words, command=scene.command, reference=scene.state.reference)


def _review(scene: Scene) -> Markup:
    if not scene.state.review:
        return fill(scene.t.gettext("*Review:* none was drafted"))
    words = scene.t.gettext("*Review:* draft {n} among the files here; fresh: `posko review {reference}`")
    return fill(words, n=scene.state.review, reference=scene.state.reference)


def _due(scene: Scene) -> Markup:
    resolved = scene.state.milestones.get("resolved")
    if resolved is None or not scene.state.review:
        return Markup("")
    due = review_due(scene.state.severity, resolved.at, scene.policy)
    return fill(scene.t.gettext("*Review due:* {time}"), time=scene.day_time(due))


def _owed(scene: Scene) -> list[Markup]:
    """Workarounds to be replaced with their dates, and open tasks: what is still to be put right."""
    t, state = scene.t, scene.state
    left = [task for task in state.tasks if not task.done]
    owed = [item for item in state.debts if item.is_open]
    if not left and not owed and not state.workaround:
        return [fill(t.gettext("*Debts:* none on the record"))]
    around = fill(t.gettext("• workaround in place: {text}"), text=render.line(state.workaround, TITLE))
    debts = [_debt(scene, item) for item in owed[:MOST]] or ([around] if state.workaround else [])
    tasks = [
        render.join(
            " · ",
            [
                fill("• #{n} {text}", n=task.number, text=render.line(task.text, TITLE)),
                scene.owed(task.owner, task.due_at),
            ],
        )
        for task in left[:MOST]
    ]
    return [fill(t.gettext("*Debts:*")), *debts, *tasks]


def _debt(scene: Scene, item: DebtItem) -> Markup:
    words = fill(
        scene.t.gettext("• workaround *{ref}*: {text}"), ref=item.reference, text=render.line(item.does, TITLE)
    )
    return render.join(" · ", [words, scene.owed(item.owner, item.due_at)])


def _survey(scene: Scene) -> list[Markup]:
    lines = results(scene)
    return [fill(scene.t.gettext("*Survey:*")), *lines] if lines else []


def _outputs(scene: Scene) -> list[Markup]:
    lines = output_lines(scene)
    return [fill(scene.t.gettext("*Outputs:*")), *lines] if lines else [fill(scene.t.gettext("*Outputs:* none"))]
