"""The words for what an incident asks of others."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import Translator, _

OUTPUTS: Mapping[str, str] = {
    "problem": _("Problem investigation"),
    "change": _("Change request"),
    "knowledge": _("Knowledge article"),
    "improvement": _("Improvement"),
}


def output_name(what: str, t: Translator) -> str:
    """Problem investigation, Change request…"""
    return t.gettext(OUTPUTS.get(what, what))
