"""Opening the forms, from a command or a button alike, and what is said instead when a form cannot open any more.

A trigger lives three seconds and works once; after a crash or a slow moment the typed form still works.
"""

from __future__ import annotations

from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action
from bot.comms.message import Message
from bot.comms.render import fill
from bot.handlers.clerk import Clerk
from bot.handlers.errors import code
from bot.handlers.views import forms
from bot.handlers.views.declare import Draft, declare_form
from bot.handlers.views.parts import Origin
from bot.handlers.visit import Visit
from bot.warroom import events as e
from bot.warroom.errors import WrongState
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES, REOPENABLE, is_open, may_move
from bot.warroom.operations.run_room import MOMENT_KINDS
from bot.warroom.phrases import phrase
from bot.warroom.promising import awake
from bot.warroom.updates import changes

DRAFTED_FROM = frozenset({"action", "decision", "workaround"})


async def update(clerk: Clerk, visit: Visit, state: Incident, audiences: tuple[str, ...] = ()) -> None:
    """The form of a status update, with a draft from the record. Raises WrongState when nothing is told any more."""
    _require(is_open(state.state), state)
    draft = await draft_text(clerk, state)
    told = tuple(each.name for each in clerk.policy.audiences_for(state.concern(), promised=state.promises))
    ticked = audiences or awake(told, state, clerk.policy, clerk.now()) or told
    view = forms.update_form(clerk.scene(state), draft, ticked, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.UPDATE_OPEN, "update <text>"))


async def draft_text(clerk: Clerk, state: Incident) -> str:
    """What is being done, from the latest actions and decisions; else what was said when this state began."""
    kinds = {*MOMENT_KINDS, "state_changed", "update_published"}
    async with clerk.engine.store.reading() as reader:
        entries = await reader.entries(state.number, kinds=kinds, limit=60, latest=True)
    fresh = changes([entry for entry in entries if entry.seq > state.updated_seq and entry.kind in MOMENT_KINDS])
    said = [change.text for change in fresh if change.kind in DRAFTED_FROM]
    if said:
        return "\n".join(said[-3:])
    events = [entry.event for entry in reversed(entries)]
    spoken = (event.text for event in events if isinstance(event, e.StateChanged | e.UpdatePublished) and event.text)
    return next(spoken, "")


async def resolve(clerk: Clerk, visit: Visit, state: Incident) -> None:
    """The form that resolves. Raises NotAllowed, WrongState."""
    await clerk.require_lead(visit, state, phrase("resolve the incident"))
    _require(may_move(state.state, "resolved"), state)
    view = forms.resolve_form(clerk.scene(state), origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.RESOLVE_OPEN, "resolve <what restored the service>"))


async def reopen(clerk: Clerk, visit: Visit, state: Incident) -> None:
    """The form that reopens. Raises NotAllowed, WrongState."""
    _require(state.state in REOPENABLE, state)
    await clerk.require_lead(visit, state, phrase("reopen the incident"))
    view = forms.reopen_form(clerk.scene(state), origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.REOPEN_OPEN, "reopen <reason>"))


async def severity(clerk: Clerk, visit: Visit, state: Incident, wanted: str | None = None) -> None:
    """The form that changes the severity. Raises NotAllowed, WrongState."""
    await clerk.require_lead(visit, state, phrase("change the severity"))
    _require(is_open(state.state), state)
    view = forms.severity_form(clerk.scene(state), origin(visit), wanted)
    typed = f"severity {wanted or 'sev2'} <reason>"
    await clerk.open(visit, view, instead(clerk, state, Action.SEVERITY_OPEN, typed))


async def mark(
    clerk: Clerk, visit: Visit, state: Incident, kind: str, words: str = "", where: Origin | None = None
) -> None:
    """The form that puts something on the timeline: a message, or words."""
    view = forms.mark_form(clerk.scene(state), words, kind, where or origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.ADD_MARK, f"{kind} {words or '<text>'}"))


async def task(clerk: Clerk, visit: Visit, state: Incident, words: str = "") -> None:
    """The form that makes a task."""
    view = forms.task_form(clerk.scene(state), words, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"task {words or '<text>'} @user by 30m"))


async def handover(clerk: Clerk, visit: Visit, state: Incident) -> None:
    """The form that asks somebody to take over. Raises NotAllowed."""
    await clerk.require_lead(visit, state, phrase("hand the lead over"))
    view = forms.handover_form(clerk.scene(state), origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, "handover @user"))


async def declare(clerk: Clerk, visit: Visit, draft: Draft, where: Origin | None = None) -> None:
    """The form that declares."""
    begun = where or origin(visit)
    view = declare_form(clerk.t, clerk.policy, draft, begun)
    verb = "drill" if begun.drill else "declare"
    first = draft.severity or next(iter(clerk.policy.severities))
    typed = " ".join([verb, first, *(["private"] if draft.private else []), draft.title or "<title>"])
    button = kit.button(clerk.t.gettext("Declare incident"), Action.DECLARE_OPEN, style="primary")
    await clerk.open(visit, view, _typed_form(clerk, typed, [button]))


def origin(visit: Visit) -> Origin:
    """What the form remembers of where the person was."""
    return Origin(channel=visit.channel)


def instead(clerk: Clerk, state: Incident, action: Action | None, typed: str) -> Message:
    """What is said where a form about an incident cannot open."""
    scene = clerk.scene(state)
    button = [scene.button(clerk.t.gettext("Open the form"), action, style="primary")] if action else []
    return _typed_form(clerk, f"{state.reference} {typed}", button)


def _typed_form(clerk: Clerk, typed: str, buttons: list[kit.Element]) -> Message:
    words = (
        clerk.t.gettext("The form could not open: Slack allows three seconds for it. Press the button, or type:")
        if buttons
        else clerk.t.gettext("The form could not open: Slack allows three seconds for it. Type instead:")
    )
    said = fill(words + "\n{line}", line=code(clerk.excuses.line(typed)))
    rows = [kit.actions(*buttons)] if buttons else []
    return kit.message(said, [*kit.sections(said), *rows], clerk.t)


def _require(possible: bool, state: Incident) -> None:
    if not possible:
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))
