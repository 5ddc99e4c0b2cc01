"""The evidence pack of one vendor: its contacts against the contract, the waits, and the lines that mention it. Pure.

Nothing else of the incident is in it: it is made to be given away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.warroom import events as e
from bot.warroom.base import Moment, Value
from bot.warroom.incident import Incident
from bot.warroom.known_vendors import whole_word
from bot.warroom.listening import spoken
from bot.warroom.metrics import union
from bot.warroom.moments import Line, lines
from bot.warroom.partners import Wait
from bot.warroom.policy_partners import Vendor
from bot.warroom.timeline import Entry

SHORTEST = 3


class Contact(Value):
    """One contact of the vendor and what came of it. `answered_at` is None while there is no answer."""

    at: Moment
    target_at: Moment | None = None
    answered_at: Moment | None = None
    chases: int = 0
    rungs: tuple[str, ...] = ()

    @property
    def in_time(self) -> bool | None:
        """Whether it answered within its contract; None while that is open or was never agreed."""
        if self.answered_at is None or self.target_at is None:
            return None
        return self.answered_at <= self.target_at


class VendorPack(Value):
    """Everything of one vendor in one incident."""

    reference: str
    vendor: str
    title: str
    target: timedelta
    cases: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    waits: tuple[Wait, ...] = ()
    waited: timedelta = timedelta()
    timeline: tuple[Line, ...] = ()


def pack(state: Incident, entries: Sequence[Entry], vendor: Vendor, now: Moment) -> VendorPack:
    """The pack as the record stands at `now`."""
    waits = tuple(wait for wait in state.waits if wait.on == "vendor" and wait.who == vendor.name)
    spans = [(wait.started_at, wait.ended_at or now) for wait in waits]
    waited = union(spans, min(begun for begun, _end in spans), max(end for _begun, end in spans)) if spans else None
    cases = _cases(entries, vendor)
    return VendorPack(
        reference=state.reference,
        vendor=vendor.name,
        title=vendor.title,
        target=vendor.response_target,
        cases=cases,
        contacts=_contacts(entries, vendor),
        waits=waits,
        waited=waited or timedelta(),
        timeline=_timeline(entries, vendor, cases, {wait.number for wait in waits}),
    )


def _cases(entries: Iterable[Entry], vendor: Vendor) -> tuple[str, ...]:
    events = (entry.event for entry in entries)
    named = (it for it in events if isinstance(it, e.VendorContacted | e.VendorCaseNoted) and it.vendor == vendor.name)
    return tuple(dict.fromkeys(it.case for it in named if it.case))


def _contacts(entries: Iterable[Entry], vendor: Vendor) -> tuple[Contact, ...]:
    found: list[Contact] = []
    for entry in entries:
        event = entry.event
        if getattr(event, "vendor", None) != vendor.name:
            continue
        if isinstance(event, e.VendorContacted):
            found.append(Contact(at=entry.occurred_at, target_at=event.target_at))
        elif found:
            found[-1] = _after(found[-1], event, entry)
    return tuple(found)


def _after(contact: Contact, event: e.Event, entry: Entry) -> Contact:
    match event:
        case e.VendorAnswered():
            return contact.model_copy(update={"answered_at": entry.occurred_at})
        case e.VendorChaseDue():
            return contact.model_copy(update={"chases": event.count})
        case e.VendorEscalated():
            return contact.model_copy(update={"rungs": (*contact.rungs, event.name)})
    return contact


def _timeline(entries: Sequence[Entry], vendor: Vendor, cases: Sequence[str], waits: set[int]) -> tuple[Line, ...]:
    words = [word for word in (vendor.title, vendor.name, *cases, *vendor.procedures) if len(word) >= SHORTEST]
    return tuple(line for line in lines(entries) if line.deleted is None and _about(line.entry, vendor, words, waits))


def _about(entry: Entry, vendor: Vendor, words: Sequence[str], waits: set[int]) -> bool:
    """Whether the line is of this vendor. A declaration and a change of state tell of the whole incident."""
    event = entry.event
    if getattr(event, "vendor", None) == vendor.name:
        return True
    if isinstance(event, e.WaitStarted | e.WaitEnded):
        return event.wait in waits
    if isinstance(event, e.IncidentDeclared | e.StateChanged):
        return False
    return any(whole_word(word, spoken(event)) for word in words)
