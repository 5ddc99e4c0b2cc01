"""Swarms: the message under which each one's thread hangs, its line on the room's card, the calls into it.

One that has a channel of its own has a message there too.
"""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.swarms import live
from bot.warroom.timeline import Entry
from bot.warroom.workstreams import Swarm

MOST_SWARMS, MOST_NAMED, MOST_CALLED = 5, 8, 20
GOAL, STATUS = 120, 160


def paragraph(scene: Scene) -> Markup:
    """The swarms on the room's card, one line each: who leads, and how far it is."""
    swarms = live(scene.state)
    if not swarms:
        return Markup("")
    t = scene.t
    more = len(swarms) - MOST_SWARMS
    words = t.gettext("… and {n} more: `{command} swarm`")
    rest = fill(words, n=more, command=scene.command) if more > 0 else ""
    return render.lines(fill(t.gettext("*Swarms*")), *(line(scene, each) for each in swarms[:MOST_SWARMS]), rest)


def line(scene: Scene, swarm: Swarm) -> Markup:
    """`🐝 backend: Budi · pool is full (10:42)`; the goal while nothing was reported."""
    lead = scene.name(swarm.lead) if swarm.lead else fill(scene.t.gettext("⚠️ no lead"))
    said = render.line(swarm.status or swarm.goal, STATUS)
    when = fill("({time})", time=scene.time(swarm.status_at)) if swarm.status_at else ""
    who = fill("🐝 {name}: {lead}", name=render.line(swarm.name, 60), lead=lead)
    where = render.channel_link(swarm.place) if swarm.place else ""
    return render.join(" · ", [who, render.join(" ", [said, when]), where])


def message(scene: Scene, number: int) -> Message | None:
    """What hangs in the room for one swarm, kept current; its thread is where it works."""
    swarm = next((each for each in scene.state.swarms if each.number == number), None)
    if swarm is None:
        return None
    t = scene.t
    title = fill(t.gettext("🐝 *Swarm {name}*"), name=render.line(swarm.name, 60))
    goal = fill(t.gettext("*Goal:* {text}"), text=render.words(swarm.goal, REMARK)) if swarm.goal else ""
    said = render.lines(title, goal, _who(scene, swarm), _status(scene, swarm))
    if swarm.ended is not None:
        return scene.message(title, kit.section(said))
    return scene.message(
        title, kit.section(said), kit.context(_hint(scene, swarm)), kit.actions(*_buttons(scene, swarm))
    )


def _hint(scene: Scene, swarm: Swarm) -> Markup:
    if not swarm.place:
        return fill(
            scene.t.gettext("Work in this message's thread. There, `STATUS: …` says how far you are, on the card too.")
        )
    channel = scene.t.gettext("Work in {channel}. There, `STATUS: …` says how far you are, on the card too.")
    return fill(channel, channel=render.channel_link(swarm.place))


def _who(scene: Scene, swarm: Swarm) -> Markup:
    t = scene.t
    lead = fill(t.gettext("*Lead:* {name}"), name=scene.name(swarm.lead)) if swarm.lead else ""
    nobody = "" if swarm.lead or swarm.ended is not None else fill(t.gettext("⚠️ Nobody leads it yet."))
    names = scene.names(swarm.members[:MOST_NAMED])
    more = len(swarm.members) - MOST_NAMED
    rest = fill(t.gettext("and {n} more"), n=more) if more > 0 else ""
    members = fill(t.gettext("*Members:* {names}"), names=render.join(" ", [names, rest])) if swarm.members else ""
    return render.lines(lead, nobody, members)


def _status(scene: Scene, swarm: Swarm) -> Markup:
    t = scene.t
    if swarm.ended is not None:
        return fill(t.gettext("🏁 Over. {text}"), text=render.words(swarm.ended, REMARK))
    if not swarm.status or swarm.status_at is None:
        return Markup("")
    text = render.words(swarm.status, REMARK)
    return fill(t.gettext("*Status* ({time}): {text}"), time=scene.time(swarm.status_at), text=text)


def _buttons(scene: Scene, swarm: Swarm) -> list[kit.Element]:
    which = value(scene.state.number, name=str(swarm.number))
    take = kit.button(scene.t.gettext("I lead it"), Action.SWARM_TAKE, which, style="primary")
    join = kit.button(scene.t.gettext("Join"), Action.SWARM_JOIN, which)
    report = kit.button(scene.t.gettext("Status…"), Action.SWARM_REPORT_OPEN, which)
    return [*([] if swarm.lead else [take]), join, report]


def called(scene: Scene, number: int) -> Message | None:
    """Calls the members into the thread, each by name, never a whole group. A channel says what it is for."""
    swarm = next((each for each in live(scene.state) if each.number == number), None)
    if swarm and swarm.place:
        return _first_in_channel(scene, swarm)
    if swarm is None or not swarm.members:
        return None
    who = render.join(" ", [render.mention(person.id) for person in swarm.members[:MOST_CALLED]])
    words = scene.t.gettext("{who} this is the thread of the swarm *{name}*.")
    goal = fill(scene.t.gettext("*Goal:* {text}"), text=render.words(swarm.goal, REMARK)) if swarm.goal else ""
    return scene.message(render.lines(fill(words, who=who, name=render.line(swarm.name, 60)), goal))


def _first_in_channel(scene: Scene, swarm: Swarm) -> Message:
    t = scene.t
    words = t.gettext("🐝 This is the channel of the swarm *{name}* of {room}. It is part of the war room: what is "
                      "said here is on the timeline of {reference}.")  # fmt: skip
    said = fill(words, name=render.line(swarm.name, 60), room=scene.room, reference=scene.reference)
    goal = fill(t.gettext("*Goal:* {text}"), text=render.words(swarm.goal, REMARK)) if swarm.goal else ""
    hint = t.gettext("`STATUS: …` or `{command} swarm status …` says how far you are, on the war room's card too; "
                     "`{command} swarm done …` ends it.")  # fmt: skip
    whole = render.lines(said, goal)
    return scene.message(
        whole,
        kit.section(whole),
        kit.context(fill(hint, command=scene.command)),
        kit.actions(*_buttons(scene, swarm)),
    )


def topic(scene: Scene, number: int) -> tuple[str, str]:
    """The topic of a swarm's channel, and its goal as the purpose."""
    swarm = next(each for each in scene.state.swarms if each.number == number)
    words = scene.t.gettext("Swarm {name}")
    return f"{scene.heading} · {words.format(name=render.plain(swarm.name))}", render.plain(swarm.goal)


def led(scene: Scene, event: e.SwarmLed, _entry: Entry) -> Message:
    """Somebody answers for it now."""
    words = scene.t.gettext("🐝 {name} leads the swarm *{swarm}*.")
    return scene.message(fill(words, name=scene.name(event.lead), swarm=_named(scene, event.swarm)))


def ended(scene: Scene, event: e.SwarmEnded, entry: Entry) -> Message:
    """It is over, and what came of it."""
    words = scene.t.gettext("🏁 The swarm *{swarm}* is over, says {name}.")
    said = fill(words, swarm=_named(scene, event.swarm), name=scene.name(entry.actor))
    result = render.quoted(render.words(event.text, REMARK)) if event.text else ""
    return scene.message(said, kit.section(render.lines(said, result)))


def _named(scene: Scene, number: int) -> Markup:
    name = next((swarm.name for swarm in scene.state.swarms if swarm.number == number), str(number))
    return render.line(name, 60)


def listing(scene: Scene) -> Message:
    """Every swarm at work for whoever asks, and how to form another."""
    t = scene.t
    lines = [line(scene, swarm) for swarm in live(scene.state)]
    form = fill(t.gettext("To form one: `{command} swarm <team> <goal>`. To report: `{command} swarm <team> status …`"),
                command=scene.command)  # fmt: skip
    title = fill(t.gettext("*Swarms*")) if lines else fill(t.gettext("No swarm is at work."))
    said = render.lines(title, *lines, form)
    opener = scene.button(t.gettext("Form a swarm…"), Action.SWARM_OPEN_OPEN)
    return scene.message(said, *kit.sections(said), kit.actions(opener))
