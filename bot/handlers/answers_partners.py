"""What a person is told about vendors, waiting and resources; see `answers`. The room reads the rest."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards.scene import Scene
from bot.comms.partners import wait_words
from bot.comms.render import Markup, fill
from bot.warroom import commands_partners as cp
from bot.warroom import events as e
from bot.warroom.operations.engine import Performed
from bot.warroom.waiting import running


def contacted(scene: Scene, _command: cp.ContactVendor | cp.NoteCase, performed: Performed) -> Markup:
    """The clock runs; what comes next."""
    event = next((each.event for each in performed.entries if isinstance(each.event, e.VendorContacted)), None)
    if event is None:
        return fill(scene.t.gettext("The case number is kept."))
    words = scene.t.gettext("Kept: {vendor} is contacted. When it answers: `/incident vendor {name} answered`")
    chase = scene.t.gettext("Until then the room is told every {wait} to chase it.")
    vendor = scene.policy.vendors.get(event.vendor)
    often = fill(chase, wait=scene.t.duration(vendor.chase_every)) if vendor else ""
    return render.lines(fill(words, vendor=render.line(event.title, 80), name=event.vendor), often)


def answered(scene: Scene, _command: cp.AnswerVendor, _performed: Performed) -> Markup:
    """Chasing stops."""
    return fill(scene.t.gettext("Kept; chasing and escalation stop. Work stands still all the same? `/incident wait`"))


def escalated(scene: Scene, _command: cp.EscalateVendor, performed: Performed) -> Markup:
    """Whom to call."""
    event = next(each.event for each in performed.entries if isinstance(each.event, e.VendorEscalated))
    words = scene.t.gettext("Call now: {rung} {contact}")
    return fill(words, rung=render.bold(event.name), contact=render.line(event.contact, 150))


def invited(scene: Scene, _command: cp.InviteVendor, _performed: Performed) -> Markup:
    """They come."""
    return fill(scene.t.gettext("They are invited into {room}."), room=scene.room)


def exported(scene: Scene, _command: cp.ExportVendor, _performed: Performed) -> Markup:
    """Two files follow."""
    words = scene.t.gettext("Its evidence pack follows in {room}, to read and as a table.")
    return fill(words, room=scene.room)


def waiting(scene: Scene, command: cp.StartWait, _performed: Performed) -> Markup:
    """It counts from now."""
    wait = running(scene.state)[-1]
    what = render.line(wait_words(command.on, wait.title, scene.t), 120)
    words = scene.t.gettext("{reference} waits for {what} since {time}. When it is over: `/incident wait end`")
    return fill(words, reference=scene.reference, what=what, time=scene.time(wait.started_at))


def over(scene: Scene, _command: cp.EndWait, _performed: Performed) -> Markup:
    """It counts no longer."""
    left = len(running(scene.state))
    words = scene.t.ngettext(
        "Kept: that waiting is over. {n} other still runs: `/incident wait`",
        "Kept: that waiting is over. {n} others still run: `/incident wait`",
        left,
    )
    return fill(words, n=left) if left else fill(scene.t.gettext("Kept: that waiting is over."))


def requested(scene: Scene, _command: cp.RequestResource, _performed: Performed) -> Markup:
    """Who was asked."""
    asked = scene.state.resources[-1]
    words = scene.t.gettext("{ref} is asked for; {names} decides, with a button or `/incident resource {ref} approve`.")
    names = scene.names(asked.approvers) if asked.approvers else scene.t.gettext("an administrator")
    still = scene.t.gettext("Work stands still until then? `/incident wait approval {ref}`")
    return render.lines(fill(words, ref=asked.reference, names=names), fill(still, ref=asked.reference))


def decided(scene: Scene, command: cp.ApproveResource | cp.RefuseResource, _performed: Performed) -> Markup:
    """Whoever asked is told."""
    resource = scene.state.resources[command.resource - 1]
    words = scene.t.gettext("Kept; {name} and the room are told.")
    return fill(words, name=scene.name(resource.asked_by))


def undecided(scene: Scene) -> Markup:
    """The requests that an incident leaves without a decision, and how each is given one; nothing without any."""
    left = [each.reference for each in scene.state.resources if each.verdict == "pending"]
    words = scene.t.gettext("⚠️ Nobody has decided on {names}: `{command} resource {first} approve|refuse <reason>`")
    return fill(words, names=scene.t.listing(left), command=scene.command, first=left[0]) if left else Markup("")
