"""`declare` and `drill`: typed with severity and title they open at once; anything missing opens the form, filled."""

from __future__ import annotations

from bot.comms.cards import blockkit as kit
from bot.comms.message import Message
from bot.comms.render import size
from bot.handlers import answers, listings, openers
from bot.handlers import commands_trials as trials
from bot.handlers.clerk import Clerk
from bot.handlers.commands_drills import replay, replay_of
from bot.handlers.declaring import Declaration, declaration, shortened
from bot.handlers.parsing import Line
from bot.handlers.views.declare import Draft
from bot.handlers.views.parts import Origin
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom.errors import EmptyText, SimilarOpen
from bot.warroom.modelling import known_model
from bot.warroom.operations.engine import Performed

CANDIDATE_FORM, DRILL_CANDIDATE_FORM = "`/incident candidate <title>`", "`/incident drill candidate <title>`"
CANDIDATE = frozenset({"candidate", "kandidat"})


async def declare(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident declare [sev] [private] [@mim] <title>`."""
    await _start(clerk, visit, declaration(line.rest, clerk.policy), drill=False)


async def drill(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident drill [sev] <title>`: without a severity the highest, so that the whole path is exercised.

    `drill replay MI-42 [4x]` plays an incident again; `drill comms [audience]` tests the channels;
    `drill candidate <title>` exercises judging a report.
    """
    tested = trials.trial_of(line.rest, clerk.policy)
    if tested is not None:
        await trials.ask(clerk, visit, tested)
        return
    asked = replay_of(line.rest, clerk.policy.prefix)
    if asked:
        await replay(clerk, visit, *asked)
        return
    typed = declaration(line.rest, clerk.policy, CANDIDATE)
    if typed.also:
        await report_candidate(clerk, visit, typed, drill=True)
        return
    await _start(clerk, visit, typed, drill=True)


async def report_candidate(clerk: Clerk, visit: Visit, typed: Declaration, *, drill: bool) -> None:
    """A report that the MIM judges, in earnest or as an exercise. Raises EmptyText."""
    if not typed.title:
        raise EmptyText(form=DRILL_CANDIDATE_FORM if drill else CANDIDATE_FORM)
    mim = await clerk.person(visit, typed.mim) if typed.mim else None
    command = c.DeclareIncident(
        title=await clerk.readable(typed.title),
        severity=typed.severity or clerk.policy.assumed_severity,
        private=typed.private,
        drill=drill,
        mim=mim,
        services=typed.services,
        candidate=True,
    )
    await open_incident(clerk, visit, command)


async def _start(clerk: Clerk, visit: Visit, typed: Declaration, *, drill: bool) -> None:
    title = await clerk.readable(typed.title)
    mim = await clerk.person(visit, typed.mim) if typed.mim else None
    by_model = known_model(typed.model, clerk.policy).severity if typed.model else ""
    severity = typed.severity or by_model or (next(iter(clerk.policy.severities)) if drill else None)
    if title and severity and (typed.sure or drill):
        command = c.DeclareIncident(
            title=title, severity=severity, private=typed.private, drill=drill, mim=mim, model=typed.model,
            services=typed.services,
        )  # fmt: skip
        await open_incident(clerk, visit, command)
        return
    where = Origin(channel=visit.channel, drill=drill, mim=mim.id if mim else None, model=typed.model)
    draft = Draft(title=title, severity=severity, private=typed.private, services=typed.services)
    await openers.declare(clerk, visit, draft, where)


async def open_incident(clerk: Clerk, visit: Visit, command: c.DeclareIncident) -> None:
    """Declare, or show the open incident that it resembles, with a button to declare all the same."""
    title, symptoms = shortened(command.title)
    notice = clerk.t.gettext("That is longer than a title: every word is kept as the symptoms.") if symptoms else ""
    command = command.model_copy(update={"title": title, "symptoms": symptoms or command.symptoms})
    try:
        await clerk.declare(visit, command, told_of(clerk, notice))
    except SimilarOpen as refusal:
        found = await clerk.incident(visit, int(refusal.facts["number"]))
        anyway = command.model_copy(update={"anyway": True}).model_dump_json(exclude_defaults=True)
        again = anyway if size(anyway) <= kit.VALUE else ""
        await clerk.tell(visit, listings.similar(clerk.scene(found), found, again))


def told_of(clerk: Clerk, notice: str = "") -> answers.Told:
    """The answer to a declaration; `notice` says what was understood differently than typed."""

    def told(performed: Performed) -> Message | None:
        return answers.declared(clerk.scene(performed.state), notice) if performed.state else None

    return told
