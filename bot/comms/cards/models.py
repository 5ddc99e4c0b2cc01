"""Messages about incident models: those that fit, the checklist that is kept current, giving one up, the solution."""

from __future__ import annotations

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.incident import Task
from bot.warroom.policy import IncidentModel
from bot.warroom.timeline import Entry
from bot.warroom.used_models import UsedModel

MOST_STEPS = 15


def model_line(scene: Scene) -> Markup:
    """The model that is applied and how far it is; else those that fit and how to apply one; else nothing."""
    model = scene.state.model
    if model:
        done, all_ = _progress(scene, model)
        words = scene.t.gettext("*Model:* {title}, version {version}, {done} of {all} steps done")
        return fill(words, title=render.line(model.title, 80), version=model.version, done=done, all=all_)
    fits = [scene.policy.models[name] for name in scene.state.suggested if name in scene.policy.models]
    if not fits or scene.state.models:
        return Markup("")
    words = scene.t.gettext("{title} (`{command} model {name}`)")
    each = [fill(words, title=render.line(it.title, 80), command=scene.command, name=it.name) for it in fits]
    return fill(scene.t.gettext("*Models that fit:* {models}"), models=render.join(", ", each))


def apply_buttons(scene: Scene) -> list[kit.Block]:
    """A button for each model that fits, while none is applied."""
    fits = [scene.policy.models[name] for name in scene.state.suggested if name in scene.policy.models]
    if not fits or scene.state.models:
        return []
    label = scene.t.gettext("Apply: {title}")
    # One action id may stand once in a row of Slack's buttons: each model has a row of its own.
    return [kit.actions(_apply(scene, label.format(title=model.title), model)) for model in fits]


def _apply(scene: Scene, label: str, model: IncidentModel) -> kit.Element:
    return kit.button(label, Action.MODEL_APPLY, value(scene.state.number, name=model.name))


def _progress(scene: Scene, model: UsedModel) -> tuple[int, int]:
    steps = _steps(scene, model)
    return sum(task.done and not task.dropped for task in steps), len(steps)


def _steps(scene: Scene, model: UsedModel) -> list[Task]:
    return [task for task in scene.state.tasks if task.number in model.tasks]


def checklist(scene: Scene, seq: int) -> Message | None:
    """The steps of the model that was applied by this entry, each with a button; kept current."""
    model = next((each for each in scene.state.models if each.seq == seq), None)
    if model is None:
        return None
    done, all_ = _progress(scene, model)
    words = scene.t.gettext("📋 *{title}* (version {version}): {done} of {all} steps done")
    title = fill(words, title=render.line(model.title, 80), version=model.version, done=done, all=all_)
    steps = _steps(scene, model)
    rows = [_row(scene, task, live=model.abandoned is None) for task in steps[:MOST_STEPS]]
    head = kit.section(render.lines(title, _ended(scene, model), *_about(scene, model)))
    return scene.message(title, head, *rows, *_more(scene, len(steps)), *_foot(scene, model))


def _ended(scene: Scene, model: UsedModel) -> Markup:
    if model.abandoned is None:
        return Markup("")
    return fill(scene.t.gettext("🚫 Abandoned: {reason}"), reason=render.line(model.abandoned, 300))


def _about(scene: Scene, model: UsedModel) -> list[Markup]:
    """When it fits, whom it needs, and where the solution is written down."""
    known, vendors, t = scene.policy.models.get(model.name), scene.policy.vendors, scene.t
    lines = [fill("• {condition}", condition=render.line(each, 300)) for each in known.conditions] if known else []
    free = [scene.role(role) for role in known.roles if not scene.state.holding(role)] if known else []
    if free and model.abandoned is None:
        lines.append(fill(t.gettext("⚠️ Nobody yet: {roles}"), roles=render.line(t.listing(free), 300)))
    if known and known.vendors:
        titles = [vendors[name].title if name in vendors else name for name in known.vendors]
        lines.append(fill(t.gettext("*Vendors:* {names}"), names=render.line(", ".join(titles), 300)))
    if model.solution:
        used = t.gettext("✅ used") if model.solution_used else ""
        link = render.link(model.solution, t.gettext("documented solution"))
        lines.append(render.join(" ", ["📗", link, render.escape(used)]))
    return lines


def _row(scene: Scene, task: Task, *, live: bool) -> kit.Block:
    sign = "➖" if task.dropped else "✅" if task.done else "⬜"
    owner = scene.name(task.owner) if task.owner else render.escape(scene.role(task.role)) if task.role else ""
    due = fill(scene.t.gettext("by {time}"), time=scene.time(task.due_at)) if task.due_at and not task.done else ""
    words = fill("{sign} *{n}* {text}", sign=sign, n=task.number, text=render.line(task.text, 200))
    button = kit.button(scene.t.gettext("Done"), Action.TASK_DONE, value(scene.state.number, task=task.number))
    return kit.section(render.join(" · ", [words, owner, due]), accessory=None if task.done or not live else button)


def _more(scene: Scene, steps: int) -> list[kit.Block]:
    more = steps - MOST_STEPS
    if more <= 0:
        return []
    words = scene.t.gettext("… and {n} more: `{command} tasks`")
    return [kit.context(fill(words, n=more, command=scene.command))]


def _foot(scene: Scene, model: UsedModel) -> list[kit.Block]:
    if model.abandoned is not None:
        return []
    abandon = fill(scene.t.gettext("It does not fit? `{command} model abandon <reason>`"), command=scene.command)
    if not model.solution or model.solution_used:
        return [kit.context(abandon)]
    used = scene.button(scene.t.gettext("The documented solution helped"), Action.SOLUTION_USED)
    return [kit.context(abandon), kit.actions(used)]


def abandoned(scene: Scene, event: e.ModelAbandoned, entry: Entry) -> Message:
    """The model did not fit."""
    known = scene.policy.models.get(event.model)
    words = scene.t.gettext("📋 The model *{title}* is not followed any more.")
    said = fill(words, title=render.line(known.title if known else event.model, 80))
    by = fill(scene.t.gettext("By {name}"), name=scene.name(entry.actor))
    reason = render.quoted(render.words(event.reason, REMARK))
    return scene.message(said, kit.section(render.lines(said, reason)), kit.context(by))


def solution_used(scene: Scene, event: e.SolutionUsed, entry: Entry) -> Message:
    """The documented solution was used."""
    link = render.link(event.link, scene.t.gettext("documented solution")) if event.link else Markup("")
    words = scene.t.gettext("📗 {name} says that the {link} was used.")
    return scene.message(fill(words, name=scene.name(entry.actor), link=link))
