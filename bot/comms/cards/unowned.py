"""The list of work that nobody owns, with a button on each line by which somebody does."""

from __future__ import annotations

from collections.abc import Iterator

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom.unowned import Unowned, unowned

MOST_ROWS = 12


def message(scene: Scene, *, replaced: bool = False) -> Message:
    """The list as it stands, a word once everything is owned, or (`replaced`) that a newer one stands below."""
    t = scene.t
    found = unowned(scene.state, scene.policy)
    if replaced:
        return scene.message(fill(t.gettext("🙋 A newer list of unowned work stands below.")))
    if not found:
        return scene.message(fill(t.gettext("✅ Everything has an owner now. Thank you.")))
    rows = list(_rows(scene, found))
    title = fill(t.gettext("🙋 *Nobody owns this yet.* Who takes it?"))
    more = len(rows) - MOST_ROWS
    rest = [kit.context(fill(t.gettext("… and {n} more."), n=more))] if more > 0 else []
    return scene.message(title, kit.section(title), *rows[:MOST_ROWS], *rest)


def _rows(scene: Scene, found: Unowned) -> Iterator[kit.Block]:
    t, number = scene.t, scene.state.number
    for role in found.roles:
        words = fill(t.gettext("👤 {role}"), role=render.bold(scene.role(role)))
        action = Action.MIM_CLAIM if role == "mim" else Action.ROLE_TAKE
        yield _row(scene, words, action, value(number, name=role))
    for swarm in found.swarms:
        goal = render.line(swarm.goal, 120)
        words = fill(t.gettext("🐝 Swarm *{name}*"), name=render.line(swarm.name, 60))
        yield _row(scene, render.join(" · ", [words, goal]), Action.SWARM_TAKE, value(number, name=str(swarm.number)))
    for task in found.tasks:
        words = fill(t.gettext("☑️ Task {n}: {text}"), n=task.number, text=render.line(task.text, 160))
        yield _row(scene, words, Action.TASK_TAKE, value(number, task=task.number))


def _row(scene: Scene, words: Markup, action: Action, which: str) -> kit.Block:
    return kit.section(words, accessory=kit.button(scene.t.gettext("I take it"), action, which))
