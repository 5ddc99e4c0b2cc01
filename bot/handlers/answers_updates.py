"""What a person is told when they wrote, approved, refused or corrected an update; see `answers`."""

from __future__ import annotations

from collections.abc import Iterator

from bot.comms import render
from bot.comms.cards.scene import Scene
from bot.comms.cards.waiting import at_once, waiting_lines
from bot.comms.findings import finding_lines
from bot.comms.render import Markup, fill
from bot.warroom import commands_updates as cu
from bot.warroom import events as e
from bot.warroom.operations.engine import Performed


def goes(scene: Scene, performed: Performed) -> tuple[Markup, ...]:
    """Where each update that left is on its way to, and for whom it waits until when."""
    return tuple(render.lines(_now(scene, each), waiting_lines(scene, each)) for each in _left(performed))


def last(scene: Scene, performed: Performed) -> Iterator[Markup]:
    """The same for what resolving told, in one line, though each audience may have an update of its own."""
    told = _left(performed)
    names = tuple(name for event in told for name in at_once(event))
    if names:
        yield fill(scene.t.gettext("The last update goes to {audiences}."), audiences=scene.audiences(names))
    yield from (waiting_lines(scene, event) for event in told)
    yield from waits(scene, performed)


def _left(performed: Performed) -> list[e.UpdatePublished]:
    return [entry.event for entry in performed.entries if isinstance(entry.event, e.UpdatePublished)]


def _now(scene: Scene, told: e.UpdatePublished) -> Markup:
    names = at_once(told)
    if told.audiences and not names:
        return Markup("")
    places = receivers(scene, names)
    said = scene.t.ngettext(
        "Update {number} goes to {audiences}, in {n} channel.",
        "Update {number} goes to {audiences}, in {n} channels.",
        places,
    )
    audiences = scene.audiences(names) or scene.t.gettext("nobody")
    if scene.state.drill and not places:
        return fill(scene.t.gettext("📣 Update {n} would go to {audiences}."), n=told.number, audiences=audiences)
    return fill(said, number=told.number, audiences=audiences, n=places)


def receivers(scene: Scene, audiences: tuple[str, ...]) -> int:
    """In how many channels an update to these audiences appears."""
    known = (scene.policy.audiences[name] for name in audiences if name in scene.policy.audiences)
    return len({route.ref for audience in known for route in audience.places(drill=scene.state.drill)})


def waits(scene: Scene, performed: Performed) -> Iterator[Markup]:
    """For whom it waits, why, and what to do now; and what the linter thinks of what was sent."""
    for event in (entry.event for entry in performed.entries):
        if isinstance(event, e.UpdateHeld):
            yield _held(scene, event)
        elif isinstance(event, e.ApprovalAsked):
            yield _asked(scene, event)
        elif isinstance(event, e.UpdatePublished) and event.found and not event.holding:
            lines = finding_lines(event.found, scene.policy, scene.t)
            yield render.lines(fill(scene.t.gettext("⚠️ The linter says:")), *lines)


def _held(scene: Scene, event: e.UpdateHeld) -> Markup:
    said = fill(
        scene.t.gettext("✋ For {audience} it is held back as U{n}:"),
        audience=scene.audience(event.audience),
        n=event.draft,
    )
    ways = fill(
        scene.t.gettext(
            "Reword it: `{command} update U{n} <text>`, or answer for it: `{command} update U{n} override <reason>`"
        ),
        command=scene.command,
        n=event.draft,
    )
    return render.lines(said, *finding_lines(event.found, scene.policy, scene.t), ways)


def _asked(scene: Scene, event: e.ApprovalAsked) -> Markup:
    names = scene.names(event.approvers) if event.approvers else scene.t.gettext("nobody")
    words = scene.t.gettext("🖋 For {audience} it waits as U{n} for the approval of {names}.")
    return fill(words, audience=scene.audience(event.audience), n=event.draft, names=names)


def refused(scene: Scene, _command: cu.RefuseUpdate, performed: Performed) -> Markup:
    """The words went back."""
    event = next((entry.event for entry in performed.entries if isinstance(entry.event, e.UpdateRefused)), None)
    if event is None:
        return Markup("")
    if event.author is None:
        return fill(scene.t.gettext("U{n} is refused; the room has been told why."), n=event.draft)
    words = scene.t.gettext("U{n} is refused; {name} has been told why.")
    return fill(words, n=event.draft, name=scene.name(event.author))
