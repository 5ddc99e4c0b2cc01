"""One sentence for each entry about the delivery of updates; see `describe`."""

from __future__ import annotations

from bot.comms.places import place_words
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _delivered(tell: Teller, event: e.UpdateDelivered) -> str:
    said = tell.t.gettext("Update {n} reached {audience} by {place}").format(
        n=event.number, audience=tell.audience(event.audience), place=place_words(event.channel, tell.t)
    )
    notes = [event.to if event.to != event.channel else "", event.result, _attempts(tell, event.attempts)]
    if event.instead_of:
        notes.append(tell.t.gettext("instead of {place}").format(place=place_words(event.instead_of, tell.t)))
    told = ", ".join(note for note in notes if note)
    return f"{said} ({told})" if told else said


def _attempts(tell: Teller, attempts: int) -> str:
    return tell.t.gettext("after {n} attempts").format(n=attempts) if attempts > 1 else ""


def _failed(tell: Teller, event: e.DeliveryFailed) -> str:
    said = tell.t.gettext("Update {n} did not reach {audience} by {place}").format(
        n=event.number, audience=tell.audience(event.audience), place=place_words(event.channel, tell.t)
    )
    words = " ".join(part for part in (event.why, _next(tell, event)) if part)
    return tell.with_words(said, words)


def _next(tell: Teller, event: e.DeliveryFailed) -> str:
    if not event.then:
        return event.remedy
    return tell.t.gettext("It goes to {place} instead.").format(place=place_words(event.then[0], tell.t))


SENTENCES: Sentences = {e.UpdateDelivered: _delivered, e.DeliveryFailed: _failed}
