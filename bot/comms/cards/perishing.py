"""The facts to ask for now, each with the command that records it; and how many sentences are to be reworded."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.scene import TITLE, Scene
from bot.comms.hints import hinted
from bot.comms.message import Message
from bot.comms.perishing import QUESTIONS
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.review.facts import Gap
from bot.warroom.timeline import Entry

TYPED = "/incident"


def asked(scene: Scene, facts: Sequence[Gap]) -> list[kit.Block]:
    """The questions, where there are any."""
    if not facts:
        return []
    title = fill(scene.t.gettext("⏳ *Ask now, it will be gone later:*"))
    return kit.sections(render.lines(title, *(question(scene, fact) for fact in facts)))


def told(scene: Scene, event: object, _entry: Entry) -> Message | None:
    """The same to whoever leads; None once another state has come, which asks for its own."""
    if not isinstance(event, e.FactsAsked) or scene.state.state != event.state:
        return None
    words = scene.t.gettext("⏳ {reference} · {phase}: ask for this now, nobody will know it later.")
    said = fill(words, reference=scene.reference, phase=scene.phase)
    title = render.bold(render.line(scene.state.title, TITLE))
    where = fill(scene.t.gettext("Type it in the room; all that is missing: `{command} review status`"),
                 command=scene.command)  # fmt: skip
    text = render.lines(said, title, *(question(scene, fact) for fact in event.facts))
    door = [kit.actions(*scene.room_button())] if scene.state.room else []
    return scene.message(said, *kit.sections(text), kit.context(where), *door)


def question(scene: Scene, fact: Gap | e.FactAsked) -> Markup:
    """`• Since when? … incident milestone started at HH:MM`"""
    command = scene.command + hinted(fact.command, scene.t).removeprefix(TYPED)
    return fill("• {question} `{command}`", question=scene.t.gettext(QUESTIONS[fact.field]), command=command)


def to_reword(scene: Scene, count: int) -> list[kit.Block]:
    """How many sentences of the draft the linter would have otherwise, where there are any."""
    if not count:
        return []
    words = scene.t.ngettext(
        "✏️ {n} sentence looks for who instead of what: the draft lists it, with something better to write.",
        "✏️ {n} sentences look for who instead of what: the draft lists them, with something better to write.",
        count,
    )
    return [kit.context(fill(words, n=count))]
