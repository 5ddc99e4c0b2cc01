"""Cards of hypotheses, decisions and actions, kept current in place, and what the room is told as their clocks run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import PASSAGE, REMARK, Scene
from bot.comms.locale import _
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.words import mark_emoji, mark_name
from bot.warroom import events as e
from bot.warroom.lifecycle import is_open
from bot.warroom.objects import (
    ActionTaken,
    DecisionTaken,
    Hypothesis,
    Numbered,
    disproved_before,
    find,
    kind_of,
    label,
    labelled,
    standing,
)
from bot.warroom.timeline import Entry

STATUS = {
    "proposed": _("proposed"),
    "testing": _("🔎 being tested"),
    "confirmed": _("✅ confirmed"),
    "disproved": _("❌ disproved"),
}
MOST_AT_A_GLANCE, LINE = 4, 120


def object_card(scene: Scene, name: str) -> Message | None:
    """The card of H1, D2 or A3 as it stands; None when there is none."""
    it = labelled(scene.state, name)
    if it is None:
        return None
    spoken = fill("{head}: {text}", head=_title(scene, it), text=render.line(it.text, 300))
    buttons = [] if it.withdrawn else list(_buttons(scene, it))
    body = render.lines(_head(scene, it), render.words(it.text, REMARK), *_told(scene, it))
    return scene.message(spoken, kit.section(body), *([kit.actions(*buttons)] if buttons else []))


def _title(scene: Scene, it: Numbered) -> Markup:
    kind = kind_of(it)
    words = fill("{label} {kind}", label=label(kind, it.number), kind=mark_name(kind, scene.t))
    return render.join(" ", [mark_emoji(kind), render.bold(words)])


def _head(scene: Scene, it: Numbered) -> Markup:
    who = scene.name(it.by) if it.by else ""
    return render.join(" · ", [_title(scene, it), who, render.escape(standing_words(scene, it))])


def standing_words(scene: Scene, it: Numbered) -> str:
    """Where it stands, in a word or two."""
    t = scene.t
    if it.withdrawn:
        return t.gettext("withdrawn")
    if isinstance(it, Hypothesis):
        return t.gettext(STATUS[it.status])
    if isinstance(it, DecisionTaken):
        return _decided(scene, it)
    if isinstance(it, ActionTaken):
        undone = t.gettext("↩️ rolled back") if it.rolled_back else ""
        return undone or (t.gettext("✅ done") if it.result else t.gettext("result not known yet"))
    return ""


def _decided(scene: Scene, it: DecisionTaken) -> str:
    t, count = scene.t, len(it.objections)
    if not it.settled and not count:
        return t.gettext("open to objections")
    if not count:
        return t.gettext("✅ no objection")
    return t.ngettext("⚠️ {n} objection", "⚠️ {n} objections", count).format(n=count)


def _told(scene: Scene, it: Numbered) -> Iterator[Markup]:
    """What is known of it, line by line."""
    t = scene.t
    yield _quoted(t.gettext("*Withdrawn:* {text}"), it.taken_back or "")
    if isinstance(it, Hypothesis):
        yield repeated(scene, it)
        yield scene.owed(it.owner, it.due_at) if it.unsettled else Markup("")
        yield _quoted(t.gettext("*Evidence:* {text}"), it.evidence)
    elif isinstance(it, DecisionTaken):
        yield _window(scene, it)
        for each in it.objections:
            yield fill(
                t.gettext("✋ {name}: {text}"), name=scene.name(each.person), text=render.words(each.text, PASSAGE)
            )
    elif isinstance(it, ActionTaken):
        yield scene.owed(it.owner, it.due_at)
        yield _quoted(t.gettext("*Result:* {text}"), it.result)
        yield _quoted(t.gettext("*To take it back:* {text}"), it.plan)
        yield _quoted(t.gettext("*Rolled back:* {text}"), it.rolled_back)


def _quoted(sentence: str, text: str) -> Markup:
    return fill(sentence, text=render.words(text, PASSAGE)) if text else Markup("")


def repeated(scene: Scene, it: Hypothesis) -> Markup:
    """That something like it was disproved before, and by what; nothing otherwise."""
    before = disproved_before(scene.state, it.text, scene.policy.work.repeated_above, but=it.number)
    if before is None or before.number > it.number or it.status == "disproved":
        return Markup("")
    said = scene.t.gettext("⚠️ Much like {label}, which was disproved: {evidence}")
    name = label("hypothesis", before.number)
    return fill(said, label=render.bold(name), evidence=render.line(before.evidence, PASSAGE))


def _window(scene: Scene, it: DecisionTaken) -> Markup:
    if not it.pending or not (is_open(scene.state.state) or scene.state.state == "resolved"):
        return Markup("")
    ends = it.closes_at(scene.policy.work.objections_within)
    return fill(scene.t.gettext("Strong objections? Until {time}."), time=scene.time(ends))


def _buttons(scene: Scene, it: Numbered) -> Iterator[kit.Element]:
    t = scene.t
    if isinstance(it, Hypothesis) and it.unsettled:
        yield from hypothesis_buttons(scene, it)
    elif isinstance(it, DecisionTaken) and it.pending and _window(scene, it):
        yield _button(scene, it, t.gettext("Object…"), Action.DECISION_OBJECT_OPEN)
    elif isinstance(it, ActionTaken) and not it.rolled_back:
        yield _button(scene, it, t.gettext("Result…"), Action.ACTION_RESULT_OPEN)
        yield _button(scene, it, t.gettext("Rolled back…"), Action.ACTION_UNDONE_OPEN)


def hypothesis_buttons(scene: Scene, it: Hypothesis) -> list[kit.Element]:
    """Test it, or (while it is tested) more time; confirm; disprove."""
    t, testing = scene.t, it.status == "testing"
    test = t.gettext("More time…") if testing else t.gettext("Test it…")
    return [
        _button(scene, it, test, Action.HYPOTHESIS_TEST_OPEN),
        _button(scene, it, t.gettext("Confirm…"), Action.HYPOTHESIS_CONFIRM_OPEN),
        _button(scene, it, t.gettext("Disprove…"), Action.HYPOTHESIS_DISPROVE_OPEN),
    ]


def _button(scene: Scene, it: Numbered, words: str, action: Action) -> kit.Element:
    return kit.button(words, action, value(scene.state.number, name=label(kind_of(it), it.number)))


def action_overdue(scene: Scene, event: e.ActionOverdue, _entry: Entry) -> Message | None:
    """An action's time is over: its owner is called, or somebody is asked, what it brought."""
    it = find(scene.state, "action", event.number)
    if not isinstance(it, ActionTaken):
        return None
    words = (
        scene.t.gettext("⏰ {who}, what did *{label}* bring? {text}")
        if event.owner
        else scene.t.gettext("⏰ What did *{label}* bring? It belongs to nobody: {text}")
    )
    return _about_action(scene, it, fill(words, who=render.mention(event.owner.id) if event.owner else "",
                                         label=label("action", it.number), text=render.line(it.text, 300)))  # fmt: skip


def action_told(scene: Scene, event: object, _entry: Entry) -> Message | None:
    """A direct message: an action is due soon; nothing once its result is known."""
    it = find(scene.state, "action", event.number) if isinstance(event, e.ActionReminded) else None
    if not isinstance(it, ActionTaken) or not it.running or it.due_at is None:
        return None
    words = scene.t.gettext("⏳ {reference}: the result of *{label}* is due {time}: {text}")
    said = fill(words, reference=scene.reference, label=label("action", it.number), time=scene.near(it.due_at),
                text=render.line(it.text, 300))  # fmt: skip
    return _about_action(scene, it, said, *scene.room_button())


def _about_action(scene: Scene, it: ActionTaken, said: Markup, *more: kit.Element) -> Message:
    buttons = [*(_buttons(scene, it) if it.running else ()), *more]
    return scene.message(said, kit.section(said), *([kit.actions(*buttons)] if buttons else []))


def at_a_glance(scene: Scene) -> Markup:
    """For the room's card: hypotheses nobody knows the truth of yet, and decisions that may be objected to."""
    t, state = scene.t, scene.state
    if not is_open(state.state):
        return Markup("")
    open_ones: list[Numbered] = [it for it in standing(state.hypotheses) if it.unsettled]
    pending: list[Numbered] = [it for it in standing(state.decisions) if it.pending]
    shown = [*open_ones[-MOST_AT_A_GLANCE:], *pending[-MOST_AT_A_GLANCE:]]
    if not shown:
        return Markup("")
    return render.lines(fill(t.gettext("*Hypotheses and decisions*")), *(object_line(scene, it) for it in shown))


def object_line(scene: Scene, it: Numbered) -> Markup:
    """It on one line: what it is, where it stands, whose it is."""
    kind = kind_of(it)
    words = fill(
        "{emoji} *{label}* {text}",
        emoji=mark_emoji(kind),
        label=label(kind, it.number),
        text=render.line(it.text, LINE),
    )
    owed = scene.owed(it.owner, it.due_at) if isinstance(it, Hypothesis) and it.unsettled else Markup("")
    return render.join(" · ", [words, render.escape(standing_words(scene, it)), owed])


def investigation(scene: Scene) -> Message:
    """Every hypothesis, decision and action that stands."""
    t, state = scene.t, scene.state
    groups: Sequence[Sequence[Numbered]] = (
        standing(state.hypotheses), standing(state.decisions), standing(state.actions),
    )  # fmt: skip
    lines = [object_line(scene, it) for group in groups for it in group]
    if not lines:
        none = t.gettext("No hypothesis, decision or action yet. To begin: `{command} hypothesis <text>`")
        return scene.message(fill(none, command=scene.command))
    title = fill(t.gettext("*{reference}: hypotheses, decisions, actions*"), reference=state.reference)
    more = fill(t.gettext("One with its buttons: `{command} hypothesis H1`"), command=scene.command)
    said = render.lines(title, *lines[-40:])
    return scene.message(said, *kit.sections(said), kit.context(more))


def hypothesis_due(scene: Scene, event: e.HypothesisDue, _entry: Entry) -> Message | None:
    """The call-back: the time-box is over, so the owner is asked."""
    it = find(scene.state, "hypothesis", event.number)
    if not isinstance(it, Hypothesis):
        return None
    who = render.mention(event.owner.id) if event.owner else scene.name(scene.state.mim)
    said = fill(
        scene.t.gettext("⏰ {who}, the time for *{label}* is over: {text}"),
        who=who,
        label=label("hypothesis", it.number),
        text=render.line(it.text, 300),
    )
    rows = [kit.actions(*hypothesis_buttons(scene, it))] if it.unsettled else []
    ask = fill(scene.t.gettext("What did you find?"))
    return scene.message(said, kit.section(render.lines(said, ask)), *rows)


def decision_settled(scene: Scene, event: e.DecisionSettled, _entry: Entry) -> Message | None:
    """The window is over: nobody objected, or who did."""
    it = find(scene.state, "decision", event.number)
    if not isinstance(it, DecisionTaken):
        return None
    words = (
        scene.t.gettext("⚖️ *{label}* stands with objections: {text}")
        if event.objections
        else scene.t.gettext("⚖️ Nobody objected to *{label}*: {text}")
    )
    said = fill(words, label=label("decision", it.number), text=render.line(it.text, 300))
    against = [fill("✋ {words}", words=render.line(each, PASSAGE)) for each in event.objections]
    mim = fill(scene.t.gettext("{name} decides whether it holds."), name=scene.name(scene.state.mim))
    return scene.message(render.lines(said, *against, mim if against else ""))
