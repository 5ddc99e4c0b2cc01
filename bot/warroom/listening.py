"""What words in the room lead to by themselves: a code raises a task, a 🩹 opens a debt. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.warroom import events as e
from bot.warroom.commands_debt import RecordWorkaround
from bot.warroom.incident import Incident
from bot.warroom.known_vendors import mentioned
from bot.warroom.partners import DebtItem
from bot.warroom.policy import Policy
from bot.warroom.policy_partners import Vendor
from bot.warroom.timeline import Entry, Fact
from bot.warroom.workarounds import opened


def called(state: Incident, entries: Sequence[Entry], policy: Policy) -> Iterable[Fact]:
    """The procedures that these entries call for, `state` being the incident after them."""
    if not policy.vendors:
        return
    known = {(each.vendor, each.code) for each in state.procedures}
    number = len(state.tasks)
    for entry in entries:
        for vendor, code in mentioned(spoken(entry.event), policy):
            if (vendor.name, code) not in known:
                known.add((vendor.name, code))
                number += 1
                yield from _raised(state, vendor, code, number, entry)


def _raised(state: Incident, vendor: Vendor, code: str, number: int, entry: Entry) -> Iterable[Fact]:
    due_at = entry.recorded_at + vendor.procedures[code]
    words = f"{vendor.task or f'Contact {vendor.title}'} ({code})"
    liaison = next(iter(state.holding("vendor_liaison")), None)
    task = e.TaskAdded(task=number, text=words, owner=liaison, due_at=due_at, role="vendor_liaison")
    procedure = e.ProcedureRaised(vendor=vendor.name, title=vendor.title, code=code, due_at=due_at, task=number)
    return (Fact(event=event, occurred_at=entry.occurred_at) for event in (task, procedure))


def indebted(state: Incident, entries: Sequence[Entry], policy: Policy) -> Iterable[Fact]:
    """Messages marked as workarounds open a debt; a mark taken away drops one that nobody has completed."""
    number = len(state.debts)
    standing = {item.target: item for item in state.debts if item.is_open and item.target}
    for entry in entries:
        event = entry.event
        if not isinstance(event, e.MessageMarked | e.MessageUnmarked) or event.mark != "workaround":
            continue
        item = standing.get(event.target)
        if _marked(state, event.target) and item is None:
            number += 1
            given = RecordWorkaround(does=event.text if isinstance(event, e.MessageMarked) else "")
            made = opened(state, given, entry.recorded_at, policy, target=event.target, number=number)
            standing[event.target] = DebtItem(number=number, does=given.does, opened_at=entry.occurred_at)
            yield Fact(event=made, occurred_at=entry.occurred_at, actor=entry.actor)
        elif item and not _marked(state, event.target) and not (item.owner or item.leaves or item.undo):
            yield Fact(event=e.DebtPaid(debt=item.number, dropped=True), occurred_at=entry.occurred_at)


def _marked(state: Incident, target: str) -> bool:
    """Whether any mark of that message stands."""
    return any(said.text and said.key.startswith(f"mark:{target}:") for said in state.workarounds)


def spoken(event: e.Event) -> str:
    """The words of people that an event carries, as far as procedures listen."""
    match event:
        case e.MessagePosted(text=text) | e.MessageEdited(text=text) | e.Remark(text=text):
            return text
        case e.VendorContacted(note=text) | e.VendorAnswered(text=text) | e.StateChanged(text=text):
            return text
        case e.IncidentDeclared():
            return f"{event.title}\n{event.symptoms}"
    return ""
