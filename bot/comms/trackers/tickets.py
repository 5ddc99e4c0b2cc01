"""An output as a ticket: what is asked for, and what the record already knows of the case."""

from __future__ import annotations

from collections.abc import Iterator

from bot.comms.locale import Translator
from bot.comms.outputs import output_name
from bot.comms.trackers.port import Ticket
from bot.comms.words import severity_name
from bot.warroom.incident import Incident
from bot.warroom.outputs import Output
from bot.warroom.policy import Policy
from bot.warroom.story import Story


def ticket_of(state: Incident, output: Output, case: Story, label: str, policy: Policy, t: Translator) -> Ticket:
    """The ticket: the words of whoever raised it, then symptoms, cause, workaround and resolution from the record."""
    return Ticket(
        label=label,
        name=f"{state.reference}-{output.number}-{output.what}",
        what=output.what,
        summary=f"{output_name(output.what, t)}: {output.text.strip().splitlines()[0]}",
        sections=tuple(_sections(state, output, case, policy, t)),
    )


def _sections(state: Incident, output: Output, case: Story, policy: Policy, t: Translator) -> Iterator[tuple[str, str]]:
    yield t.gettext("What is asked for"), output.text
    if output.owner:
        yield t.gettext("Owner"), output.owner.name
    severity, when = severity_name(state.severity, policy), t.moment(state.declared_at, policy.timezone)
    about = t.gettext("{reference}, {severity}, declared {time}: {title}")
    yield (
        t.gettext("Incident"),
        about.format(reference=state.reference, severity=severity, time=when, title=state.title),
    )
    known = (
        (t.gettext("Symptoms"), case.symptoms),
        (t.gettext("Impact"), case.impact),
        (t.gettext("Cause"), case.cause),
        (t.gettext("Workaround"), case.workaround),
        (t.gettext("Resolution"), case.resolution),
    )
    yield from ((title, text or t.gettext("not on the record")) for title, text in known)
