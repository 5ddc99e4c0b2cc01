"""`actions`, and `task 3 verified`, `… not verified <why>`, `… not doing <why>`, `… outcome <text>`."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from bot.comms.cards.follow_up import register
from bot.comms.cards.ids import Action, Block, Press
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.parsing import Line
from bot.handlers.refusals import Stale
from bot.handlers.views.follow_up import ASKED, words_form
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_follow_up as cf
from bot.warroom.incident import Incident

FORMS: tuple[tuple[re.Pattern[str], Callable[[int, str], c.Command]], ...] = tuple(
    (re.compile(rf"(?:{words})\b[:,]?\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL), make)
    for words, make in (
        (r"not verified|unverified|does not hold|doesn['’]t hold|belum beres|tidak terbukti",
         lambda n, text: cf.DoubtTask(task=n, reason=text)),
        (r"not doing|won['’]t do|will not do|drop(?:ped)?|tidak dikerjakan|tidak jadi|batal",
         lambda n, text: cf.DropTask(task=n, reason=text)),
        (r"verified|verify|holds|terverifikasi|verifikasi|terbukti", lambda n, text: cf.VerifyTask(task=n, text=text)),
        (r"outcome|works when|hasil yang diharapkan|luaran", lambda n, text: cf.AgreeOutcome(task=n, text=text)),
    )
)  # fmt: skip


def said_of(number: int, words: str) -> tuple[Callable[[int, str], c.Command], str] | None:
    """What `verified …`, `not doing …` after a task's number asks, and its words; None for anything else."""
    found = ((make, form.fullmatch(words)) for form, make in FORMS)
    return next(((make, hit["rest"].strip()) for make, hit in found if hit), None) if number else None


async def about(clerk: Clerk, visit: Visit, line: Line, number: int, words: str) -> bool:
    """Whether the line was about a task's way to a verified close; then it has been done."""
    found = said_of(number, words)
    if found is None:
        return False
    make, text = found
    await act(clerk, visit, await clerk.incident(visit, line.named), make(number, await clerk.readable(text)))
    return True


async def actions(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident actions`: those of this incident; elsewhere all that are owed and that the person may see."""
    if line.named is not None or visit.room is not None:
        scenes = [clerk.scene(await clerk.incident(visit, line.named))]
    else:
        scenes = [clerk.scene(state) for state in await having(clerk, visit)]
    everything = line.named is not None or visit.room is not None
    await clerk.tell(visit, register(scenes, clerk.now(), clerk.t, everything=everything))


async def having(clerk: Clerk, visit: Visit) -> list[Incident]:
    """The incidents with tasks that the person may know of; exercises only in their own rooms."""
    async with clerk.engine.store.reading() as reader:
        found = await reader.having("task_added")
    return [state for state in found if clerk.may_see(visit, state) and not state.drill]


async def verify(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The button *It holds*."""
    if press.task is None:
        raise Stale
    await act(clerk, visit, state, cf.VerifyTask(task=press.task))


def _opens(about: str) -> Callable[[Clerk, Visit, Incident, Press], Awaitable[None]]:
    """The button that asks for words about an action."""

    async def opened(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
        task = next((each for each in state.tasks if each.number == press.task), None)
        if task is None:
            raise Stale
        view = words_form(clerk.scene(state), task, about, origin(visit))
        typed = f"task {task.number} {ASKED[about].typed} <text>"
        await clerk.open(visit, view, instead(clerk, state, None, typed))

    return opened


async def words(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """The form was sent: what was typed into it is what the line would say. Raises Stale."""
    said = begun.line.removeprefix(f"task {begun.item} ")
    found = said_of(begun.item or 0, f"{said} {given.text(Block.TEXT)}")
    if begun.number is None:
        raise Stale
    state = await clerk.incident(visit, begun.number)
    if found is None:
        raise Stale
    make, text = found
    await act(clerk, visit, state, make(begun.item or 0, text))


BUTTONS = {
    Action.TASK_VERIFY: verify,
    Action.TASK_OUTCOME_OPEN: _opens("outcome"),
    Action.TASK_DROP_OPEN: _opens("drop"),
    Action.TASK_DOUBT_OPEN: _opens("doubt"),
}
