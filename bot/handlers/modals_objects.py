"""What the forms about hypotheses, decisions, actions and tasks do when they are sent."""

from __future__ import annotations

from bot.comms.cards.ids import Block
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.refusals import Stale
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_closing as cz
from bot.warroom import commands_objects as co
from bot.warroom.incident import Incident


async def _incident(clerk: Clerk, visit: Visit, begun: Origin) -> Incident:
    if begun.number is None:
        raise Stale
    return await clerk.incident(visit, begun.number)


async def words(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """Evidence, an objection, a result with the way back, or that it was rolled back."""
    state = await _incident(clerk, visit, begun)
    number, what, text = _number(begun), begun.line.rpartition(" ")[2], given.text(Block.TEXT)
    command: c.Command
    if what in {"confirmed", "disproved"}:
        command = co.SettleHypothesis.model_validate({"number": number, "outcome": what, "evidence": text})
    elif what == "object":
        command = co.RaiseObjection(number=number, text=text)
    elif what == "withdraw":
        kind = begun.line.partition(" ")[0]
        command = co.WithdrawObject.model_validate({"what": kind, "number": number, "reason": text})
    elif what in {"result", "plan", "rolled_back"}:
        values = {"number": number, "what": what, "text": text, "plan": given.text(Block.PLAN)}
        command = co.ReportAction.model_validate(values)
    else:
        raise Stale
    await act(clerk, visit, state, command)


async def test(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """Somebody finds out by a time; whoever sends the form, unless it names another."""
    state = await _incident(clerk, visit, begun)
    owner = await clerk.person(visit, given.person(Block.OWNER) or "me")
    command = co.StartTest(number=_number(begun), owner=owner, due_at=given.moment(Block.DUE))
    await act(clerk, visit, state, command)


async def assign(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """A task's owner and time."""
    state = await _incident(clerk, visit, begun)
    chosen = given.person(Block.OWNER)
    owner = await clerk.person(visit, chosen) if chosen else None
    command = cz.GiveTask(task=_number(begun), owner=owner, due_at=given.moment(Block.DUE))
    await act(clerk, visit, state, command)


async def done(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """A task is finished."""
    state = await _incident(clerk, visit, begun)
    await act(clerk, visit, state, c.FinishTask(task=int(given.choice(Block.KIND) or 0)))


def _number(begun: Origin) -> int:
    """The number in `hypothesis H1 testing`, `task 3`. Raises Stale."""
    words = begun.line.split()
    digits = words[1].lstrip("HDA") if len(words) > 1 else ""
    if not digits.isdecimal():
        raise Stale
    return int(digits)
