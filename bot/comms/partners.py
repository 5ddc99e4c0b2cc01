"""The words for what an incident waits for. It makes no sentences and no markup."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import Translator, _

WAITS: Mapping[str, str] = {
    "vendor": _("a vendor"),
    "approval": _("an approval"),
    "user": _("a user"),
    "change": _("a change window"),
}
VERDICTS: Mapping[str, str] = {
    "pending": _("not decided yet"),
    "approved": _("approved"),
    "refused": _("refused"),
}


def wait_words(on: str, title: str, t: Translator) -> str:
    """`a change window`, or `a vendor: Acquirer One`."""
    words = t.gettext(WAITS.get(on, on))
    return f"{words}: {title}" if title else words
