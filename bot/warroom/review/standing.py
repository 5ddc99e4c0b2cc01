"""What people said of a review's fields, laid over what the record gives: five states, an owner and a date each.

What the record comes to know later stands before *unknown* and *not applicable*: those excuse a field that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.warroom.incident import Incident
from bot.warroom.policy import Policy
from bot.warroom.review.facts import Gap
from bot.warroom.reviews import ONLY_PEOPLE, FieldSaid

SECTION = "section:"


def written(state: Incident, policy: Policy) -> Iterator[Gap]:
    """The sections that only people can write; mandatory where the policy says so."""
    for section in ONLY_PEOPLE:
        text = state.reviewing.words(section)
        yield Gap(
            field=f"{SECTION}{section}",
            standing="confirmed" if text else "missing",
            value=text,
            command=f"/incident review edit {section}",
            mandatory=section in policy.review.mandatory,
        )


def overlaid(gap: Gap, state: Incident) -> Gap:
    """The field as it stands after what was said of it."""
    said = state.reviewing.fields.get(gap.field)
    if said is None:
        return gap
    stood = _stood(gap, said)
    if stood.complete:
        return stood
    changes = {"person": said.owner or stood.person, "by": said.due_at or stood.by}
    return stood.model_copy(update={**changes, "role": "" if said.owner else stood.role})


def _stood(gap: Gap, said: FieldSaid) -> Gap:
    if said.standing == "confirmed":
        return gap.model_copy(update={"standing": "confirmed", "value": said.text or gap.value, "why": ""})
    if said.standing and gap.standing not in {"from_data", "confirmed"}:
        return gap.model_copy(update={"standing": said.standing, "value": said.text, "why": said.text})
    return gap
