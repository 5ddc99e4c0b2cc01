"""Renderings of an update that wait: for other words, or for somebody's approval; and what an audience read last.

Values only. What makes one wait is decided in `composing`, what becomes of it in `approving`.
"""

from __future__ import annotations

from typing import Any, Literal

from bot.warroom.base import Moment, Person, Value

Verdict = Literal["pending", "released", "refused", "replaced"]
Awaits = Literal["words", "approval"]


class Found(Value):
    """The linter stumbled over `excerpt` in this part of an audience's rendering (`text`, `impact`, `title`…)."""

    audience: str
    rule: str
    excerpt: str = ""
    part: str = "text"


class Waiting(Value):
    """One audience's rendering of an update that has not left. Decided on, it keeps who did, and not the facts.

    `awaits` words while the linter holds it back, or approval; `approvers` were asked. `corrects` is the number of the
    update that it corrects.
    """

    number: int
    audience: str
    awaits: Awaits
    facts: dict[str, Any]
    text: str = ""
    by: Person | None = None
    at: Moment
    found: tuple[Found, ...] = ()
    approvers: tuple[Person, ...] = ()
    final: bool = False
    corrects: int | None = None
    overridden: str = ""
    verdict: Verdict = "pending"
    decided_by: Person | None = None

    @property
    def reference(self) -> str:
        """What people call it: U3."""
        return f"U{self.number}"


class Asleep(Value):
    """An update that waits for the end of an audience's quiet hours."""

    number: int
    until: Moment


class LastTold(Value):
    """What people wrote into the last update that an audience read; a holding statement changes no words here.

    `seq` is the entry up to which it has read the key moments. `phase` (the how manieth) and `standing` say how the
    incident stood then: once either is another, the words may be untrue.
    """

    number: int
    seq: int = 0
    phase: int = 0
    standing: str = ""
    text: str = ""
    impact: str = ""
    workaround: str = ""
