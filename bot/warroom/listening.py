"""What words in the room lead to by themselves: a code that has a procedure raises a task, once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.warroom import events as e
from bot.warroom.incident import Incident
from bot.warroom.known_vendors import mentioned
from bot.warroom.policy import Policy
from bot.warroom.policy_partners import Vendor
from bot.warroom.timeline import Entry, Fact


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
