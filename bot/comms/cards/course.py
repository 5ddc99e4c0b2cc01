"""Messages about the incident's course: severity, state, resolved, reopened, closed, cancelled."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action
from bot.comms.cards.next_step import next_step
from bot.comms.cards.replan import replanned
from bot.comms.cards.room_card import resolved_buttons
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.timeline import Entry


def severity_changed(scene: Scene, event: e.SeverityChanged, entry: Entry) -> Message:
    """From which to which, and why."""
    moved = fill(
        scene.t.gettext("Severity is now {after} (it was {before})."),
        after=scene.severity_of(event.after),
        before=scene.severity_of(event.before),
    )
    changes = kit.sections(replanned(scene, event.before, event.after))
    said = kit.section(render.lines(moved, _reason(event.reason)))
    return scene.message(moved, said, *changes, _by(scene, entry.actor))


def state_changed(scene: Scene, event: e.StateChanged, entry: Entry) -> Message:
    """The new state, the words that came with it, and what to do next."""
    moved = scene.phase_of(event.after)
    blocks = [kit.section(render.lines(moved, _reason(event.text)))]
    if scene.state.state == event.after:
        blocks.append(kit.context(fill(scene.t.gettext("👉 Next: {step}"), step=next_step(scene))))
    return scene.message(_spoken(moved, event.text), *blocks, _by(scene, entry.actor))


def resolved(scene: Scene, event: e.IncidentResolved, entry: Entry) -> Message:
    """It works again; what is left to do, with the buttons for it."""
    moved = fill(scene.t.gettext("✅ {reference} is *resolved*."), reference=scene.reference)
    blocks = [
        kit.section(render.lines(moved, _reason(event.text))),
        kit.section(_left_to_do(scene)),
        _by(scene, entry.actor),
    ]
    if scene.state.state == "resolved":
        blocks.append(kit.actions(*resolved_buttons(scene)))
    return scene.message(_spoken(moved, event.text), *blocks)


def _left_to_do(scene: Scene) -> Markup:
    t = scene.t
    return render.lines(
        fill(t.gettext("*What is left*")),
        fill(t.gettext("1. Users or the service owner agree that it works: *Confirm restored*.")),
        fill(t.gettext("2. The review draft appears here; add what the record cannot know.")),
        fill(t.gettext("3. When tasks and review are complete: *Close*. If it comes back: *Reopen…*.")),
    )


def reopened(scene: Scene, event: e.IncidentReopened, entry: Entry) -> Message:
    """It is not over."""
    moved = fill(
        scene.t.gettext("🔁 {reference} is *open again*; updates to the audiences go on."), reference=scene.reference
    )
    return scene.message(
        _spoken(moved, event.reason), kit.section(render.lines(moved, _reason(event.reason))), _by(scene, entry.actor)
    )


def closed(scene: Scene, _event: e.IncidentClosed, entry: Entry) -> Message:
    """The record is complete."""
    days = scene.policy.room.archive_after.days
    moved = fill(scene.t.gettext("📁 {reference} is *closed*. Thank you all."), reference=scene.reference)
    after = scene.t.ngettext(
        "This room is archived in {n} day; its timeline stays.",
        "This room is archived in {n} days; its timeline stays.",
        days,
    )
    buttons = kit.actions(
        scene.button(scene.t.gettext("Timeline"), Action.TIMELINE_SHOW),
        scene.button(scene.t.gettext("Review draft"), Action.REVIEW_MAKE),
        *([] if scene.state.drill else [scene.button(scene.t.gettext("Replay as a drill"), Action.DRILL_REPLAY)]),
    )
    kept = fill(after, n=days) if days else ""
    return scene.message(moved, kit.section(render.lines(moved, kept)), _by(scene, entry.actor), buttons)


def cancelled(scene: Scene, event: e.IncidentCancelled, entry: Entry) -> Message:
    """It was no incident, or the drill is over."""
    moved = fill(scene.t.gettext("🚫 {reference} is *cancelled*. Nothing more to do."), reference=scene.reference)
    return scene.message(
        _spoken(moved, event.reason), kit.section(render.lines(moved, _reason(event.reason))), _by(scene, entry.actor)
    )


def _reason(text: str) -> Markup:
    return render.quoted(render.words(text, REMARK)) if text.strip() else Markup("")


def _spoken(moved: Markup, text: str) -> Markup:
    """For notifications: the news, then the words that came with it."""
    return render.join(" ", [moved, render.line(text, 300)])


def _by(scene: Scene, person: Person | None) -> kit.Block:
    return kit.context(fill(scene.t.gettext("By {name}"), name=scene.name(person)))
