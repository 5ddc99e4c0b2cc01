"""Deciding on workarounds and the debt they leave (DOMAIN §9): opened, completed, put off, paid, reminded, repeated.

A debt outlives its incident: nothing here asks whether the incident is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.warroom import commands as c
from bot.warroom import commands_debt as cd
from bot.warroom import events as e
from bot.warroom.base import Moment, Person
from bot.warroom.context import Context, Decision, may_lead
from bot.warroom.errors import AlreadySo, EmptyText, NotOwner, TextTooLong, TimeInPast, UnknownDebt
from bot.warroom.incident import Incident
from bot.warroom.partners import DebtItem
from bot.warroom.phrases import phrase
from bot.warroom.policy import Policy

WORDS_LIMIT = 3_000


def record(state: Incident, command: cd.RecordWorkaround, context: Context) -> Decision:
    """A workaround as the form asks for it: the key moment and its debt. Raises EmptyText, TextTooLong."""
    if not command.does.strip():
        raise EmptyText(form="`/incident workaround <what it does>`")
    _short(command.does, command.leaves, command.undo)
    said = e.Remark(kind="workaround", text=command.does, owner=command.owner, due_at=command.due_at)
    return (said, opened(state, command, context.now, context.policy))


def typed(state: Incident, command: c.RecordRemark, context: Context) -> Decision:
    """The debt of a workaround that was typed in one line."""
    given = cd.RecordWorkaround(does=command.text, owner=command.owner, due_at=command.due_at)
    return (opened(state, given, context.now, context.policy),)


def opened(
    state: Incident, given: cd.RecordWorkaround, now: Moment, policy: Policy, *, target: str = "", number: int = 0
) -> e.DebtOpened:
    """The debt; without a date the policy's."""
    return e.DebtOpened(
        debt=number or len(state.debts) + 1,
        does=given.does,
        leaves=given.leaves,
        undo=given.undo,
        owner=given.owner,
        due_at=given.due_at or now + policy.workarounds.expires_after,
        service=next(iter(state.services), ""),
        target=target,
    )


def change(state: Incident, command: cd.ChangeDebt, context: Context) -> Decision:
    """More is known. Raises UnknownDebt, AlreadySo when nothing differs; a later date only by `ExtendDebt`'s rule."""
    item = _open(state, command.debt)
    _short(command.does, command.leaves, command.undo)
    given = {name: getattr(command, name) for name in ("does", "leaves", "undo", "owner", "due_at")}
    fresh = {name: value for name, value in given.items() if value and value != getattr(item, name)}
    if not fresh:
        raise AlreadySo(
            what=phrase("{reference} of {reference2} says that", reference=item.reference, reference2=state.reference)
        )
    later = command.due_at is not None and item.due_at is not None and command.due_at > item.due_at
    if later:
        _require_owner(state, item, context)
    return (e.DebtChanged(debt=item.number, extended=later, **fresh),)


def extend(state: Incident, command: cd.ExtendDebt, context: Context) -> Decision:
    """Put it off: whoever owns it, leads or administrates, with a reason. Raises NotOwner, EmptyText, TimeInPast."""
    item = _open(state, command.debt)
    _require_owner(state, item, context)
    if not command.reason.strip():
        raise EmptyText(form=f"`/incident debt extend {item.reference} by 30d <reason>`")
    _short(command.reason)
    if command.due_at <= context.now:
        raise TimeInPast(time=command.due_at)
    return (e.DebtChanged(debt=item.number, due_at=command.due_at, extended=True, reason=command.reason),)


def pay(state: Incident, command: cd.PayDebt, _context: Context) -> Decision:
    """Something better stands, and what. Raises UnknownDebt, EmptyText, AlreadySo."""
    item = _open(state, command.debt)
    if not command.text.strip():
        raise EmptyText(form=f"`/incident debt done {item.reference} <what replaced it>`")
    _short(command.text)
    return (e.DebtPaid(debt=item.number, text=command.text),)


def withdraw(state: Incident, command: cd.WithdrawDebt, context: Context) -> Decision:
    """There is no workaround, so nothing is owed. Raises UnknownDebt, EmptyText, AlreadySo, NotOwner."""
    item = _open(state, command.debt)
    _require_owner(state, item, context)
    if not command.reason.strip():
        raise EmptyText(form=f"`/incident debt withdraw {item.reference} <why>`")
    _short(command.reason)
    return (e.DebtPaid(debt=item.number, text=command.reason, dropped=True),)


def remind(state: Incident, command: cd.RemindDebt, context: Context) -> Decision:
    """The date has come. Nothing of what is paid, put off meanwhile, or was practice or a mistake."""
    item = next((each for each in state.debts if each.number == command.debt), None)
    if item is None or not item.is_open or item.due_at is None or item.due_at > context.now:
        return ()
    if state.state in {"cancelled", "rejected"} or (state.drill and state.state == "closed"):
        return ()
    people = (each for each in (item.owner, state.mim, state.reporter) if each and state.may_hear(each.id))
    return (e.DebtReminded(debt=item.number, due_at=item.due_at, told=next(people, None)),)


def _open(state: Incident, number: int) -> DebtItem:
    item = next((each for each in state.debts if each.number == number), None)
    if item is None:
        known = [each.reference for each in state.debts if each.is_open]
        raise UnknownDebt(debt=f"W{number}", reference=state.reference, known=known or ["none"])
    if not item.is_open:
        raise AlreadySo(
            what=phrase("{reference} of {reference2} is paid", reference=item.reference, reference2=state.reference)
        )
    return item


def _require_owner(state: Incident, item: DebtItem, context: Context) -> None:
    mine = bool(item.owner and context.actor and item.owner.id == context.actor.id)
    if not (mine or item.owner is None or may_lead(state, context)):
        raise NotOwner(owner=_name(item.owner), debt=item.reference)


def _name(person: Person | None) -> str:
    return person.name if person else phrase("nobody")


def _short(*texts: str) -> None:
    for text in texts:
        if len(text) > WORDS_LIMIT:
            raise TextTooLong(length=len(text), limit=WORDS_LIMIT)


def unowned(state: Incident) -> tuple[DebtItem, ...]:
    """What stands against closing: debt without owner or date."""
    return tuple(item for item in state.debts if item.is_open and (item.owner is None or item.due_at is None))


def repeated(
    state: Incident, item: DebtItem, others: Iterable[Incident], policy: Policy
) -> e.WorkaroundRepeated | None:
    """Whether this workaround is one too many on its service; private incidents and drills count for nobody else."""
    rules = policy.workarounds
    if not item.service or state.drill:
        return None
    around = [each for each in others if each.number != state.number and not each.private and not each.drill]
    since = item.opened_at - rules.repeats_within
    found = [one for one in (*around, state) if _on(one.debts, item.service, since)]
    count = sum(_on(one.debts, item.service, since) for one in found)
    if count < rules.repeats:
        return None
    return e.WorkaroundRepeated(
        service=item.service, count=count, references=tuple(sorted({one.reference for one in found}))
    )


def _on(debts: Sequence[DebtItem], service: str, since: Moment) -> int:
    return sum(each.service == service and each.opened_at >= since and not each.dropped for each in debts)


def next_reminder(item: DebtItem, now: Moment, every: timedelta) -> Moment | None:
    """When the owner hears of it next: at its date, then again and again."""
    if item.due_at is None:
        return None
    return item.due_at if item.due_at > now else now + every
