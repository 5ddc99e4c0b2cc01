"""What can go wrong when an on-call provider is asked, by name. Each leaves the policy's own shifts to stand in.

OnCallUnavailable (ports)
├── OnCallSilent     it did not answer in time, or could not be reached
├── OnCallRefused    it refuses our token
├── OnCallUnknown    it does not know the schedule
├── OnCallBusy       it asks us to slow down
└── OnCallUnreadable its answer, or the file, is none that we understand
"""

from __future__ import annotations

from bot.warroom.ports import OnCallUnavailable


class OnCallSilent(OnCallUnavailable):
    """It did not answer in time, or could not be reached."""


class OnCallRefused(OnCallUnavailable):
    """It refuses our token."""


class OnCallUnknown(OnCallUnavailable):
    """It does not know the schedule."""


class OnCallBusy(OnCallUnavailable):
    """It asks us to slow down."""


class OnCallUnreadable(OnCallUnavailable):
    """Its answer is none that we understand."""
