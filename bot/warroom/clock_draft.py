"""A report to an authority, prefilled from the record with its gaps declared. It guesses nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.warroom.base import Moment, Value
from bot.warroom.clocks import RunningClock
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import State
from bot.warroom.policy_clocks import DRAFT_FIELDS, RegulatorClock
from bot.warroom.regulators import awareness


class Field(Value):
    """One field of the report. Exactly one of the values stands; with none it is a gap."""

    name: str
    text: str = ""
    at: Moment | None = None
    state: State | None = None

    @property
    def missing(self) -> bool:
        """Whether the record does not know it yet."""
        return not (self.text or self.at or self.state)


def draft(state: Incident, clock: RegulatorClock, actions: tuple[str, ...]) -> tuple[Field, ...]:
    """The fields that the clock asks for (all that there are, when it names none), from the record.

    `actions` are those on the timeline with their results.
    """
    wanted = [name for name in clock.fields if name in FIELDS or name in {"measures", "previous"}]
    return tuple(_field(name, state, clock, actions) for name in wanted or DRAFT_FIELDS)


def _field(name: str, state: Incident, clock: RegulatorClock, actions: tuple[str, ...]) -> Field:
    if name == "measures":
        return Field(name=name, text="\n".join(actions))
    if name == "previous":
        return Field(name=name, text=_previous(state, clock))
    return FIELDS[name](state)


def _previous(state: Incident, clock: RegulatorClock) -> str:
    sent = [f"{each.title}: {each.receipt}" for each in state.clocks.values() if each.submitted_at]
    return "; ".join(sent)


def _milestone(field: str, name: str) -> Callable[[Incident], Field]:
    def read(state: Incident) -> Field:
        known = state.milestones.get(name)
        return Field(name=field, at=known.at if known else None)

    return read


def _classified(state: Incident) -> Field:
    confirmed = [each.at for each in state.classified.values() if each.answer == "yes"]
    return Field(name="classified", at=min(confirmed, default=None))


def _affected(state: Incident) -> Field:
    share = f"{state.users_share} %" if state.users_share is not None else ""
    return Field(name="affected", text="; ".join(part for part in (share, state.impact) if part))


def _contact(state: Incident) -> Field:
    who = next(iter((*state.holding("communications_lead"), *state.holding("mim"))), None)
    return Field(name="contact", text=who.name if who else "")


def _cause(state: Incident) -> Field:
    """Only what was confirmed, with its evidence: a guess is no cause."""
    confirmed = [each for each in state.hypotheses if each.status == "confirmed" and not each.withdrawn]
    return Field(name="cause", text="; ".join(f"{each.text} ({each.evidence})" for each in confirmed))


def _vendors(state: Incident) -> Field:
    called = [f"{each.title} ({each.case})" if each.case else each.title for each in state.vendors]
    return Field(name="vendors", text=", ".join(called))


FIELDS: Mapping[str, Callable[[Incident], Field]] = {
    "what": lambda state: Field(name="what", text=". ".join(part for part in (state.title, state.symptoms) if part)),
    "since": _milestone("since", "started"),
    "detected": _milestone("detected", "detected"),
    "aware": lambda state: Field(name="aware", at=awareness(state)),
    "classified": _classified,
    "services": lambda state: Field(name="services", text=", ".join(state.services)),
    "affected": _affected,
    "consequences": lambda state: Field(name="consequences", text=", ".join(state.impact_kinds)),
    "workaround": lambda state: Field(name="workaround", text=state.workaround),
    "status": lambda state: Field(name="status", state=state.state),
    "restored": _milestone("restored", "resolved"),
    "cause": _cause,
    "vendors": _vendors,
    "contact": _contact,
}


def gaps(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """The names of the fields that the record does not know yet."""
    return tuple(field.name for field in fields if field.missing)


def overdue(clock: RunningClock, now: Moment) -> bool:
    """Whether the report is owed and its time has passed."""
    return clock.runs and clock.due_at < now
