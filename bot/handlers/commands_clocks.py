"""`classify` and `clock`: must an authority be told, by when, and what was submitted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.comms.cards import blockkit as kit
from bot.comms.cards import clocks as cards
from bot.comms.cards.ids import Action, Press
from bot.comms.message import Message
from bot.comms.render import fill
from bot.handlers.acts import act
from bot.handlers.clauses import clauses
from bot.handlers.clerk import Clerk
from bot.handlers.commands_record import happened
from bot.handlers.openers import instead, origin
from bot.handlers.parsing import Line, head
from bot.handlers.refusals import Stale
from bot.handlers.views import clocks as forms
from bot.handlers.visit import Visit
from bot.warroom import commands_clocks as ck
from bot.warroom.clock_draft import draft
from bot.warroom.clocks import Answer
from bot.warroom.errors import EmptyText
from bot.warroom.incident import Incident
from bot.warroom.moments import key_moments
from bot.warroom.policy_clocks import RegulatorClock
from bot.warroom.regulators import clock_named

MEANINGS: Mapping[Answer, frozenset[str]] = {
    "yes": frozenset({"yes", "y", "ya", "true"}),
    "no": frozenset({"no", "n", "tidak", "false"}),
    "unknown": frozenset({"unknown", "unsure", "belum", "?"}),
}
CLASSIFY_FORM = "`/incident classify <question> yes|no|unknown [at 10:05]`"
CLOCK_FORM = "`/incident clock <name> submitted <receipt>` or `/incident clock <name> draft`"
MOMENTS = frozenset({"action", "marked", "unmarked", "message", "message_edited", "message_deleted"})


async def classify(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident classify [question] [yes|no|unknown] [at 10:05] [reason]`; alone it shows the questions."""
    state = await clerk.incident(visit, line.named)
    question, rest = head(line.rest)
    if not question:
        await clerk.tell(visit, _asked(clerk, state))
        return
    said, words = head(rest)
    text, at, notice = happened(clerk, visit, clauses(words, frozenset({"at"})))
    command = ck.AnswerQuestion(
        question=_meant(question, clerk.policy.regulators.questions), answer=answer_of(said), at=at,
        reason=await clerk.readable(text),
    )  # fmt: skip
    await act(clerk, visit, state, command, notice)


def _asked(clerk: Clerk, state: Incident) -> Message:
    scene = clerk.scene(state)
    known = tuple(name for name in clerk.policy.regulators.questions if clerk.policy.regulators.of(name))
    asks, none = (
        scene.t.gettext("⚖️ *Must an authority be told of {reference}?*"),
        scene.t.gettext("The policy has no regulator clocks."),
    )
    said = fill(asks if known else none, reference=state.reference)
    return scene.message(said, kit.section(said), *cards.questions(scene, known))


def answer_of(word: str) -> Answer:
    """Yes, no or unknown, in either language. Raises EmptyText with the form."""
    for meaning, words in MEANINGS.items():
        if word.casefold().strip(".,!") in words:
            return meaning
    raise EmptyText(form=CLASSIFY_FORM)


def _meant(word: str, known: Iterable[str]) -> str:
    """The name itself, or the only one that begins so: what a law must hear of is not guessed from a slip."""
    names = list(known)
    plain = word.casefold().strip("`")
    begun = [name for name in names if name.startswith(plain)]
    return begun[0] if plain not in names and len(begun) == 1 else plain


async def clock(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident clock [name] [draft | submitted <receipt> [at 10:05]]`; alone it shows those that run."""
    state = await clerk.incident(visit, line.named)
    name, rest = head(line.rest)
    if not name:
        await clerk.tell(visit, cards.overview(clerk.scene(state), clerk.now()))
        return
    name = _meant(name, state.clocks)
    verb, words = head(rest)
    match verb.casefold():
        case "draft" | "draf" | "":
            await _draft(clerk, visit, state, name)
        case "submitted" | "submit" | "sent" | "receipt" | "terkirim" if words:
            await _submit(clerk, visit, state, name, words)
        case "submitted" | "submit" | "sent" | "receipt" | "terkirim":
            await open_submit(clerk, visit, state, Press(number=state.number, name=name))
        case _:
            raise EmptyText(form=CLOCK_FORM)


async def _submit(clerk: Clerk, visit: Visit, state: Incident, name: str, words: str) -> None:
    text, at, notice = happened(clerk, visit, clauses(words, frozenset({"at"})))
    await act(clerk, visit, state, ck.SubmitClock(clock=name, receipt=await clerk.readable(text), at=at), notice)


async def show_draft(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The button of the same."""
    await _draft(clerk, visit, state, press.name)


async def _draft(clerk: Clerk, visit: Visit, state: Incident, name: str) -> None:
    running = clock_named(state, name)
    known = clerk.policy.regulators.clocks.get(name) or RegulatorClock(name=name, title=running.title, question="")
    async with clerk.engine.store.reading() as reader:
        entries = await reader.entries(state.number, kinds=MOMENTS)
    lines = [line for line in key_moments(entries) if line.is_a("action")]
    said = tuple(f"{clerk.scene(state).clock(line.occurred_at)} {line.text}" for line in lines)
    fields = draft(state, known, said)
    await clerk.tell(visit, cards.draft(clerk.scene(state), name, running, fields))


async def open_submit(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The form that takes the receipt. Raises UnknownClock."""
    running = clock_named(state, press.name)
    view = forms.submit_form(clerk.scene(state), press.name, running, origin(visit))
    await clerk.open(
        visit, view, instead(clerk, state, Action.CLOCK_SUBMIT_OPEN, f"clock {press.name} submitted <receipt>")
    )


async def answered(clerk: Clerk, visit: Visit, state: Incident, press: Press, answer: Answer) -> None:
    """One of the three buttons under a question."""
    if not press.name:
        raise Stale
    await act(clerk, visit, state, ck.AnswerQuestion(question=press.name, answer=answer))
