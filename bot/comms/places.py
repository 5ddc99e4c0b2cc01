"""Places in words: how people read where an update goes. Addresses stay as the policy writes them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import Translator, _
from bot.warroom.places import Place

NAMES: Mapping[str, str] = {
    "dm": _("direct message to {target}"),
    "email": _("e-mail to {target}"),
    "webhook": _("webhook {target}"),
    "statuspage": _("Statuspage {target}"),
    "page": _("status page {target}"),
}


def place_words(ref: str, t: Translator) -> str:
    """`#channel`, `e-mail to list@example.com`, `status page public`."""
    place = Place.of(ref)
    if place.kind == "slack":
        return place.target
    return t.gettext(NAMES[place.kind]).format(target=place.target)
