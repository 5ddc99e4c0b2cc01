"""One sentence for each entry about risks; see `describe`."""

from __future__ import annotations

from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _raised(tell: Teller, event: e.RiskRaised) -> str:
    said = tell.t.gettext("Risk {n}: {text}").format(n=event.risk, text=event.text)
    return tell.owed(said, event.owner, event.due_at)


def _closed(tell: Teller, event: e.RiskClosed) -> str:
    return tell.with_words(tell.t.gettext("Risk {n} is over").format(n=event.risk), event.text)


SENTENCES: Sentences = {e.RiskRaised: _raised, e.RiskClosed: _closed}
