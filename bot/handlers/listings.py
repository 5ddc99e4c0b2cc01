"""Lists that a person asks for: open incidents, tasks, promises, the timeline, roles. Only they see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.follow_up import SIGNS
from bot.comms.cards.ids import Action, value
from bot.comms.cards.room_card import lead_line
from bot.comms.cards.scene import Scene
from bot.comms.describe import describe
from bot.comms.describe_editing import revision
from bot.comms.locale import Translator
from bot.comms.message import Message
from bot.comms.progress import STANDINGS
from bot.comms.render import Markup, fill
from bot.comms.words import mark_emoji, mark_name, milestone_name
from bot.handlers.answers import claim_row, room_row
from bot.warroom.base import Moment
from bot.warroom.follow_up import standing
from bot.warroom.incident import Incident, Task
from bot.warroom.milestones import NAMES
from bot.warroom.moments import Line, key_moments
from bot.warroom.timeline import Entry

MOST_LISTED, MOST_LINES, MOST_TASKS = 20, 30, 40
CORRECTABLE = 25


def incident_line(scene: Scene) -> Markup:
    """An incident on two lines: what it is, and where it stands."""
    state = scene.state
    marks = [scene.t.gettext("🎓 DRILL")] if state.drill else []
    if state.private:
        marks.append(scene.t.gettext("🔒 PRIVATE"))
    first = render.join(" · ", [scene.reference, *marks, render.line(state.title, 120)])
    room = scene.room if state.room else ""
    return render.lines(
        first, render.join(" · ", [scene.severity, scene.phase, fill("MIM {lead}", lead=lead_line(scene)), room])
    )


def incidents(scenes: Sequence[Scene], t: Translator) -> Message:
    """The open incidents, newest first."""
    if not scenes:
        said = fill(t.gettext("No incident is open. To declare one: `/incident declare sev1 <title>`"))
        declare = kit.button(t.gettext("Declare incident"), Action.DECLARE_OPEN, style="primary")
        return kit.message(said, [kit.section(said), kit.actions(declare)], t)
    title = fill(t.ngettext("*{n} open incident*", "*{n} open incidents*", len(scenes)), n=len(scenes))
    shown = scenes[:MOST_LISTED]
    rows = [_row(scene) for scene in shown]
    more = len(scenes) - len(shown)
    rest = [kit.context(fill(t.gettext("… and {n} more: `/incident find open`"), n=more))] if more > 0 else []
    text = render.lines(title, *(incident_line(scene) for scene in shown))
    return kit.message(text, [kit.section(title), *rows, *rest], t)


def _row(scene: Scene) -> kit.Block:
    buttons = scene.room_button()
    return kit.section(incident_line(scene), accessory=buttons[0] if buttons else None)


def tasks(scene: Scene, now: Moment) -> Message:
    """Tasks, open ones first, each with its number."""
    t, state = scene.t, scene.state
    if not state.tasks:
        return scene.message(fill(t.gettext("No task yet. To add one: `/incident task <text> @user`")))
    ordered = sorted(state.tasks, key=lambda task: (task.done, task.number))[:MOST_TASKS]
    still = sum(not task.done for task in state.tasks)
    title = fill(
        t.ngettext("*{reference}: {n} open task*", "*{reference}: {n} open tasks*", still),
        reference=state.reference,
        n=still,
    )
    return scene.message(render.lines(title, *(task_line(scene, task, now) for task in ordered)))


def task_line(scene: Scene, task: Task, now: Moment) -> Markup:
    """A task on one line."""
    how = standing(scene.state, task, now)
    waits = fill(scene.t.gettext(STANDINGS[how])) if how == "to_verify" else Markup("")
    nobody = fill(scene.t.gettext("_no owner_")) if task.owner is None and not task.done else ""
    words = fill("{sign} *{n}* {text}", sign=SIGNS[how], n=task.number, text=render.line(task.text, 200))
    return render.join(" · ", [words, scene.owed(task.owner, task.due_at), nobody, waits])


def timeline(scene: Scene, entries: Iterable[Entry], count: int) -> Message:
    """The latest key moments, oldest first."""
    shown = key_moments(entries)[-count:]
    title = fill(
        scene.t.ngettext(
            "*{reference}: the latest key moment*", "*{reference}: the latest {n} key moments*", len(shown)
        ),
        reference=scene.state.reference,
        n=len(shown),
    )
    everything = fill(scene.t.gettext(
        "Wrong? `/incident edit <entry> text|time|kind|actor <…>` · The whole record as a file: `/incident export`"
    ))  # fmt: skip
    said = render.lines(title, *(_moment(scene, line) for line in shown))
    return scene.message(said, *kit.sections(said), *_menu(scene, shown), kit.context(everything))


def _menu(scene: Scene, shown: Sequence[Line]) -> Iterator[kit.Block]:
    """The latest of them that can be corrected, each a choice that opens its form."""
    found = [line for line in shown if line.marks][-CORRECTABLE:]
    options = [
        kit.option(f"#{line.seq} {line.text}", value(scene.state.number, task=line.seq)) for line in reversed(found)
    ]
    if options:
        placeholder = scene.t.gettext("Correct an entry…")
        yield kit.actions(kit.static_select(Action.ENTRY_EDIT, options, placeholder=placeholder))


def _moment(scene: Scene, line: Line) -> Markup:
    said = render.line(describe(line.entry, scene.t, scene.policy.timezone, scene.policy), 240)
    marks = render.escape(", ".join(f"{mark_emoji(mark)} {mark_name(mark, scene.t)}" for mark in line.marks))
    words = render.join(": ", [marks, said]) if marks else said
    notes = (
        fill(scene.t.gettext("_edited_")) if line.edited else "",
        fill(scene.t.gettext("_deleted in Slack_")) if line.deleted else "",
        fill(scene.t.gettext("_late_")) if line.late else "",
        _revised(scene, line),
    )
    who = scene.name(line.actor) if line.actor else Markup("")
    return render.join(" · ", [fill("#{n}", n=line.seq), scene.time(line.occurred_at), who, words, *notes])


def _revised(scene: Scene, line: Line) -> Markup:
    by = line.revised.actor if line.revised else None
    said = revision(line, scene.t, scene.policy.timezone, by.name if by else "")
    return fill("_{said}_", said=render.line(said, 300)) if said else Markup("")


def roles(scene: Scene) -> Message:
    """Who holds which role, and which are free."""
    t = scene.t
    lines = [
        fill("• {role} (`{name}`): {who}", role=scene.role(name), name=name, who=_holders(scene, name))
        for name in scene.policy.roles
    ]
    form = fill(t.gettext("To give one: `/incident role <role> @user`"))
    return scene.message(render.lines(fill(t.gettext("*Roles*")), *lines, form))


def _holders(scene: Scene, role: str) -> Markup:
    held = scene.state.holding(role)
    return scene.names(held) if held else fill(scene.t.gettext("_nobody_"))


def lead(scene: Scene) -> Message:
    """Who leads, with the button that takes the lead."""
    said = fill(scene.t.gettext("MIM of {reference}: {lead}"), reference=scene.reference, lead=lead_line(scene))
    form = fill(scene.t.gettext("To ask somebody: `/incident mim @user`. To pass it on: `/incident handover @user`."))
    taken = scene.state.lead is not None and scene.state.lead.accepted
    rows = [] if taken else [kit.actions(*claim_row(scene))]
    return scene.message(render.lines(said, form), *kit.sections(render.lines(said, form)), *rows)


def milestones(scene: Scene) -> Message:
    """Every milestone with its time, and how to set one."""
    known = scene.state.milestones
    lines = [
        fill(
            "• {label} (`{name}`): {at}",
            label=milestone_name(name, scene.t),
            name=name,
            at=scene.day_time(known[name].at) if name in known else "—",
        )
        for name in NAMES
    ]
    form = fill(scene.t.gettext("To set one: `/incident milestone detected at 10:05`"))
    return scene.message(render.lines(fill(scene.t.gettext("*Milestones*")), *lines, form))


def similar(scene: Scene, found: Incident, again: str) -> Message:
    """Something like it is open: join it, or declare all the same. `again` is the button's value."""
    said = fill(
        scene.t.gettext("{reference} “{title}” is open and looks like the same thing. Nothing was declared."),
        reference=scene.reference,
        title=render.line(found.title, 200),
    )
    anyway = kit.button(scene.t.gettext("Declare anyway"), Action.DECLARE_ANYWAY, again, style="danger")
    join = [
        {**button, "text": kit.plain_text(scene.t.gettext("Go to the room"), kit.BUTTON)}
        for button in scene.room_button()
    ]
    return kit.message(said, [kit.section(said), kit.actions(*join, *([anyway] if again else []))], scene.t)


def with_room(scene: Scene, message: Message) -> Message:
    """The message with the button that opens the room."""
    return Message(text=message.text, blocks=(*message.blocks, *room_row(scene)))
