"""The presets of an export: for whom it is, and what it therefore leaves out. Each says so at its top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from bot.comms.locale import Translator, _
from bot.warroom.events import Preset

PRESETS: tuple[Preset, ...] = get_args(Preset)

TITLES: Mapping[str, str] = {
    "full": _("timeline"),
    "review": _("key moments"),
    "customer": _("report for customers"),
    "regulator": _("report for the regulator"),
}
LEFT_OUT: Mapping[str, str] = {
    "full": "",
    "review": _("Left out: everything that is no key moment. The full export has every line."),
    "customer": _(
        "Left out: everything that was not published to customers, all names, and all internal words. "
        "Milestones are in plain words."
    ),
    "regulator": _(
        "Left out: personal names (roles stand in their place), messages, hypotheses and internal notes. "
        "The full export has them."
    ),
}


def title(preset: Preset, t: Translator) -> str:
    """What a document of this preset is."""
    return t.gettext(TITLES[preset])


def left_out(preset: Preset, t: Translator) -> str:
    """What it leaves out, in a sentence; nothing for a full one."""
    return t.gettext(LEFT_OUT[preset])
