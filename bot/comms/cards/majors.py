"""Messages about whether an incident is major: what is asked of the judge, the verdict, promoting and demoting."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action
from bot.comms.cards.scene import PASSAGE, REMARK, Scene
from bot.comms.majors import criterion_words
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.timeline import Entry


def criteria_line(scene: Scene) -> Markup:
    """Which of the policy's criteria are met and why; nothing when none is."""
    met = [criterion_words(each, scene.t) for each in scene.state.criteria]
    if not met:
        return Markup("")
    return fill(scene.t.gettext("*Why it is major:* {reasons}"), reasons=render.line("; ".join(met), PASSAGE))


def asked(scene: Scene, event: e.CandidateAsked, entry: Entry) -> Message:
    """Asks whether a report is a major incident, with everything known, and says what silence means."""
    t, state = scene.t, scene.state
    please = fill(
        t.gettext("❔ {name} is not sure whether {reference} is a major incident. Is it?"),
        name=scene.name(state.reporter),
        reference=scene.reference,
    )
    met = criteria_line(scene) or fill(t.gettext("_None of the policy's criteria is met by what is known._"))
    known = (render.bold(render.clip(" ".join(state.title.split()), 200)), _impact(scene), _symptoms(scene), met)
    until = entry.recorded_at + scene.policy.criteria.decide_within
    silence = fill(t.gettext("Undecided by {time} it is treated as major: {severity}."), time=scene.time(until),
                   severity=scene.severity)  # fmt: skip
    rows = [kit.actions(*verdict_buttons(scene))] if state.state == "candidate" else []
    return scene.message(please, kit.section(please), kit.section(render.lines(*known)), kit.context(silence), *rows)


def _impact(scene: Scene) -> Markup:
    return render.words(scene.state.impact, PASSAGE) if scene.state.impact else Markup("")


def _symptoms(scene: Scene) -> Markup:
    return render.words(scene.state.symptoms, PASSAGE) if scene.state.symptoms else Markup("")


def verdict_buttons(scene: Scene) -> list[kit.Element]:
    """Accept and reject; each opens a form that asks for the words."""
    return [
        scene.button(scene.t.gettext("It is major…"), Action.CANDIDATE_ACCEPT_OPEN, style="primary"),
        scene.button(scene.t.gettext("It is not…"), Action.CANDIDATE_REJECT_OPEN),
    ]


def verdict(scene: Scene, event: e.CandidateRejected, entry: Entry) -> Message:
    """Whoever reported it hears that it is no major incident, and why."""
    said = fill(
        scene.t.gettext("🚫 {name} has decided that {reference} “{title}” is not a major incident."),
        name=scene.name(entry.actor),
        reference=scene.reference,
        title=render.line(scene.state.title, 200),
    )
    reason = render.quoted(render.words(event.reason, REMARK))
    again = fill(scene.t.gettext("Does it get worse? Declare it: `{command} declare sev1 <title>`"),
                 command=scene.command)  # fmt: skip
    return scene.message(said, kit.section(render.lines(said, reason)), kit.context(again))


def changed(scene: Scene, event: e.MajorChanged, entry: Entry) -> Message:
    """Promoted or demoted, and why."""
    words = (
        scene.t.gettext("⬆️ {reference} is a *major* incident now.")
        if event.major
        else scene.t.gettext("⬇️ {reference} is *not a major* incident any more.")
    )
    moved = fill(words, reference=scene.reference)
    reason = render.quoted(render.words(event.reason, REMARK))
    by = fill(scene.t.gettext("By {name}"), name=scene.name(entry.actor))
    return scene.message(moved, kit.section(render.lines(moved, reason)), kit.context(by))


def met(scene: Scene, event: e.CriterionMet, _entry: Entry) -> Message:
    """What is known now meets the policy's criteria; and what that asks for."""
    t = scene.t
    reasons = "; ".join(criterion_words(each, t) for each in event.criteria)
    said = fill(
        t.gettext("📏 By the policy this is a major incident: {reasons}."), reasons=render.line(reasons, PASSAGE)
    )
    if scene.state.state == "candidate" or scene.state.major:
        return scene.message(said)
    way = fill(t.gettext("It is led as a minor one: `{command} promote <reason>`"), command=scene.command)
    return scene.message(said, kit.section(render.lines(said, way)))
