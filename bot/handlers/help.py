"""Help: what can be done here and how it is typed, read from the vocabulary's table."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action
from bot.comms.cards.next_step import next_step
from bot.comms.cards.room_card import lead_line
from bot.comms.cards.scene import Scene
from bot.comms.hints import hinted
from bot.comms.locale import Translator
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.handlers.vocabulary import TOPICS, VERBS
from bot.warroom.lifecycle import is_open

SUBCOMMANDS = tuple(VERBS)


def everything(t: Translator, command: str) -> Message:
    """Every subcommand, by topic."""
    blocks = [kit.section(_topic(topic, t, command)) for topic in TOPICS]
    hint = fill(t.gettext("Outside a room name the incident: `{command} status MI-42`. Times: `10:32`, `12m ago`, "
                          "`yesterday 23:40`; lengths: `10m`, `1h30m`."), command=command)  # fmt: skip
    text = fill(t.gettext("What you can type after `{command}`"), command=command)
    names = render.join(", ", [fill("`{name}`", name=name) for name in VERBS])
    return kit.message(render.lines(text, names), [kit.header(text), *blocks, kit.context(hint)], t)


def _topic(topic: str, t: Translator, command: str) -> Markup:
    lines = [_line(name, t, command) for name, verb in VERBS.items() if verb.topic == topic]
    return render.lines(fill("*{title}*", title=t.gettext(TOPICS[topic])), *lines)


def _line(name: str, t: Translator, command: str) -> Markup:
    verb = VERBS[name]
    return fill("`{form}` {does}", form=hinted(f"{command} {verb.forms[0]}", t), does=t.gettext(verb.does))


def about(name: str, t: Translator, command: str) -> Message:
    """One subcommand: its forms and what else it may be called."""
    verb = VERBS[name]
    forms = [fill("• `{form}`", form=hinted(f"{command} {form}", t)) for form in verb.forms]
    also = render.join(", ", [fill("`{word}`", word=word) for word in verb.also])
    names = fill(t.gettext("Also understood: {also}"), also=also) if also else ""
    said = render.lines(fill("*{name}*: {does}", name=name, does=t.gettext(verb.does)), *forms, names)
    return kit.message(said, kit.sections(said), t)


def outside(t: Translator, command: str, open_here: int) -> Message:
    """What can be done where no incident is run."""
    said = fill(
        t.ngettext(
            "Something is badly broken? Declare it and a war room opens. {n} incident is open now.",
            "Something is badly broken? Declare it and a war room opens. {n} incidents are open now.",
            open_here,
        ),
        n=open_here,
    )
    lines = _examples(t, command, ("declare", "list", "status", "drill", "help"))
    declare = kit.button(t.gettext("Declare incident"), Action.DECLARE_OPEN, style="danger")
    return kit.message(render.lines(said, lines), [kit.section(said), kit.section(lines), kit.actions(declare)], t)


def inside(scene: Scene, command: str) -> Message:
    """What can be done in this room, now."""
    t = scene.t
    said = render.lines(
        render.join(" · ", [scene.reference, scene.severity, scene.phase, fill("MIM {lead}", lead=lead_line(scene))]),
        fill(t.gettext("👉 *Next:* {step}"), step=next_step(scene)),
    )
    common = ("update", "hypothesis", "decision", "action", "task", "role", "resolve", "help")
    lines = _examples(t, command, common if is_open(scene.state.state) else ("status", "timeline", "export", "help"))
    return scene.message(
        render.lines(said, lines), *kit.sections(said), *kit.sections(lines), kit.actions(*_buttons(scene))
    )


def _examples(t: Translator, command: str, names: tuple[str, ...]) -> Markup:
    return render.lines(*(_line(name, t, command) for name in names))


def _buttons(scene: Scene) -> list[kit.Element]:
    t, state = scene.t, scene.state
    timeline = scene.button(t.gettext("Timeline"), Action.TIMELINE_SHOW)
    if not is_open(state.state):
        reopen = scene.button(t.gettext("Reopen…"), Action.REOPEN_OPEN)
        return [reopen, timeline] if state.state in {"resolved", "closed"} else [timeline]
    lead = [] if state.lead and state.lead.accepted else [scene.button(t.gettext("Take the lead"), Action.MIM_CLAIM)]
    return [
        *lead,
        scene.button(t.gettext("Update"), Action.UPDATE_OPEN, style="primary"),
        scene.button(t.gettext("Note…"), Action.ADD_MARK),
        scene.button(t.gettext("Severity…"), Action.SEVERITY_OPEN),
        scene.button(t.gettext("Resolve…"), Action.RESOLVE_OPEN),
        timeline,
    ]
