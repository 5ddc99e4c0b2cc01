"""Messages about the room itself: the welcome, and what the bot could not do."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.models import apply_buttons, model_line
from bot.comms.cards.scene import Scene
from bot.comms.cards.similar import similar_lines
from bot.comms.message import Message
from bot.comms.phrasing import retold
from bot.comms.render import Markup, fill
from bot.comms.step_words import step_name
from bot.warroom import events as e
from bot.warroom.candidates import UNDECIDED
from bot.warroom.timeline import Entry


def welcome(scene: Scene, _event: e.RoomOpened, _entry: Entry) -> Message:
    """How to work here, in three lines."""
    hello = fill(scene.t.gettext("This is the war room of {reference}."), reference=scene.reference)
    before = _before(scene) or _assumed(scene)
    lines = render.lines(hello, before, *_ways_to_work(scene), model_line(scene))
    past = similar_lines(scene)
    return scene.message(hello, kit.section(lines), *(kit.sections(past) if past else ()), *apply_buttons(scene))


def _assumed(scene: Scene) -> Markup:
    """That nobody judged the candidate in time, where that is why the room is here."""
    declared = scene.state.milestones.get("declared")
    if scene.state.judge is None or declared is None or declared.source != UNDECIDED:
        return Markup("")
    words = scene.t.gettext("❔ Nobody decided within {wait} whether it is major, so the higher level is assumed.")
    demote = scene.t.gettext("If it is not: `{command} demote <reason>`").format(command=scene.command)
    return fill(words + " " + demote, wait=scene.t.duration(scene.policy.criteria.decide_within))


def _before(scene: Scene) -> Markup:
    """Where the incident was led before, and why it goes on here."""
    if not scene.state.former_rooms:
        return Markup("")
    former = render.channel_link(scene.state.former_rooms[-1].channel)
    said = fill(scene.t.gettext("🔁 It was reopened; the room before, {room}, is archived."), room=former)
    return render.join(" ", [said, render.line(scene.state.state_text, 300)])


def _ways_to_work(scene: Scene) -> tuple[Markup, ...]:
    t, command = scene.t, scene.command
    return (
        render.join(" ", [fill(t.gettext("• Everything said here is on the timeline.")), _reacting(scene)]),
        fill(
            t.gettext(
                "• `{command} decision …`, `{command} action …`, `hypothesis …`, `impact …`, `task …` say what is what."
            ),
            command=command,
        ),
        fill(
            t.gettext("• The pinned card shows where we stand and what comes next; `{command}` shows all you can do."),
            command=command,
        ),
    )


def _reacting(scene: Scene) -> Markup:
    """The reaction that marks what matters, if the policy has one."""
    reactions = scene.policy.reactions
    plain = next((name for name, mark in reactions.items() if mark == "key_moment"), next(iter(reactions), ""))
    if not plain:
        return Markup("")
    return fill(scene.t.gettext("React with {emoji} to what matters."), emoji=f":{plain.strip(':')}:")


def step_failed(scene: Scene, event: e.StepFailed, _entry: Entry) -> Message:
    """What could not be done, why, and what a person can do about it."""
    what = step_name(event.step, scene.t)
    failed = fill(scene.t.gettext("⚠️ I could not {what}."), what=what)
    why = retold(event.why, event.why_told, scene.t)
    remedy = retold(event.remedy, event.remedy_told, scene.t)
    said = [
        fill(scene.t.gettext("*Why:* {why}"), why=render.words(why, 600)) if why else "",
        fill(scene.t.gettext("*What to do:* {remedy}"), remedy=render.words(remedy, 600)) if remedy else "",
    ]
    return scene.message(failed, kit.section(render.lines(failed, *said)))
