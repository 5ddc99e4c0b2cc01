"""How complete a review is: each field in one of five states, and for a missing one who fills it, by when, and how.

*From data* (an event of the record says so), *confirmed* (a person said so), *unknown* and *not applicable* (each with
the reason), *missing*. Only a missing mandatory field stands against publication. Keys here, words in `bot.comms`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.warroom.base import Moment, Person
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.milestones import NAMES, Milestone
from bot.warroom.moments import Line
from bot.warroom.objects import label
from bot.warroom.objects import standing as not_withdrawn
from bot.warroom.policy import Policy
from bot.warroom.review.facts import Gap, Sent, Tenure
from bot.warroom.review.standing import overlaid, written

BY_COMMAND = {
    "resolved": "/incident resolve <what restored the service>",
    "mim_accepted": "/incident mim claim",
}
PEOPLE_SAY = frozenset({
    "last_normal", "started", "first_symptom", "detected", "first_user_report", "assembled", "workaround", "mitigated",
    "confirmed",
})  # fmt: skip
"""Milestones that no event of the bot implies: known only because somebody said so."""


@dataclass(frozen=True)
class Findings:
    """What the record gave, as far as completeness needs it."""

    state: Incident
    policy: Policy
    known: Mapping[str, Milestone]
    moments: Sequence[Line]
    tenures: Sequence[Tenure]
    updates: Sequence[Sent]
    due_at: Moment | None

    def texts(self, kind: str) -> list[str]:
        """What was put on the record as this kind."""
        return [line.text for line in self.moments if line.is_a(kind)]

    def filler(self) -> tuple[str, Person | None]:
        """Who keeps the record: the scribe, else whoever leads, else the reporter."""
        for role in ("scribe", "mim"):
            holders = self.state.holding(role)
            if holders:
                return role, holders[0]
        return "reporter", self.state.reporter


def gaps(found: Findings) -> tuple[Gap, ...]:
    """Every field of the review with its standing, in the order of the document."""
    owed = (_with_owner(gap, found) for section in _SECTIONS for gap in section(found))
    return tuple(overlaid(gap, found.state) for gap in owed)


def _with_owner(gap: Gap, found: Findings) -> Gap:
    if gap.complete or not gap.command:
        return gap
    role, person = found.filler()
    return gap.model_copy(update={"role": role, "person": person, "by": found.due_at})


def _story(found: Findings) -> Iterator[Gap]:
    state = found.state
    yield Gap(field="title", standing="from_data", value=state.title, mandatory=True)
    yield Gap(field="severity", standing="from_data", value=state.severity, mandatory=True)
    services = ", ".join(state.services)
    yield Gap(field="services", standing="from_data" if services else "unknown", value=services, why="not_declared")
    seen = state.symptoms or _last(found.texts("observation"))
    yield _text("symptoms", seen, "/incident observe <what people saw>")
    said = state.impact or state.reviewing.words("impact")
    yield _text("impact", said, "/incident impact <who, what, how many>", mandatory=True)


def _text(field: str, value: str, command: str, *, mandatory: bool = False) -> Gap:
    standing = "confirmed" if value.strip() else "missing"
    return Gap.model_validate(
        {"field": field, "standing": standing, "value": value, "command": command, "mandatory": mandatory}
    )


def _last(texts: Sequence[str]) -> str:
    return texts[-1] if texts else ""


def _milestones(found: Findings) -> Iterator[Gap]:
    """`closed` is left out: it ends the work that the review is part of."""
    return (_milestone(name, found) for name in NAMES if name != "closed")


def _milestone(name: str, found: Findings) -> Gap:
    field, mandatory = f"milestone:{name}", name in found.policy.closure.milestones
    at = found.known.get(name)
    if at is not None:
        standing = "confirmed" if name in PEOPLE_SAY else "from_data"
        return Gap.model_validate(
            {"field": field, "standing": standing, "value": at.at.isoformat(), "why": at.source, "mandatory": mandatory}
        )
    why = _not_applicable(name, found)
    if why:
        return Gap(field=field, standing="not_applicable", why=why, mandatory=mandatory)
    return Gap(field=field, standing="missing", command=_milestone_command(name, found), mandatory=mandatory)


def _not_applicable(name: str, found: Findings) -> str:
    """Why this milestone cannot exist in this incident, if it cannot."""
    if found.state.state == "cancelled" and name in {"diagnosed", "mitigated", "resolved", "confirmed"}:
        return "cancelled"
    if name == "workaround" and not found.texts("workaround"):
        return "no_workaround"
    if name == "mim_paged" and "mim_accepted" in found.known:
        return "claimed"
    return ""


def _milestone_command(name: str, found: Findings) -> str:
    """The command as people would type it, with a time only where the record knows when it was."""
    if name in BY_COMMAND:
        return BY_COMMAND[name]
    marked = [line.occurred_at for line in found.moments if name == "workaround" and line.is_a("workaround")]
    when = f"{min(marked).astimezone(ZoneInfo(found.policy.timezone)):%H:%M}" if marked else "HH:MM"
    return f"/incident milestone {name} at {when}"


def _roles(found: Findings) -> Iterator[Gap]:
    """The roles that the severity demands. After the end an empty one is a finding that blocks nothing."""
    for role in found.policy.severity(found.state.severity).mandatory_roles:
        held = [each.person.name for each in found.tenures if each.role == role]
        if held:
            yield Gap(field=f"role:{role}", standing="from_data", value=", ".join(held), mandatory=True)
        elif not is_open(found.state.state):
            yield Gap(field=f"role:{role}", standing="missing", why="unfilled")
        else:
            command = "/incident mim claim" if role == "mim" else f"/incident role {role} @user"
            yield Gap(field=f"role:{role}", standing="missing", command=command, mandatory=True)


def _investigation(found: Findings) -> Iterator[Gap]:
    yield _hypotheses(found)
    yield _text("decisions", _last(found.texts("decision")), "/incident decision <text>")


def _hypotheses(found: Findings) -> Gap:
    """After the end each has an outcome, or it is not known whether it was the cause."""
    left = [each for each in not_withdrawn(found.state.hypotheses) if each.status in {"proposed", "testing"}]
    if is_open(found.state.state) or not left:
        return _text("hypotheses", _last(found.texts("hypothesis")), "/incident hypothesis <text>")
    first = label("hypothesis", left[0].number)
    value = ", ".join(label("hypothesis", each.number) for each in left)
    command = f"/incident hypothesis {first} confirmed <evidence>"
    return Gap(field="hypotheses", standing="missing", value=value, why="no_outcome", command=command)


def _communications(found: Findings) -> Iterator[Gap]:
    if found.updates:
        yield Gap(field="updates", standing="from_data", value=str(len(found.updates)), mandatory=True)
    elif not found.policy.audiences_for(found.state.concern()):
        yield Gap(field="updates", standing="not_applicable", why="no_audiences", mandatory=True)
    else:
        yield Gap(field="updates", standing="missing", command="/incident update <text>", mandatory=True)


def _follow_up(found: Findings) -> Iterator[Gap]:
    unowned = [task.number for task in found.state.tasks if not task.done and task.owner is None]
    if unowned:
        value = ", ".join(f"#{number}" for number in unowned)
        yield Gap(field="task_owners", standing="missing", value=value, command="/incident tasks", mandatory=True)
    elif found.state.tasks:
        yield Gap(field="task_owners", standing="from_data", value=str(len(found.state.tasks)), mandatory=True)
    else:
        yield Gap(field="task_owners", standing="missing", command="/incident task <text> @user by 5d")


def _debts(found: Findings) -> Iterator[Gap]:
    """Workarounds that stand; without any there is nothing to say."""
    standing = [item for item in found.state.debts if item.is_open]
    wanting = [item.reference for item in standing if item.owner is None or item.due_at is None]
    if wanting:
        value = ", ".join(wanting)
        command = f"/incident debt {wanting[0]} owner @user by 30d"
        yield Gap(field="debt_owners", standing="missing", value=value, command=command, mandatory=True)
    elif standing:
        yield Gap(field="debt_owners", standing="from_data", value=str(len(standing)), mandatory=True)


def _people(found: Findings) -> Iterator[Gap]:
    return written(found.state, found.policy)


_SECTIONS: tuple[Callable[[Findings], Iterator[Gap]], ...] = (
    _story,
    _milestones,
    _roles,
    _investigation,
    _communications,
    _follow_up,
    _debts,
    _people,
)
