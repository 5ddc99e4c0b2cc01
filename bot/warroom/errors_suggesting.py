"""Refusals about suggested key moments; see `errors`."""

from __future__ import annotations

from bot.warroom.errors import Conflict


class SuggestionOver(Conflict):
    """This suggestion is over: {how}. Nothing was changed.
    To mark the message otherwise, react to it or use its shortcut *Add to timeline*."""
