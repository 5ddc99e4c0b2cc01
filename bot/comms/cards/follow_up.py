"""Actions on their way to a verified close: the list of them, what the room is told, and the direct messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import Scene
from bot.comms.cards.tasks import TEXT, _task, task_buttons
from bot.comms.locale import Translator, _
from bot.comms.message import Message
from bot.comms.progress import STANDINGS
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.base import Moment, Value
from bot.warroom.follow_up import Standing, is_follow_up, standing
from bot.warroom.incident import Task
from bot.warroom.timeline import Entry

MOST = 20
ORDER: Sequence[Standing] = ("late", "to_verify", "open", "done", "verified", "dropped")
UNFINISHED = frozenset({"late", "to_verify", "open"})
SIGNS: Mapping[Standing, str] = {
    "late": "⏰", "to_verify": "🔎", "open": "•", "done": "☑️", "verified": "✅", "dropped": "➖",
}  # fmt: skip
Followed = tuple[Scene, Task]


def followed(scenes: Sequence[Scene], now: Moment) -> list[Followed]:
    """The actions of these incidents: overdue ones first, then those to verify, then by date."""
    found = [(scene, task) for scene in scenes for task in scene.state.tasks if is_follow_up(scene.state, task)]
    last = max((task.due_at for _scene, task in found if task.due_at), default=now)
    return sorted(found, key=lambda it: (ORDER.index(standing(it[0].state, it[1], now)), it[1].due_at or last))


def unfinished(scenes: Sequence[Scene], now: Moment) -> list[Followed]:
    """Those that somebody still owes something."""
    return [(scene, task) for scene, task in followed(scenes, now) if standing(scene.state, task, now) in UNFINISHED]


def action_line(scene: Scene, task: Task, now: Moment) -> Markup:
    """An action on one or two lines: what, whose, by when, first by when, and what shows that it worked."""
    t, how = scene.t, standing(scene.state, task, now)
    what = fill("{sign} *{reference} #{n}* {text}", sign=SIGNS[how], reference=scene.state.reference, n=task.number,
                text=render.line(task.text, 160))  # fmt: skip
    moved = task.first_due_at if task.first_due_at != task.due_at else None
    first = fill(t.gettext("first due {time}"), time=scene.day_time(moved)) if moved else ""
    nobody = fill(t.gettext("⚠️ no owner")) if task.owner is None and how in {"open", "late"} else ""
    head = render.join(
        " · ", [what, fill(t.gettext(STANDINGS[how])), scene.owed(task.owner, task.due_at), first, nobody]
    )
    return render.lines(head, _more(scene, task))


def _more(scene: Scene, task: Task) -> Markup:
    t = scene.t
    shown = fill(t.gettext("Works when: {outcome}"), outcome=render.line(task.outcome, 160)) if task.outcome else ""
    because = fill(t.gettext("Because: {reason}"), reason=render.line(task.because, 160)) if task.because else ""
    who = t.gettext("Verified by {name}")
    verified = fill(who, name=scene.name(task.verified_by)) if task.verified_by else ""
    said = render.join(" · ", [shown, because, verified])
    return fill("> {said}", said=said) if said else Markup("")


def buttons(scene: Scene, task: Task, now: Moment) -> list[kit.Element]:
    """The next step of this action."""
    which = value(scene.state.number, task=task.number)
    match standing(scene.state, task, now):
        case "to_verify":
            return [kit.button(scene.t.gettext("It holds"), Action.TASK_VERIFY, which)]
        case "open" | "late":
            return task_buttons(scene, task)
    return []


def _more_buttons(scene: Scene, task: Task) -> list[kit.Element]:
    """By what it is seen to work, while nobody has said so, and that it is not going to be done."""
    which = value(scene.state.number, task=task.number)
    outcome = kit.button(scene.t.gettext("Works when…"), Action.TASK_OUTCOME_OPEN, which)
    return [
        *([] if task.outcome else [outcome]),
        kit.button(scene.t.gettext("Not doing…"), Action.TASK_DROP_OPEN, which),
    ]


def register(scenes: Sequence[Scene], now: Moment, t: Translator, *, everything: bool) -> Message:
    """The actions of one incident with what became of each, or those of all that somebody may see and owe."""
    items = followed(scenes, now) if everything else unfinished(scenes, now)
    if not items:
        said = fill(t.gettext("No action is open. To add one: `/incident MI-42 task <text> @user by 14d`"))
        return kit.message(said, [kit.section(said)], t)
    late = sum(standing(scene.state, task, now) == "late" for scene, task in items)
    words = t.ngettext("*{n} action*, {late} overdue", "*{n} actions*, {late} overdue", len(items))
    title = fill(words, n=len(items), late=late)
    rows = [_row(scene, task, now) for scene, task in items[:MOST]]
    more = len(items) - MOST
    rest = [kit.context(fill(t.gettext("… and {n} more"), n=more))] if more > 0 else []
    lines = render.lines(title, *(action_line(scene, task, now) for scene, task in items[:MOST]))
    return kit.message(lines, [kit.section(title), *rows, *rest, kit.context(_forms(t))], t)


def _forms(t: Translator) -> Markup:
    return fill(
        t.gettext(
            "`task 3 outcome <what anybody can see then>` · `task 3 verified` · `task 3 not verified <why>` · "
            "`task 3 not doing <why>`"
        )
    )


def _row(scene: Scene, task: Task, now: Moment) -> kit.Block:
    return kit.section(action_line(scene, task, now), accessory=next(iter(buttons(scene, task, now)), None))


def _said(template: str, words: str) -> Callable[[Scene, Any, Entry], Message | None]:
    def drawn(scene: Scene, event: Any, entry: Entry) -> Message | None:
        task = _task(scene, event.task)
        if task is None:
            return None
        said = fill(scene.t.gettext(template), name=scene.name(entry.actor), n=task.number,
                    text=render.line(task.text, TEXT))  # fmt: skip
        text: str = getattr(event, words)
        quoted = render.quoted(render.words(text, TEXT)) if text else Markup("")
        return scene.message(said, kit.section(render.lines(said, quoted)))

    return drawn


def told(scene: Scene, event: object, entry: Entry) -> Message | None:
    """A direct message: due soon or overdue, to verify, or open again; nothing when that is past."""
    task = _task(scene, event.task) if isinstance(event, e.FollowUpReminded | e.TaskDone | e.TaskDoubted) else None
    if task is None:
        return None
    if isinstance(event, e.TaskDone):
        return _to_verify(scene, task, entry) if task.done and task.verified_at is None else None
    if task.done:
        return None
    words = scene.t.gettext("↩️ {name}: task {n} of {reference} does not hold and is open again: {text}")
    if isinstance(event, e.FollowUpReminded):
        late = event.due_at <= entry.recorded_at
        words = (
            scene.t.gettext("⏰ Task {n} of {reference} was due {time}: {text}")
            if late
            else scene.t.gettext("⏳ Task {n} of {reference} is due {time}: {text}")
        )
    due = scene.day_time(task.due_at) if task.due_at else ""
    said = fill(words, name=scene.name(entry.actor), n=task.number, reference=scene.reference, time=due,
                text=render.line(task.text, TEXT))  # fmt: skip
    why = render.quoted(render.words(event.reason, TEXT)) if isinstance(event, e.TaskDoubted) else _more(scene, task)
    next_ = scene.t.gettext("👉 Another date: `{command} {reference} task {n} by 14d`. "
                            "Not going to be done: `{command} {reference} task {n} not doing <why>`")  # fmt: skip
    do = fill(next_, command=scene.command, reference=scene.state.reference, n=task.number)
    return scene.message(
        said,
        kit.section(render.lines(said, why)),
        kit.context(do),
        kit.actions(*task_buttons(scene, task), *_more_buttons(scene, task)),
    )


def _to_verify(scene: Scene, task: Task, entry: Entry) -> Message:
    words = scene.t.gettext("🔎 {name} finished task {n} of {reference}: {text}. Look whether it holds.")
    said = fill(words, name=scene.name(entry.actor), n=task.number, reference=scene.reference,
                text=render.line(task.text, TEXT).rstrip("."))  # fmt: skip
    next_ = scene.t.gettext("👉 It does not hold? `{command} {reference} task {n} not verified <what is missing>`")
    do = fill(next_, command=scene.command, reference=scene.state.reference, n=task.number)
    which = value(scene.state.number, task=task.number)
    holds = kit.button(scene.t.gettext("It holds"), Action.TASK_VERIFY, which, style="primary")
    doubt = kit.button(scene.t.gettext("It does not…"), Action.TASK_DOUBT_OPEN, which)
    return scene.message(
        said, kit.section(render.lines(said, _more(scene, task))), kit.context(do), kit.actions(holds, doubt)
    )


DIRECT = ("follow_up", "verify", "task_doubted")
DRAWN: Mapping[type[Value], Callable[[Scene, Any, Entry], Message | None]] = {
    e.OutcomeAgreed: _said(_("🎯 {name}: task {n} “{text}” works when:"), "text"),
    e.TaskVerified: _said(_("✅ {name} verified task {n} “{text}”"), "text"),
    e.TaskDoubted: _said(_("↩️ {name}: task {n} “{text}” does not hold and is open again:"), "reason"),
    e.TaskDropped: _said(_("➖ {name}: task {n} “{text}” is not going to be done, because:"), "reason"),
}
