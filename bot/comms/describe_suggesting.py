"""One sentence for each entry about suggested key moments; see `describe`."""

from __future__ import annotations

from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _suggested(tell: Teller, event: e.MomentsSuggested) -> str:
    count = len(event.suggestions)
    if not count:
        return tell.t.gettext("Suggested key moments that nobody answered were dropped")
    return tell.t.ngettext("{n} key moment suggested", "{n} key moments suggested", count).format(n=count)


def _declined(tell: Teller, _event: e.SuggestionDeclined) -> str:
    return tell.t.gettext("A suggested key moment was declined")


SENTENCES: Sentences = {e.MomentsSuggested: _suggested, e.SuggestionDeclined: _declined}
