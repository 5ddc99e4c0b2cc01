"""How a command is typed, for a reader: what stands in `<…>` or `[…]` for people's own words is in their language.

Names that are typed as they stand (`sev2`, `approve|refuse`, `at 10:32`) are the same in every language.
"""

from __future__ import annotations

import re

from bot.comms.locale import Translator, _

OWN_WORDS = (
    _("audience"), _("business impact"), _("entry"), _("evidence"), _("field"),
    _("goal"), _("how to take it back"), _("name"), _("number"),
    _("other words"), _("question"), _("reason"), _("receipt"), _("result"), _("role"), _("section"), _("service"),
    _("subcommand"), _("team"), _("text"), _("title"), _("what"), _("what does not work"), _("what people saw"),
    _("what replaced it"), _("what restored the service"), _("what they should know"),
    _("version"), _("who"), _("who, what, how many"), _("why"), _("words"),
)  # fmt: skip
_PLACE = re.compile(r"([<\[])([^<>\[\]]+)([>\]])")


def hinted(line: str, t: Translator) -> str:
    """`impact <who, what, how many>` as this reader types it."""
    return _PLACE.sub(lambda found: f"{found[1]}{_worded(found[2], t)}{found[3]}", line)


def _worded(place: str, t: Translator) -> str:
    return t.gettext(place) if place in OWN_WORDS else place
