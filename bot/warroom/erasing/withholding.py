"""Keeping what was erased from coming back: what Slack tells of such a message later is kept without its words."""

from __future__ import annotations

from bot.warroom.erasing.fields import ERASED, changed
from bot.warroom.erasing.redaction import TOLD_BY_SLACK
from bot.warroom.events import EVENTS
from bot.warroom.incident import Incident
from bot.warroom.timeline import Fact


def withheld(state: Incident | None, fact: Fact) -> Fact:
    """The fact as it may be recorded: an edit or a mark of an erased message, or the message itself, without words."""
    if state is None or not state.erased_messages or fact.event.kind not in TOLD_BY_SLACK:
        return fact
    message = getattr(fact.event, "target", "") or (fact.slack.ts if fact.slack else "")
    if message not in state.erased_messages:
        return fact
    content = changed(fact.event.model_dump(mode="json"), lambda _text: ERASED)
    return fact.model_copy(update={"event": EVENTS.validate_python(content)})
