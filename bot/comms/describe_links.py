"""One sentence for each entry about linked incidents; see `describe`."""

from __future__ import annotations

from bot.comms.links import linked_as, other_name
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _linked(tell: Teller, event: e.IncidentLinked) -> str:
    said = linked_as(event.relation, tell.t).format(other=other_name(event.reference, tell.t))
    return tell.with_words(said, event.reason)


def _unlinked(tell: Teller, event: e.IncidentUnlinked) -> str:
    said = tell.t.gettext("Link to {other} taken back")
    return said.format(other=other_name(event.reference, tell.t))


def _similar(tell: Teller, event: e.SimilarFound) -> str:
    said = tell.t.gettext("Similar incidents of the past: {incidents}")
    return said.format(incidents=", ".join(past.reference for past in event.incidents))


SENTENCES: Sentences = {e.IncidentLinked: _linked, e.IncidentUnlinked: _unlinked, e.SimilarFound: _similar}
