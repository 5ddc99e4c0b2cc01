"""What a person is told about candidates, and about promoting and demoting; see `answers`."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards.majors import criteria_line
from bot.comms.cards.replan import replanned
from bot.comms.cards.scene import Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import commands_candidates as cc
from bot.warroom import events as e
from bot.warroom.operations.engine import Performed

SHORT = 300


def reported(scene: Scene, notice: str = "") -> Message:
    """The answer to a candidate: who decides, and until when."""
    t = scene.t
    said = fill(
        t.gettext("{reference} is a candidate: “{title}”. It has no room yet."),
        reference=scene.reference,
        title=render.line(scene.state.title, SHORT),
    )
    words = t.gettext("{name} is asked whether it is major. Undecided after {wait} it is treated as major.")
    wait = t.duration(scene.policy.criteria.decide_within)
    asked = fill(words, name=scene.name(scene.state.judge), wait=wait)
    return scene.message(render.lines(said, render.escape(notice), asked, criteria_line(scene)))


def accepted(scene: Scene, _command: cc.AcceptCandidate, _performed: Performed) -> Markup:
    """It is major."""
    said = fill(scene.t.gettext("{reference} is a major incident now, {severity}. Its room opens."),
                reference=scene.reference, severity=scene.severity)  # fmt: skip
    lead = scene.state.lead
    if lead is None:
        return said
    words = scene.t.gettext("{name} leads it.") if lead.accepted else scene.t.gettext("{name} is asked to lead.")
    return render.lines(said, fill(words, name=scene.name(lead.person)))


def rejected(scene: Scene, _command: cc.RejectCandidate, _performed: Performed) -> Markup:
    """It is not."""
    words = scene.t.gettext("{reference} is rejected. {name} is told why.")
    return fill(words, reference=scene.reference, name=scene.name(scene.state.reporter))


def what_changes(scene: Scene, performed: Performed) -> Markup:
    """What the new severity changes, if there is one."""
    moved = next((entry.event for entry in performed.entries if isinstance(entry.event, e.SeverityChanged)), None)
    return replanned(scene, moved.before, moved.after) if moved else Markup("")


def changed(scene: Scene, _command: cc.Promote | cc.Demote, performed: Performed) -> Markup:
    """Promoted or demoted, with the severity that it has now."""
    words = (
        scene.t.gettext("{reference} is a major incident now, {severity}.")
        if scene.state.major
        else scene.t.gettext("{reference} is no major incident any more, {severity}.")
    )
    said = fill(words, reference=scene.reference, severity=scene.severity)
    return render.lines(said, what_changes(scene, performed))
