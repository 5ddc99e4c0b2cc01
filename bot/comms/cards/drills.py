"""Messages of drills: a report that is played, and the score sheet."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.locale import _
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.score import ScoreWords
from bot.warroom import events as e
from bot.warroom.scores import Mark, percent
from bot.warroom.timeline import Entry

PLAYED = {
    "alert": _("🔔 An alert comes in:"),
    "observation": _("👀 {who} observes:"),
    "impact": _("💥 {who} reports the impact:"),
    "message": _("💬 {who} reports:"),
}


def played(scene: Scene, event: e.InjectPlayed, _entry: Entry) -> Message:
    """An alert or report of the original, by a role."""
    who = scene.role(event.role) if event.role else scene.t.gettext("Somebody")
    says = fill(scene.t.gettext(PLAYED.get(event.what, PLAYED["message"])), who=render.bold(who))
    text = render.lines(says, render.quoted(render.words(event.text, REMARK)))
    from_ = scene.state.replay.reference if scene.state.replay else ""
    source = fill(scene.t.gettext("Played from {reference}"), reference=from_)
    return scene.message(text, kit.section(text), kit.context(source))


def scored(scene: Scene, event: e.DrillScored, _entry: Entry) -> Message:
    """The score sheet: a line for each topic and its reasons; a replay beside its original."""
    words = ScoreWords(scene.t, scene.policy)
    title = fill(
        scene.t.gettext("🎓 The drill {reference} is over: *{percent} of 100*"),
        reference=scene.reference,
        percent=percent(event.marks),
    )
    topics = [kit.section(_topic(words, mark)) for mark in event.marks]
    return scene.message(title, kit.section(title), *topics, *_beside(scene, words, event), _aim(scene))


def _topic(words: ScoreWords, mark: Mark) -> Markup:
    sign = "✅" if mark.full else "🔸"
    head = fill("{sign} *{topic}* · {earned} / {of}", sign=sign, topic=words.topic(mark.topic).capitalize(),
                earned=words.t.number(mark.earned), of=mark.of)  # fmt: skip
    return render.lines(head, *(render.line(f"• {words.finding(each)}", 600) for each in mark.findings))


def _beside(scene: Scene, words: ScoreWords, event: e.DrillScored) -> list[kit.Block]:
    if not event.original or not event.compared:
        return []
    said = scene.t.gettext("*After the declaration*, beside {reference} (its reports came {speed}× as fast)")
    head = fill(said, reference=event.original, speed=event.speed)
    return [kit.section(render.lines(head, *(render.line(f"• {words.compared(it)}", 300) for it in event.compared)))]


def _aim(scene: Scene) -> kit.Block:
    return kit.context(fill(scene.t.gettext("Talk it over while it is fresh: what would have helped most?")))
