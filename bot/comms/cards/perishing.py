"""The facts to ask for now, each with the command that records it; and how many sentences are to be reworded."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.scene import Scene
from bot.comms.hints import hinted
from bot.comms.perishing import QUESTIONS
from bot.comms.render import Markup, fill
from bot.warroom.review.facts import Gap

TYPED = "/incident"


def asked(scene: Scene, facts: Sequence[Gap]) -> list[kit.Block]:
    """The questions, where there are any."""
    if not facts:
        return []
    title = fill(scene.t.gettext("⏳ *Ask now, it will be gone later:*"))
    return kit.sections(render.lines(title, *(question(scene, fact) for fact in facts)))


def question(scene: Scene, fact: Gap) -> Markup:
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
