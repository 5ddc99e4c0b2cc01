"""What an organisation decides about learning: from when on a review asks why something took so long."""

from __future__ import annotations

from datetime import timedelta

from bot.warroom.base import Value


class Learning(Value):
    """From which lengths on a review asks about them; `waiting_from` is a share of the whole, in percent.

    `ask_facts_after`: so long after a state is reached whoever leads is asked for what will be lost; 0: never.
    """

    detection_slow: timedelta = timedelta(minutes=10)
    acknowledgement_slow: timedelta = timedelta(minutes=10)
    assembly_slow: timedelta = timedelta(minutes=15)
    diagnosis_slow: timedelta = timedelta(minutes=30)
    mitigation_slow: timedelta = timedelta(minutes=60)
    silence_long: timedelta = timedelta(minutes=60)
    waiting_from: int = 10
    ask_facts_after: timedelta = timedelta()
