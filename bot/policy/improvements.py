"""The form of the policy's `improvements`; see `schema`."""

from __future__ import annotations

from bot.policy import words as w
from bot.policy.forms import Many, Named, Section

IMPROVEMENTS = Section(
    {
        "approvers": Many(w.PERSON_REF),
        "grown_by": w.whole(1, 1_000),
        "step_from": w.whole(1, 100),
        "most_steps": w.whole(1, 30),
        "most_proposals": w.whole(1, 10),
        "propose_in": w.CHANNEL_OR_NONE,
        "announce_in": w.CHANNEL_OR_NONE,
        "channels": Named(w.text(75), w.CHANNEL),
        "due_after": w.DURATION_ABOVE_ZERO,
        "remind_before": w.DURATION_ABOVE_ZERO,
        "remind_every": w.DURATION_ABOVE_ZERO,
    }
)
