"""Deciding on risks that people write down. Whoever works on the incident may; a handover asks for each (DOMAIN §5)."""

from __future__ import annotations

from bot.warroom import commands_risks as ck
from bot.warroom import events as e
from bot.warroom.context import Context, Decision
from bot.warroom.errors import EmptyText, UnknownRisk
from bot.warroom.incident import Incident
from bot.warroom.promising import check_text
from bot.warroom.risk_register import Risk

FORM = "`/incident risk <text> [owner @user] [by 30m]`"


def still_open(state: Incident) -> tuple[Risk, ...]:
    """The risks that stand."""
    return tuple(risk for risk in state.risks if risk.is_open)


def known(state: Incident, number: int) -> Risk:
    """The open risk of that number. Raises UnknownRisk."""
    found = next((risk for risk in still_open(state) if risk.number == number), None)
    if found is None:
        numbers = tuple(str(risk.number) for risk in still_open(state))
        raise UnknownRisk(risk=number, reference=state.reference, known=numbers or ("none",))
    return found


def raise_risk(state: Incident, command: ck.RaiseRisk, _context: Context) -> Decision:
    """Something may go wrong yet. Raises EmptyText, TextTooLong."""
    text = command.text.strip()
    if not text:
        raise EmptyText(form=FORM)
    check_text(text)
    return (e.RiskRaised(risk=len(state.risks) + 1, text=text, owner=command.owner, due_at=command.due_at),)


def close(state: Incident, command: ck.CloseRisk, _context: Context) -> Decision:
    """It no longer can. Raises UnknownRisk, TextTooLong."""
    check_text(command.text)
    return (e.RiskClosed(risk=known(state, command.risk).number, text=command.text.strip()),)
