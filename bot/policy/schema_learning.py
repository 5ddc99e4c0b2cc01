"""The forms of what an organisation decides about learning from incidents; see `schema`."""

from __future__ import annotations

from bot.policy import words as w
from bot.policy.forms import Section

ACTIONS = Section(
    {
        "verify_by_other": w.SWITCH,
        "remind_before": w.DURATION_ABOVE_ZERO,
        "remind_every": w.DURATION_ABOVE_ZERO,
    }
)

LEARNING = Section(
    {
        "detection_slow": w.DURATION_ABOVE_ZERO,
        "acknowledgement_slow": w.DURATION_ABOVE_ZERO,
        "assembly_slow": w.DURATION_ABOVE_ZERO,
        "diagnosis_slow": w.DURATION_ABOVE_ZERO,
        "mitigation_slow": w.DURATION_ABOVE_ZERO,
        "silence_long": w.DURATION_ABOVE_ZERO,
        "waiting_from": w.whole(1, 100),
        "ask_facts_after": w.DURATION_OR_ZERO,
    }
)
