"""What a person is told about incident models; see `answers`."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.models import apply_buttons, model_line
from bot.comms.cards.scene import Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import commands_models as cm
from bot.warroom.operations.engine import Performed
from bot.warroom.policy import IncidentModel

MOST = 20


def models(scene: Scene) -> Message:
    """The model that is applied or fits, and all there are."""
    known = list(scene.policy.models.values())[:MOST]
    title = fill(scene.t.gettext("*Incident models*")) if known else fill(scene.t.gettext("The policy has no models."))
    form = fill(scene.t.gettext("To apply one: `{command} model <name>`"), command=scene.command) if known else ""
    said = render.lines(model_line(scene), title, *(_model(scene, each) for each in known), form)
    return scene.message(said, *kit.sections(said), *apply_buttons(scene))


def _model(scene: Scene, model: IncidentModel) -> Markup:
    words = scene.t.ngettext("{n} step", "{n} steps", len(model.steps)).format(n=len(model.steps))
    line = fill("• `{name}` {title}", name=model.name, title=render.line(model.title, 80))
    return render.join(" · ", [line, render.escape(words)])


def applied(scene: Scene, _command: cm.ApplyModel, _performed: Performed) -> Markup:
    """Its checklist follows; and what its severity would be."""
    model = scene.state.model
    if model is None:
        return Markup("")
    words = scene.t.gettext("{title} (version {version}) is applied; its checklist follows in {room}.")
    said = fill(words, title=render.bold(model.title), version=model.version, room=scene.room)
    return render.lines(said, _other_severity(scene, model.name))


def _other_severity(scene: Scene, name: str) -> Markup:
    known = scene.policy.models.get(name)
    if known is None or known.severity in {"", scene.state.severity} or known.severity not in scene.policy.severities:
        return Markup("")
    words = scene.t.gettext("The model is made for {severity}. To change it: `{command} severity {name} <reason>`")
    severity = scene.severity_of(known.severity)
    return fill(words, severity=severity, command=scene.command, name=known.severity)


def abandoned(scene: Scene, _command: cm.AbandonModel, _performed: Performed) -> Markup:
    """Its open steps are dropped."""
    words = scene.t.gettext("The model is given up in {reference}; its open steps are dropped.")
    return fill(words, reference=scene.reference)


def solution_used(scene: Scene, _command: cm.UseSolution, _performed: Performed) -> Markup:
    """It counts."""
    words = scene.t.gettext("On the record of {reference}: the documented solution was used.")
    return fill(words, reference=scene.reference)
