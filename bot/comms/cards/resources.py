"""Messages about additional resources: asked for, approved, refused; in the room and to whoever decides."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.locale import Translator
from bot.comms.message import Message
from bot.comms.partners import VERDICTS
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.partners import Resource
from bot.warroom.timeline import Entry

SIGNS = {"pending": "⏳", "approved": "✅", "refused": "🚫"}
MOST = 20


def requested(scene: Scene, event: e.ResourceRequested, entry: Entry) -> Message:
    """What is asked for, who may decide, and the two buttons."""
    words = scene.t.gettext("💰 *R{n}* · {name} asks for {amount}")
    said = fill(
        words, n=event.resource, name=scene.name(entry.actor), amount=_amount(event.amount, event.currency, scene)
    )
    text = render.words(event.text, REMARK)
    who = fill(scene.t.gettext("Decides: {names}"), names=scene.names(event.approvers) if event.approvers else "—")
    return scene.message(
        render.join(": ", [said, render.line(event.text, 200)]),
        kit.section(render.lines(said, text, who, *unreached(scene, event.approvers))),
        *verdict_row(scene, event.resource),
    )


def _amount(amount: Decimal | None, currency: str, scene: Scene) -> Markup:
    return render.bold(scene.t.money(amount, currency)) if amount is not None else fill(scene.t.gettext("a resource"))


def unreached(scene: Scene, approvers: Sequence[Person]) -> list[Markup]:
    """Of a private incident only those who know of it were written to."""
    strangers = tuple(each for each in approvers if scene.state.private and not scene.state.concerns(each.id))
    words = scene.t.gettext("🔒 {names} cannot see this private incident: invite them into the room.")
    return [fill(words, names=scene.names(strangers))] if strangers else []


def verdict_row(scene: Scene, number: int) -> list[kit.Block]:
    """The buttons, while it is not decided."""
    if not any(each.number == number and each.verdict == "pending" for each in scene.state.resources):
        return []
    which = value(scene.state.number, task=number)
    approve = kit.button(scene.t.gettext("Approve"), Action.RESOURCE_APPROVE, which, style="primary")
    refuse = kit.button(scene.t.gettext("Refuse…"), Action.RESOURCE_REFUSE_OPEN, which)
    return [kit.actions(approve, refuse)]


def approved(scene: Scene, event: e.ResourceApproved, entry: Entry) -> Message:
    """Yes."""
    return _verdict(scene, scene.t.gettext("✅ {name} approved *R{n}*: {what}"), event.resource, event.reason, entry)


def refused(scene: Scene, event: e.ResourceRefused, entry: Entry) -> Message:
    """No, and why."""
    return _verdict(scene, scene.t.gettext("🚫 {name} refused *R{n}*: {what}"), event.resource, event.reason, entry)


def _verdict(scene: Scene, words: str, number: int, reason: str, entry: Entry) -> Message:
    resource = next((each for each in scene.state.resources if each.number == number), None)
    what = resource_words(resource, scene.t) if resource else ""
    said = fill(words, name=scene.name(entry.actor), n=number, what=what)
    return scene.message(
        said, kit.section(render.lines(said, render.quoted(render.words(reason, REMARK)) if reason else ""))
    )


def resource_words(resource: Resource, t: Translator) -> Markup:
    """`IDR 50,000,000 second link`"""
    amount = t.money(resource.amount, resource.currency) if resource.amount is not None else ""
    return render.join(" ", [render.escape(amount), render.line(resource.text, 200)])


def told(scene: Scene, event: object, entry: Entry) -> Message | None:
    """To whoever decides, and to whoever asked: with enough of the incident to know what it is about."""
    if isinstance(event, e.ResourceRequested):
        message = requested(scene, event, entry)
    elif isinstance(event, e.ResourceApproved):
        message = approved(scene, event, entry)
    elif isinstance(event, e.ResourceRefused):
        message = refused(scene, event, entry)
    else:
        return None
    about = render.join(" · ", [scene.reference, scene.severity, render.line(scene.state.title, 150)])
    where = render.lines(about, scene.impact, scene.room)
    return Message(text=message.text, blocks=(*message.blocks[:-1], kit.section(where), *message.blocks[-1:]))


def resources(scene: Scene) -> Message:
    """Everything asked for in this incident."""
    t = scene.t
    form = fill(t.gettext("To ask: `{command} resource 50000000 IDR <what for>`"), command=scene.command)
    if not scene.state.resources:
        none = fill(t.gettext("Nothing has been asked for in {reference}."), reference=scene.reference)
        return scene.message(none, kit.section(none), kit.context(form))
    title = fill(t.gettext("*Resources of {reference}*"), reference=scene.state.reference)
    lines = render.lines(title, *(_line(scene, each) for each in scene.state.resources[-MOST:]))
    return scene.message(lines, *kit.sections(lines), kit.context(form))


def _line(scene: Scene, each: Resource) -> Markup:
    verdict = fill(scene.t.gettext(VERDICTS[each.verdict]))
    who = scene.name(each.decided_by) if each.decided_by else scene.names(each.approvers)
    words = fill(
        "{sign} *{ref}* {what}", sign=SIGNS[each.verdict], ref=each.reference, what=resource_words(each, scene.t)
    )
    return render.join(" · ", [words, verdict, who, render.line(each.reason, 150)])


def card_line(scene: Scene) -> Markup:
    """For the room card: what waits for approval."""
    pending = [each for each in scene.state.resources if each.verdict == "pending"]
    if not pending:
        return Markup("")
    each = render.join(
        "; ", [fill("{ref} {what}", ref=it.reference, what=resource_words(it, scene.t)) for it in pending[:3]]
    )
    return fill(scene.t.gettext("💰 *Waits for approval:* {what}"), what=each)
