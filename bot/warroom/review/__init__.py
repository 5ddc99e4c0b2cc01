"""The post-incident review draft: what the record says, and what it does not say yet. No words of presentation."""

from __future__ import annotations

from bot.warroom.review.draft import draft, facts
from bot.warroom.review.facts import ReviewDraft

__all__ = ["ReviewDraft", "draft", "facts"]
