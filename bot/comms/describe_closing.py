"""One sentence for each entry on the way to closing; see `describe`."""

from __future__ import annotations

from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _asked(tell: Teller, event: e.ConfirmationAsked) -> str:
    return tell.t.gettext("{name} was asked whether it works again").format(name=event.person.name)


def _reminded(tell: Teller, event: e.ConfirmationReminded) -> str:
    said = tell.t.gettext("Asked again whether it works: {names}")
    return said.format(names=tell.t.listing([person.name for person in event.people]))


def _doubted(tell: Teller, event: e.RestorationDoubted) -> str:
    return tell.with_words(tell.t.gettext("It does not work yet"), event.text)


SENTENCES: Sentences = {
    e.ConfirmationAsked: _asked,
    e.ConfirmationReminded: _reminded,
    e.RestorationDoubted: _doubted,
}
