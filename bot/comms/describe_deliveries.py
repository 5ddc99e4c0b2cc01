"""One sentence for each entry about the delivery of updates; see `describe`."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import Translator, _
from bot.comms.phrasing import in_a_row, retold
from bot.comms.places import place_words
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e
from bot.warroom.places import Place

RESULTS: Mapping[str, str] = {
    "posted in Slack": _("posted in Slack"),
    "sent as direct messages in Slack": _("sent as direct messages in Slack"),
    "accepted": _("accepted"),
    "shown": _("shown"),
}
"""What we say of a delivery ourselves; other results are the other side's own answers, and stay as they are."""


def _delivered(tell: Teller, event: e.UpdateDelivered) -> str:
    said = tell.t.gettext("Update {n} reached {audience} by {place}").format(
        n=event.number, audience=tell.audience(event.audience), place=place_words(event.channel, tell.t)
    )
    notes = [_whom(event), _result(tell, event), _attempts(tell, event.attempts)]
    if event.instead_of:
        notes.append(tell.t.gettext("instead of {place}").format(place=place_words(event.instead_of, tell.t)))
    told = ", ".join(note for note in notes if note)
    return f"{said} ({told})" if told else said


def _whom(event: e.UpdateDelivered) -> str:
    """Whom it reached, where the place does not say that already."""
    return event.to if Place.of(event.channel).kind == "dm" and event.to != event.channel else ""


def _result(tell: Teller, event: e.UpdateDelivered) -> str:
    return tell.t.gettext(RESULTS[event.result]) if event.result in RESULTS else event.result


def _attempts(tell: Teller, attempts: int) -> str:
    return tell.t.gettext("after {n} attempts").format(n=attempts) if attempts > 1 else ""


def _failed(tell: Teller, event: e.DeliveryFailed) -> str:
    said = tell.t.gettext("Update {n} did not reach {audience} by {place}").format(
        n=event.number, audience=tell.audience(event.audience), place=place_words(event.channel, tell.t)
    )
    return tell.with_words(said, in_a_row(retold(event.why, event.why_told, tell.t), _next(tell, event)))


def _next(tell: Teller, event: e.DeliveryFailed) -> str:
    if not event.then:
        return retold(event.remedy, event.remedy_told, tell.t)
    return tell.t.gettext("It goes to {place} instead.").format(place=place_words(event.then[0], tell.t))


def _broken(tell: Teller, event: e.TemplateBroken) -> str:
    said = tell.t.gettext("Update {n} went to {audience} in the shipped words, since the template {place} is broken")
    place = broken_place(event, tell.t)
    return tell.with_words(
        said.format(n=event.number, audience=tell.audience(event.audience), place=place), broken_why(event, tell.t)
    )


def broken_place(event: e.TemplateBroken, t: Translator) -> str:
    """`templates/en/customer/all.j2, line 3`."""
    if not event.line:
        return event.file
    return t.gettext("{file}, line {line}").format(file=event.file, line=event.line)


def broken_why(event: e.TemplateBroken, t: Translator) -> str:
    """What is wrong with it: the name that is not known, or what the template engine says."""
    return t.gettext("it says {name}, which is not known").format(name=event.variable) if event.variable else event.why


SENTENCES: Sentences = {e.UpdateDelivered: _delivered, e.DeliveryFailed: _failed, e.TemplateBroken: _broken}
