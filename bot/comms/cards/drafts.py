"""Messages about renderings that wait: held back by the linter, waiting for approval, released, refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.promises import quoted_update
from bot.comms.cards.resources import unreached
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.findings import finding_lines
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.base import Moment, Value
from bot.warroom.drafts import Asleep, Waiting
from bot.warroom.timeline import Entry
from bot.warroom.updates import UpdateFacts

MOST = 6


def waiting(scene: Scene, number: int) -> Waiting | None:
    """What waits under this number, if it still waits."""
    found = (each for each in scene.state.waiting_updates if each.number == number and each.verdict == "pending")
    return next(found, None)


def held(scene: Scene, event: e.UpdateHeld, entry: Entry) -> Message:
    """What the linter found, and the two ways on."""
    said = fill(
        scene.t.gettext("✋ The update of {name} for {audience} (*U{n}*) is held back:"),
        name=scene.name(entry.actor),
        audience=scene.audience(event.audience),
        n=event.draft,
    )
    found = render.lines(*finding_lines(event.found, scene.policy, scene.t))
    typed = render.quoted(render.words(event.text, REMARK)) if event.text.strip() else Markup("")
    return scene.message(
        said, *kit.sections(render.lines(said, found, typed)), kit.context(until(scene)), *held_row(scene, event.draft)
    )


def held_row(scene: Scene, number: int) -> list[kit.Block]:
    """The buttons, while it waits."""
    if waiting(scene, number) is None:
        return []
    which = value(scene.state.number, task=number)
    reword = kit.button(scene.t.gettext("Reword…"), Action.UPDATE_REWRITE_OPEN, which, style="primary")
    return [kit.actions(reword, kit.button(scene.t.gettext("Send anyway…"), Action.UPDATE_OVERRIDE_OPEN, which))]


def until(scene: Scene) -> Markup:
    """What happens if nobody does anything."""
    return fill(scene.t.gettext("The promise stands: when the update is due, a holding statement is sent by itself."))


def asked(scene: Scene, event: e.ApprovalAsked, entry: Entry) -> Message:
    """The rendering as its audience would read it, who may approve it, and the buttons."""
    said = fill(
        scene.t.gettext("🖋 The update of {name} for {audience} (*U{n}*) waits for approval."),
        name=scene.name(entry.actor),
        audience=scene.audience(event.audience),
        n=event.draft,
    )
    who = fill(scene.t.gettext("Decides: {names}"), names=scene.names(event.approvers) if event.approvers else "—")
    passed = fill(scene.t.gettext("Sent past the linter because: {reason}"), reason=render.line(event.overridden, 300))
    notes = [passed] if event.overridden else []
    return scene.message(
        said,
        kit.section(render.lines(said, who, *unreached(scene, event.approvers), *notes)),
        *_shown(scene, event.audience, event.facts),
        *_found(scene, event),
        kit.context(until(scene)),
        *approval_row(scene, event.draft),
    )


def _found(scene: Scene, event: e.ApprovalAsked) -> list[kit.Block]:
    lines = finding_lines(event.found, scene.policy, scene.t)
    return kit.sections(render.lines(fill(scene.t.gettext("⚠️ The linter says:")), *lines)) if lines else []


def _shown(scene: Scene, name: str, facts: dict[str, object]) -> list[kit.Block]:
    audience = scene.policy.audiences.get(name)
    return quoted_update(scene, UpdateFacts.model_validate(facts), audience) if audience else []


def approval_row(scene: Scene, number: int) -> list[kit.Block]:
    """The buttons, while it waits."""
    if waiting(scene, number) is None:
        return []
    t, which = scene.t, value(scene.state.number, task=number)
    return [
        kit.actions(
            kit.button(t.gettext("Approve"), Action.UPDATE_APPROVE, which, style="primary"),
            kit.button(t.gettext("Edit…"), Action.UPDATE_REWRITE_OPEN, which),
            kit.button(t.gettext("Refuse…"), Action.UPDATE_REFUSE_OPEN, which),
        )
    ]


def overridden(scene: Scene, event: e.UpdateOverridden, entry: Entry) -> Message:
    """Who answers for it, and why."""
    words = scene.t.gettext("⚠️ {name} sends *U{n}* to {audience} past the linter:")
    return _verdict(scene, words, event, entry, event.reason)


def approved(scene: Scene, event: e.UpdateApproved, entry: Entry) -> Message:
    """Yes."""
    return _verdict(scene, scene.t.gettext("✅ {name} approved *U{n}* for {audience}."), event, entry, "")


def refused(scene: Scene, event: e.UpdateRefused, entry: Entry) -> Message:
    """No, and why; the words go back to their author."""
    said = _verdict(scene, scene.t.gettext("🚫 {name} refused *U{n}* for {audience}:"), event, entry, event.reason)
    back = fill(scene.t.gettext("The words were:"))
    typed = render.lines(back, render.quoted(render.words(event.text, REMARK))) if event.text.strip() else Markup("")
    again = value(scene.state.number, audiences=(event.audience,))
    row = kit.actions(kit.button(scene.t.gettext("Write the update"), Action.UPDATE_OPEN, again, style="primary"))
    return Message(text=said.text, blocks=(*said.blocks, *(kit.sections(typed) if typed else ()), row))


def _verdict(
    scene: Scene,
    words: str,
    event: e.UpdateOverridden | e.UpdateApproved | e.UpdateRefused,
    entry: Entry,
    reason: str,
) -> Message:
    said = fill(words, name=scene.name(entry.actor), n=event.draft, audience=scene.audience(event.audience))
    why = render.quoted(render.words(reason, REMARK)) if reason.strip() else Markup("")
    return scene.message(said, kit.section(render.lines(said, why)))


def told(scene: Scene, event: object, entry: Entry) -> Message | None:
    """To an approver or an author, directly: with enough of the incident to know what it is about."""
    if isinstance(event, e.UpdateHeld):
        message = held(scene, event, entry)
    elif isinstance(event, e.ApprovalAsked):
        message = asked(scene, event, entry)
    elif isinstance(event, e.UpdateRefused):
        message = refused(scene, event, entry)
    else:
        return None
    about = render.join(" · ", [scene.reference, scene.severity, render.line(scene.state.title, 150)])
    return Message(text=message.text, blocks=(kit.context(about), *message.blocks))


def card_line(scene: Scene, now: Moment) -> Markup:
    """For the room card: what waits, and for what."""
    pending = [_waits(scene, each) for each in scene.state.waiting_updates if each.verdict == "pending"]
    quiet = [_sleeps(scene, *each) for each in scene.state.asleep.items() if each[1].until > now]
    waits = [*pending, *quiet][:MOST]
    return (
        fill(scene.t.gettext("✋ *Updates that wait:* {what}"), what=render.join("; ", waits)) if waits else Markup("")
    )


def _sleeps(scene: Scene, audience: str, each: Asleep) -> Markup:
    words = scene.t.gettext("{n} for {audience} (quiet hours until {time})")
    name = render.line(scene.audience(audience), 60)
    return fill(words, n=each.number, audience=name, time=scene.day_time(each.until))


def _waits(scene: Scene, each: Waiting) -> Markup:
    words = (
        scene.t.gettext("{ref} for {audience} (other words)")
        if each.awaits == "words"
        else scene.t.gettext("{ref} for {audience} (approval)")
    )
    return fill(words, ref=each.reference, audience=render.line(scene.audience(each.audience), 60))


DRAWN: Mapping[type[Value], Callable[[Scene, Any, Entry], Message | None]] = {
    e.UpdateHeld: held,
    e.UpdateOverridden: overridden,
    e.ApprovalAsked: asked,
    e.UpdateApproved: approved,
    e.UpdateRefused: refused,
}
