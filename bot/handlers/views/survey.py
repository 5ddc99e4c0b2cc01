"""The form of the satisfaction survey: a score, perhaps a comment, with or without a name."""

from __future__ import annotations

from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import Scene
from bot.comms.cards.survey import privacy
from bot.comms.locale import Translator
from bot.comms.render import fill
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import Filled, Origin
from bot.warroom.surveying import COMMENT_LIMIT
from bot.warroom.surveys import Given

NAMED, UNNAMED = "named", "anonymous"


def survey_form(scene: Scene, origin: Origin) -> kit.Block:
    """How well was it handled?"""
    t = scene.t
    fields = [
        kit.field(Block.SCORE, t.gettext("How well was it handled?"), kit.radio_buttons(Block.SCORE, _scores(t))),
        words_field(t.gettext("What should we keep or change?"), longest=COMMENT_LIMIT, optional=True),
    ]
    if scene.policy.survey.anonymous:
        ways = [
            kit.option(t.gettext("Without my name"), UNNAMED),
            kit.option(t.gettext("My name beside my comment"), NAMED),
        ]
        fields.append(
            kit.field(Block.NAMED, t.gettext("Your name"), kit.radio_buttons(Block.NAMED, ways, initial=ways[0]))
        )
    fields.append(kit.context(fill(privacy(scene))))
    return incident_form(scene, Callback.SURVEY_MODAL, t.gettext("Survey"), t.gettext("Send"), fields, origin)


def _scores(t: Translator) -> list[kit.Element]:
    words = (
        t.gettext("5 · very well"),
        t.gettext("4 · well"),
        t.gettext("3 · so-so"),
        t.gettext("2 · badly"),
        t.gettext("1 · very badly"),
    )
    return [kit.option(each, each[0]) for each in words]


def given_of(filled: Filled) -> Given:
    """What was filled in; a score that is none is refused by the core."""
    score = filled.choice(Block.SCORE) or ""
    return Given(
        score=int(score) if score.isdecimal() else 0,
        text=filled.text(Block.TEXT),
        named=filled.choice(Block.NAMED) == NAMED,
    )
