"""How far work is, in words: items of the improvement register, and actions of reviews."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import _
from bot.warroom.follow_up import Standing

KINDS: Mapping[str, str] = {
    "model": _("incident model"),
    "change": _("change request"),
    "improvement": _("improvement"),
}
STATES: Mapping[str, str] = {
    "proposed": _("proposed"),
    "approved": _("approved"),
    "refused": _("refused"),
    "in_progress": _("in progress"),
    "done": _("done, to be verified"),
    "verified": _("verified"),
    "not_doing": _("not doing"),
}
STANDINGS: Mapping[Standing, str] = {
    "late": _("overdue"),
    "to_verify": _("done, to be verified"),
    "open": _("open"),
    "done": _("done"),
    "verified": _("verified"),
    "dropped": _("not doing"),
}
