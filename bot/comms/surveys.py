"""The satisfaction survey in plain words: what the groups are called, and what came of one. It makes no markup."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import Translator, _
from bot.warroom.surveys import HIGHEST, Group, middle

NAMES: Mapping[str, str] = {"responders": _("Responders"), "users": _("Users")}


def group_name(group: Group, t: Translator) -> str:
    """Responders, Users."""
    return t.gettext(NAMES[group])


def result(asked: int, answered: int, scores: tuple[int, ...], t: Translator) -> str:
    """The median with how many answered, and every score in order of size; or a count, when too few did."""
    if not scores:
        return t.gettext("{answered} of {asked} answered, too few to show what").format(answered=answered, asked=asked)
    said = t.gettext("median {median} of {highest}; {answered} of {asked} answered; scores {scores}")
    return said.format(
        median=middle(scores), highest=HIGHEST, answered=answered, asked=asked, scores=" ".join(map(str, scores))
    )
