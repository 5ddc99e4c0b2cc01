"""The Home tab: what waits for this person, and the open incidents that they may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.improvements import RegisterWords
from bot.comms.cards.objects import hypothesis_buttons, object_line
from bot.comms.cards.scene import Scene
from bot.comms.locale import Translator
from bot.comms.render import Markup, fill
from bot.handlers.listings import incident_line, task_line
from bot.handlers.views import home_waiting as waiting
from bot.handlers.views.home_improving import improving
from bot.warroom.base import Moment
from bot.warroom.objects import standing
from bot.warroom.operations.stewarding import Waiting
from bot.warroom.policy import Policy

MOST_MINE, MOST_TASKS, MOST_TESTED, MOST_OPEN = 10, 10, 5, 32


@dataclass(frozen=True)
class Known:
    """What the tab is drawn from, as far as the person may see it: `ended` and `owing` are incidents that are over,
    those last declared, those with workarounds and those with tasks; `register` is what of the improvement register
    waits for the person, `language` what they chose.
    """

    policy: Policy
    scenes: Sequence[Scene]
    ended: Sequence[Scene] = ()
    owing: Sequence[Scene] = ()
    following: Sequence[Scene] = ()
    register: Waiting = field(default_factory=Waiting)
    language: str = ""


def home_view(known: Known, user: str, now: Moment, t: Translator) -> kit.Block:
    """The tab: what waits for this person, then the open incidents, newest first, as many as there is room for."""
    scenes = known.scenes
    mine = _waits(known, user, now, t)
    after = [
        *waiting.debts([*scenes, *known.owing], user, now, t),
        *waiting.actions(known.following, user, now, t),
        *waiting.reviews_due(known.ended, user, now, t),
        *waiting.reviews(known.ended, t),
        waiting.language(known.language, t),
    ]
    head = kit.header(t.ngettext("{n} open incident", "{n} open incidents", len(scenes)).format(n=len(scenes)))
    room = kit.VIEW_BLOCKS - len(mine) - len(after) - 2
    return kit.home([*mine, head, *_incidents(scenes, min(room, MOST_OPEN), now, t), *after])


def _waits(known: Known, user: str, now: Moment, t: Translator) -> list[kit.Block]:
    """What stands above the open incidents: it is asked of this person."""
    scenes = known.scenes
    declare = kit.button(t.gettext("Declare incident"), Action.DECLARE_OPEN, style="danger")
    return [
        kit.actions(declare, kit.button(t.gettext("Find incidents"), Action.FIND_OPEN)),
        *waiting.candidates(scenes, user, t),
        *waiting.approvals(scenes, user, t),
        *waiting.overdue(scenes, now, t),
        *improving(known.register, RegisterWords(t, known.policy), now),
        *_roles(scenes, user, t),
        *_tasks(scenes, user, now, t),
        *_hypotheses(scenes, user, t),
        *waiting.clocks([*scenes, *known.ended], now, t),
    ]


def _roles(scenes: Sequence[Scene], user: str, t: Translator) -> list[kit.Block]:
    mine = [(scene, held) for scene in scenes if (held := _held(scene, user))]
    if not mine:
        return []
    lines = [
        fill("• {reference}: {roles} · {room}", reference=scene.named, roles=scene.t.listing(held), room=scene.room)
        for scene, held in mine[:MOST_MINE]
    ]
    rest = waiting.more(len(mine) - MOST_MINE, t)
    return [kit.section(render.lines(fill(t.gettext("*My roles*")), *lines)), *rest]


def _held(scene: Scene, user: str) -> list[str]:
    roles = dict.fromkeys(["mim", *(holder.role for holder in scene.state.holders)])
    return [scene.role(role) for role in roles if any(person.id == user for person in scene.state.holding(role))]


def _tasks(scenes: Sequence[Scene], user: str, now: Moment, t: Translator) -> list[kit.Block]:
    """What this person owes, the nearest due first; what is due at no time comes last."""
    owed = [
        (scene, task)
        for scene in scenes
        for task in scene.state.tasks
        if not task.done and task.owner and task.owner.id == user
    ]
    mine = sorted(owed, key=lambda pair: (pair[1].due_at is None, pair[1].due_at or now))
    rows = [
        kit.section(
            render.join(" · ", [scene.named, task_line(scene, task, now)]),
            accessory=kit.button(t.gettext("Done"), Action.TASK_DONE, value(scene.state.number, task=task.number)),
        )
        for scene, task in mine[:MOST_TASKS]
    ]
    rest = waiting.more(len(mine) - MOST_TASKS, t)
    return [kit.section(fill(t.gettext("*My tasks*"))), *rows, *rest] if rows else []


def _hypotheses(scenes: Sequence[Scene], user: str, t: Translator) -> list[kit.Block]:
    """What this person is finding out, with the buttons that say what was found."""
    mine = [
        (scene, it)
        for scene in scenes
        for it in standing(scene.state.hypotheses)
        if it.unsettled and it.owner and it.owner.id == user
    ]
    rows = [
        block
        for scene, it in mine[:MOST_TESTED]
        for block in (
            kit.section(render.join(" · ", [scene.named, object_line(scene, it)])),
            kit.actions(*hypothesis_buttons(scene, it)),
        )
    ]
    rest = waiting.more(len(mine) - MOST_TESTED, t)
    return [kit.section(fill(t.gettext("*My hypotheses*"))), *rows, *rest] if rows else []


def _incidents(scenes: Sequence[Scene], most: int, now: Moment, t: Translator) -> list[kit.Block]:
    if not scenes:
        return [kit.section(fill(t.gettext("Nothing is open. Good.")))]
    rows = [_incident(scene, now) for scene in scenes[:most]]
    more = len(scenes) - len(rows)
    rest = [kit.context(fill(t.gettext("… and {n} more: `/incident find open`"), n=more))] if more > 0 else []
    return [*rows, *rest]


def _incident(scene: Scene, now: Moment) -> kit.Block:
    buttons = scene.room_button()
    text = render.lines(incident_line(scene), _next_promise(scene, now))
    return kit.section(text, accessory=buttons[0] if buttons else None)


def _next_promise(scene: Scene, now: Moment) -> Markup:
    due = scene.state.next_due
    if due is None:
        return Markup("")
    overdue, coming = scene.t.gettext("⏰ Update overdue since {time}"), scene.t.gettext("Next update by {time}")
    return fill(overdue if due < now else coming, time=scene.near(due))
