"""Deciding on what leads to closing: asking whether it works, doubts, owners for tasks. Pure.

The gate itself stands in `moving.py`.
"""

from __future__ import annotations

from bot.warroom import commands_closing as cl
from bot.warroom import events as e
from bot.warroom.context import Context, Decision
from bot.warroom.errors import EmptyText, WrongState
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import MOVES
from bot.warroom.policy import Policy
from bot.warroom.promising import check_text

DOUBT_FORM = "`/incident confirm not yet <what does not work>`"


def waits_for_confirmation(state: Incident) -> bool:
    """Whether it is resolved and nobody has agreed yet that it works."""
    return state.state == "resolved" and "confirmed" not in state.milestones


def whom_to_ask(state: Incident, policy: Policy) -> tuple[str, ...]:
    """References to those who can say whether it works: the service owner, else the owners in the policy, else the
    reporter. Of a private incident and of a drill nobody hears who does not know of it already.
    """
    holding = tuple(person.id for person in state.holding("service_owner"))
    if holding:
        return holding
    known = (policy.services[name].owner for name in state.services if name in policy.services)
    owners = () if state.private or state.drill else tuple(dict.fromkeys(ref for ref in known if ref))
    return owners or (state.reporter.id,)


def remind(state: Incident, command: cl.RemindConfirmation, _context: Context) -> Decision:
    """Those who were asked and have not answered are asked again."""
    if not waits_for_confirmation(state) or not state.confirmers:
        return ()
    return (e.ConfirmationReminded(round=command.round, people=state.confirmers),)


def doubt(state: Incident, command: cl.DoubtRestored, _context: Context) -> Decision:
    """It does not work yet: whoever leads decides whether to reopen. Raises WrongState, EmptyText, TextTooLong."""
    if state.state not in {"resolved", "closed"}:
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))
    if not command.text.strip():
        raise EmptyText(form=DOUBT_FORM)
    check_text(command.text)
    return (e.RestorationDoubted(text=command.text),)
