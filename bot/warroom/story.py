"""The case in five sentences, from the record: what a knowledge article and a later similar incident need. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.warroom import events as e
from bot.warroom.base import Value
from bot.warroom.incident import Incident
from bot.warroom.timeline import Entry

TOLD_BY = frozenset({"state_changed", "resolved", "observation"})
"""The kinds of entries that it is read from, besides the state."""


class Story(Value):
    """Symptoms, impact, cause, workaround, resolution; empty where the record does not say."""

    symptoms: str = ""
    impact: str = ""
    cause: str = ""
    workaround: str = ""
    resolution: str = ""


def story(state: Incident, entries: Iterable[Entry]) -> Story:
    """What the record says of the case. The cause is what was said when it was identified."""
    seen = cause = resolution = ""
    for entry in entries:
        match entry.event:
            case e.StateChanged(after="identified", text=text) if text:
                cause = text
            case e.IncidentResolved(text=text):
                resolution = text
            case e.Remark(kind="observation", text=text):
                seen = text
    return Story(
        symptoms=state.symptoms or seen,
        impact=state.impact,
        cause=cause,
        workaround=state.workaround,
        resolution=resolution if state.state in {"resolved", "closed"} else "",
    )
