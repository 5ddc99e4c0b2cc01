"""What each typed subcommand does: words become a command of the core, a list, or a form.

The dispatch table at the end is the whole surface; `vocabulary.VERBS` says how each is typed. Nothing is decided
here: refusals come from the core, and `desk` answers them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.comms.cards import Cards
from bot.comms.message import Message
from bot.handlers import help as helps
from bot.handlers import listings, openers
from bot.handlers.acts import act, act_at
from bot.handlers.clauses import clauses
from bot.handlers.clerk import Clerk
from bot.handlers.commands_assembly import assembly
from bot.handlers.commands_clocks import classify, clock
from bot.handlers.commands_closing import confirm
from bot.handlers.commands_debt import debt, workaround
from bot.handlers.commands_editing import edit, undo
from bot.handlers.commands_erasing import erase
from bot.handlers.commands_export import export
from bot.handlers.commands_find import find
from bot.handlers.commands_follow_up import actions
from bot.handlers.commands_improving import improvement, models
from bot.handlers.commands_lead import handover, mim, release, role
from bot.handlers.commands_links import duplicate, link, resolve_it, unlink
from bot.handlers.commands_majors import accept, candidate, demote, promote, reject
from bot.handlers.commands_models import model, solution
from bot.handlers.commands_objects import action, cancel, decision, hypothesis, investigation, task
from bot.handlers.commands_outputs import output
from bot.handlers.commands_partners import resource, vendor, wait
from bot.handlers.commands_record import done, happened, milestone, remark
from bot.handlers.commands_report import report
from bot.handlers.commands_review import review
from bot.handlers.commands_risks import risk
from bot.handlers.commands_start import declare, drill
from bot.handlers.commands_steer import severity, state
from bot.handlers.commands_survey import survey
from bot.handlers.commands_swarms import swarm
from bot.handlers.commands_tell import update
from bot.handlers.commands_updates import correct
from bot.handlers.listings_promises import listed_promises
from bot.handlers.parsing import Line, head, read_line
from bot.handlers.refusals import BadCount
from bot.handlers.visit import Visit
from bot.handlers.vocabulary import STATE_VERBS, VERBS, canonical
from bot.warroom import commands as c
from bot.warroom.events import MARK_KINDS
from bot.warroom.moments import EDITS, OWN_KEY_KINDS
from bot.warroom.promises import KINDS, ledger

Handler = Callable[[Clerk, Visit, Line], Awaitable[None]]
LINES = 10
EDITS_TYPED: Mapping[str, Handler] = {"edit": edit, "undo": undo, "erase": erase}
"""What may also be typed after `timeline`, since that is where the entry's number was read."""
TELLING = frozenset(
    {*MARK_KINDS, *OWN_KEY_KINDS, "milestone", "marked", "unmarked", "message_edited", "message_deleted", *EDITS}
)
"""Everything that key moments are made of, without reading all that was ever said."""


async def run(clerk: Clerk, visit: Visit) -> None:
    """Do what was typed. Raises the refusals of parsing and of the core."""
    line = read_line(str(visit.payload.get("text") or ""), clerk.policy.prefix, visit.room)
    await HANDLERS[line.verb](clerk, visit, line)


async def _here(clerk: Clerk, visit: Visit, _line: Line) -> None:
    """The command alone: what can I do here?"""
    if visit.room is None:
        opened = len(await clerk.visible(visit))
        await clerk.tell(visit, helps.outside(clerk.t, clerk.excuses.command, opened))
        return
    scene = clerk.scene(await clerk.incident(visit, None))
    await clerk.tell(visit, helps.inside(scene, clerk.excuses.command))


async def _help(clerk: Clerk, visit: Visit, line: Line) -> None:
    word = head(line.rest)[0]
    name = "state" if word.casefold() in STATE_VERBS else canonical(word) if word else None
    command = clerk.excuses.command
    known = name in VERBS and name is not None
    await clerk.tell(
        visit, helps.about(name, clerk.t, command) if known and name else helps.everything(clerk.t, command)
    )


async def _list(clerk: Clerk, visit: Visit, _line: Line) -> None:
    scenes = [clerk.scene(state) for state in await clerk.visible(visit)]
    await clerk.tell(visit, listings.incidents(scenes, clerk.t))


async def _status(clerk: Clerk, visit: Visit, line: Line) -> None:
    if line.named is None and visit.room is None:
        scenes = [clerk.scene(state) for state in await clerk.visible(visit)]
        if len(scenes) != 1:
            await clerk.tell(visit, listings.incidents(scenes, clerk.t))
            return
        found = scenes[0].state
    else:
        found = await clerk.incident(visit, line.named)
    card = Cards(lambda _language: clerk.t).room_card(found, clerk.policy, clerk.now())
    outside = visit.room != found.number
    await clerk.tell(visit, listings.with_room(clerk.scene(found), card) if outside else card)


async def _tasks(clerk: Clerk, visit: Visit, line: Line) -> None:
    found = await clerk.incident(visit, line.named)
    await clerk.tell(visit, listings.tasks(clerk.scene(found), clerk.now()))


async def _promises(clerk: Clerk, visit: Visit, line: Line) -> None:
    found = await clerk.incident(visit, line.named)
    async with clerk.engine.store.reading() as reader:
        entries = await reader.entries(found.number, kinds=KINDS)
    book = ledger(entries, clerk.now(), clerk.policy.updates.grace)
    asked = sum(entry.kind == "update_requested" for entry in entries)
    await clerk.tell(visit, listed_promises(clerk.scene(found), book, clerk.now(), asked=asked))


async def _timeline(clerk: Clerk, visit: Visit, line: Line) -> None:
    word, rest = head(line.rest)
    changes = EDITS_TYPED.get(canonical(word) or "") if word else None
    if changes:
        await changes(clerk, visit, Line(line.verb, rest, line.named))
        return
    found = await clerk.incident(visit, line.named)
    if word and not word.isdecimal():
        raise BadCount(text=word)
    wanted = min(max(int(word[:6]), 1), listings.MOST_LINES) if word else LINES
    await clerk.tell(visit, await timeline(clerk, found.number, wanted, visit))


async def timeline(clerk: Clerk, number: int, count: int, visit: Visit) -> Message:
    """The latest key moments, as a message."""
    found = await clerk.incident(visit, number)
    async with clerk.engine.store.reading() as reader:
        entries = await reader.entries(number, kinds=TELLING)
    return listings.timeline(clerk.scene(found), entries, count)


async def _resolve(clerk: Clerk, visit: Visit, line: Line) -> None:
    found = await clerk.incident(visit, line.named)
    if not line.rest:
        await openers.resolve(clerk, visit, found)
        return
    text, at, notice = happened(clerk, visit, clauses(line.rest, frozenset({"at"})))
    await resolve_it(clerk, visit, found, c.Resolve(text=await clerk.readable(text), at=at), notice)


async def _reopen(clerk: Clerk, visit: Visit, line: Line) -> None:
    if line.rest:
        await act_at(clerk, visit, line, lambda text: c.Reopen(reason=text))
    else:
        await openers.reopen(clerk, visit, await clerk.incident(visit, line.named))


async def _close(clerk: Clerk, visit: Visit, line: Line) -> None:
    await act(clerk, visit, await clerk.incident(visit, line.named), c.Close())


ENDS: Mapping[str, Handler] = {"resolved": _resolve, "reopened": _reopen, "closed": _close, "cancelled": cancel}


async def _state(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`state resolved …` means the subcommand of that name."""
    end = await state(clerk, visit, line)
    if end:
        await ENDS[end](clerk, visit, Line(line.verb, head(line.rest)[1], line.named))


HANDLERS: Mapping[str, Handler] = {
    "": _here,
    "help": _help,
    "declare": declare,
    "drill": drill,
    "candidate": candidate,
    "accept": accept,
    "reject": reject,
    "promote": promote,
    "demote": demote,
    "classify": classify,
    "clock": clock,
    "list": _list,
    "status": _status,
    "severity": severity,
    "state": _state,
    "mim": mim,
    "handover": handover,
    "role": role,
    "release": release,
    "assembly": assembly,
    "swarm": swarm,
    **dict.fromkeys((kind for kind in MARK_KINDS if kind in VERBS), remark),
    "hypothesis": hypothesis,
    "decision": decision,
    "action": action,
    "investigation": investigation,
    "workaround": workaround,
    "task": task,
    "tasks": _tasks,
    "actions": actions,
    "model": model,
    "solution": solution,
    "vendor": vendor,
    "wait": wait,
    "resource": resource,
    "risk": risk,
    "debt": debt,
    "done": done,
    "milestone": milestone,
    "update": update,
    "correct": correct,
    "promises": _promises,
    "timeline": _timeline,
    "edit": edit,
    "erase": erase,
    "undo": undo,
    "export": export,
    "resolve": _resolve,
    "link": link,
    "unlink": unlink,
    "duplicate": duplicate,
    "confirm": confirm,
    "survey": survey,
    "output": output,
    "reopen": _reopen,
    "close": _close,
    "cancel": cancel,
    "review": review,
    "report": report,
    "find": find,
    "improvement": improvement,
    "models": models,
}
