"""Suggested key moments: one quiet message in the room, and in its thread a message for each batch, kept current."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import Scene
from bot.comms.locale import _
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.words import mark_emoji, mark_name, milestone_name
from bot.warroom.events import MARK_KINDS
from bot.warroom.suggestions import Suggestion, waiting

LINE = 240
OFFERED = tuple(kind for kind in MARK_KINDS if kind not in {"key_moment", "resource"})
WHY: Mapping[str, str] = {
    "says that it was decided": _("says that it was decided"),
    "announces agreement": _("announces agreement"),
    "says what we do from here": _("says what we do from here"),
    "says what we do": _("says what we do"),
    "offers a way around it": _("offers a way around it"),
    "sends people another way for now": _("sends people another way for now"),
    "says when it worked again": _("says when it worked again"),
    "says when it began or was first seen": _("says when it began or was first seen"),
    "says why it may be": _("says why it may be"),
    "says what is being done": _("says what is being done"),
    "says what was done": _("says what was done"),
    "says how much was done": _("says how much was done"),
    "says that a change is done": _("says that a change is done"),
    "says who changed something": _("says who changed something"),
    "says what was changed": _("says what was changed"),
    "begins with a change": _("begins with a change"),
    "says what was lost": _("says what was lost"),
    "says who suffers": _("says who suffers"),
    "gives an error code": _("gives an error code"),
    "gives a measurement": _("gives a measurement"),
    "says what a system does": _("says what a system does"),
    "gives a figure": _("gives a figure"),
    "a workaround was put on the record": _("a workaround was put on the record"),
    "a hypothesis was confirmed": _("a hypothesis was confirmed"),
    "the remedy is in and is being watched": _("the remedy is in and is being watched"),
    "the first alert": _("the first alert"),
}
"""Why something is suggested, by the name of its rule; a rule of another version keeps its English name."""
OVER: Mapping[str, str] = {
    "declined": _("✖️ no ({name})"),
    "edited": _("✏️ the message was edited"),
    "deleted": _("🗑️ the message was deleted"),
    "lapsed": _("⌛ nobody answered"),
}


@dataclass(frozen=True, slots=True)
class Quote:
    """What a suggested message says, and the link to it."""

    text: str
    link: str = ""


def head(scene: Scene) -> Message:
    """The message in the room under which they hang. It calls nobody."""
    t, count = scene.t, len(waiting(scene.state.suggestions))
    asked = scene.state.holding("scribe") or scene.state.holding("mim")
    if not count:
        return scene.message(fill(t.gettext("📝 Suggestions for the record: none waits for an answer.")))
    who = scene.names(asked) if asked else t.gettext("whoever keeps the record")
    words = t.ngettext(
        "📝 *Suggestions for the record:* {n} waits for {who}, in this message's thread. Nothing is marked by itself.",
        "📝 *Suggestions for the record:* {n} wait for {who}, in this message's thread. Nothing is marked by itself.",
        count,
    )
    return scene.message(fill(words, n=count, who=who))


def batch(scene: Scene, number: int, quotes: Mapping[str, Quote]) -> Message | None:
    """The suggestions of one look, each with its buttons while it waits; None when the state has forgotten them."""
    rows = [it for it in scene.state.suggestions if it.batch == number]
    if not rows:
        return None
    said = fill(scene.t.gettext("For the record?"))
    blocks = [block for it in rows for block in _row(scene, it, quotes.get(it.target, Quote(it.words)))]
    return scene.message(said, *blocks)


def _row(scene: Scene, it: Suggestion, quote: Quote) -> Iterator[kit.Block]:
    said = _said(scene, it, quote)
    if not it.waits:
        yield kit.context(render.join(" · ", [_over(scene, it), said]))
        return
    yield kit.section(render.lines(said, _why(scene, it, quote)))
    yield kit.actions(*_buttons(scene, it), block_id=f"suggestion:{it.target}")


def _said(scene: Scene, it: Suggestion, quote: Quote) -> Markup:
    who = scene.name(it.author) if it.author else ""
    return render.join(": ", [who, render.line(quote.text, LINE)])


def _why(scene: Scene, it: Suggestion, quote: Quote) -> Markup:
    t = scene.t
    rule = t.gettext(WHY[it.rule]) if it.rule in WHY else it.rule
    words = fill(
        t.gettext("{emoji} *{kind}?* {rule}: “{words}”"),
        emoji=_emoji(it), kind=_kind(scene, it), rule=rule, words=render.line(it.words, LINE),
    )  # fmt: skip
    at = fill(t.gettext("set to {time}"), time=scene.day_time(it.at)) if it.milestone and it.at else ""
    return render.join(" · ", [words, at, render.link(quote.link, t.gettext("the message")) if quote.link else ""])


def _over(scene: Scene, it: Suggestion) -> Markup:
    t = scene.t
    if it.outcome in OVER:
        return fill(t.gettext(OVER[it.outcome]), name=scene.name_of(it.by))
    kind = milestone_name(it.milestone, t) if it.marked_as == "milestone" else mark_name(it.marked_as, t)
    return fill(t.gettext("✅ {kind} ({name})"), kind=kind, name=scene.name_of(it.by))


def _emoji(it: Suggestion) -> str:
    return "🚩" if it.milestone else mark_emoji(it.mark)


def _kind(scene: Scene, it: Suggestion) -> str:
    return milestone_name(it.milestone, scene.t) if it.milestone else mark_name(it.mark, scene.t)


def _buttons(scene: Scene, it: Suggestion) -> Iterator[kit.Element]:
    t, number = scene.t, scene.state.number
    label = t.gettext("Set {kind}") if it.milestone else t.gettext("Mark as {kind}")
    words = render.clip(label.format(kind=_kind(scene, it)), 75)
    yield kit.button(words, Action.SUGGESTION_MARK, value(number, name=f"{it.target}:{it.mark}"))
    if it.milestone:
        which = value(number, name=it.milestone)
        yield kit.button(t.gettext("Another time…"), Action.MILESTONE_OPEN, which)
    if not it.target.startswith("entry:"):
        kinds = [kit.option(f"{mark_emoji(kind)} {mark_name(kind, t)}", value(number, name=f"{it.target}:{kind}"))
                 for kind in OFFERED if kind != it.mark]  # fmt: skip
        yield kit.static_select(Action.SUGGESTION_KIND, kinds, placeholder=t.gettext("Another kind…"))
    yield kit.button(t.gettext("No"), Action.SUGGESTION_DECLINE, value(number, name=it.target))
