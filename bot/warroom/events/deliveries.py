"""What became of an update on its way to one channel. Stored for ever: fields are only ever added, with a default."""

from __future__ import annotations

from typing import Literal

from bot.warroom.base import Value
from bot.warroom.phrases import Told


class UpdateDelivered(Value):
    """An update reached a channel of an audience. `channel` is the place as the policy writes it, `to` whom it reached
    there in words, `result` what the other side answered, `id` its own name for it (Message-ID, incident id, ts).
    """

    kind: Literal["delivery"] = "delivery"
    number: int
    audience: str
    channel: str
    to: str = ""
    result: str = ""
    id: str = ""
    attempts: int = 1
    seq: int = 0
    instead_of: str = ""


class DeliveryFailed(Value):
    """An update did not reach a channel, and is not tried there any more. `then` are the places that stand in for it,
    of which the first is tried now; `seq` is the entry of the update; `why_told` and `remedy_told` are the same words
    as phrases, for whoever reads another language than the organisation's.
    """

    kind: Literal["delivery_failed"] = "delivery_failed"
    number: int
    audience: str
    channel: str
    why: str
    remedy: str = ""
    attempts: int = 1
    seq: int = 0
    then: tuple[str, ...] = ()
    why_told: Told | None = None
    remedy_told: Told | None = None


class TemplateBroken(Value):
    """A template of the organisation's failed over an update, and the shipped one stood in for it: which file and line,
    and which `variable` is not known, or else `why`.
    """

    kind: Literal["template_broken"] = "template_broken"
    number: int
    audience: str
    file: str
    line: int = 0
    variable: str = ""
    why: str = ""

    @property
    def fault(self) -> str:
        """What tells this fault from others."""
        return f"{self.file}:{self.line}:{self.variable or self.why}"
