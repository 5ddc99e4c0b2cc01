"""Deciding on waiting: for a vendor, an approval, a user, a change window. Intervals may overlap; they are united when
they are counted (`metrics.waiting`).
"""

from __future__ import annotations

import re

from bot.warroom import commands_partners as cp
from bot.warroom import events as e
from bot.warroom import milestones
from bot.warroom.context import Context, Decision
from bot.warroom.errors import (
    AlreadySo,
    NotWaiting,
    TimeInFuture,
    UnknownResource,
    UnknownVendor,
    WhichWait,
    WrongState,
)
from bot.warroom.incident import Incident
from bot.warroom.known_vendors import known_vendor
from bot.warroom.lifecycle import MOVES, is_open
from bot.warroom.partners import Wait
from bot.warroom.phrases import phrase
from bot.warroom.promising import check_text

_REQUEST = re.compile(r"R\d{1,6}", re.ASCII)


def start(state: Incident, command: cp.StartWait, context: Context) -> Decision:
    """Work waits. Raises AlreadySo when it waits for the same already, WrongState, TimeInFuture, UnknownResource."""
    if not is_open(state.state):
        raise WrongState(reference=state.reference, state=state.state, allowed=MOVES[state.state] or ("nothing more",))
    _require_past(command, context)
    check_text(command.reason)
    _require_known_request(state, command)
    who, title = _whom(state, command, context)
    if any((wait.on, wait.who.casefold()) == (command.on, who.casefold()) for wait in running(state)):
        raise AlreadySo(what=phrase("{reference} waits for {it}", reference=state.reference, it=title or command.on))
    number = len(state.waits) + 1
    return (e.WaitStarted(wait=number, on=command.on, who=who, title=title, reason=command.reason),)


def _require_known_request(state: Incident, command: cp.StartWait) -> None:
    """An approval called by a number is that of a request there is; other words name who approves."""
    known = [each.reference for each in state.resources]
    if command.on == "approval" and _REQUEST.fullmatch(command.who) and command.who not in known:
        raise UnknownResource(resource=command.who, known=known or ["none"])


def _whom(state: Incident, command: cp.StartWait, context: Context) -> tuple[str, str]:
    """The vendor's name and title; words as they are for one that is not known, and for everything else."""
    if command.on != "vendor" or not command.who:
        return command.who, command.who
    try:
        vendor = known_vendor(command.who, state, context.policy)
    except UnknownVendor:
        return command.who, command.who
    return vendor.name, vendor.title


def end(state: Incident, command: cp.EndWait, context: Context) -> Decision:
    """Waiting is over. Raises NotWaiting, and WhichWait where several run and none is named."""
    _require_past(command, context)
    found = [wait for wait in running(state) if command.on in {None, wait.on} and _named(wait, command.who)]
    if not found:
        raise NotWaiting(reference=state.reference)
    if len(found) > 1:
        raise WhichWait(reference=state.reference, waits=tuple(_typed(wait) for wait in found))
    return (e.WaitEnded(wait=found[0].number),)


def _named(wait: Wait, who: str) -> bool:
    wanted = who.casefold()
    return not wanted or wanted in {wait.who.casefold(), wait.title.casefold(), str(wait.number)}


def _typed(wait: Wait) -> str:
    return f"`/incident wait end {wait.on} {wait.who}".rstrip() + "`"


def _require_past(command: cp.StartWait | cp.EndWait, context: Context) -> None:
    if command.at and command.at > context.now + milestones.SLACK_OF_CLOCKS:
        raise TimeInFuture(time=command.at)


def running(state: Incident) -> tuple[Wait, ...]:
    """What work waits for now."""
    return tuple(wait for wait in state.waits if wait.ended_at is None)


def ended_for(state: Incident, on: str, who: str) -> Decision:
    """The end of waiting for this, where something that happened implies it."""
    ended = (wait for wait in running(state) if wait.on == on and wait.who.casefold() == who.casefold())
    return tuple(e.WaitEnded(wait=wait.number, automatic=True) for wait in ended)


def all_ended(state: Incident) -> Decision:
    """The end of all waiting: the incident is over."""
    return tuple(e.WaitEnded(wait=wait.number, automatic=True) for wait in running(state))
