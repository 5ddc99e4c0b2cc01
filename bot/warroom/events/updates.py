"""What stands between a written update and its audience. Stored for ever: fields are only added, with a default."""

from __future__ import annotations

from typing import Any, Literal

from bot.warroom.base import Person, Value
from bot.warroom.drafts import Found


class UpdateHeld(Value):
    """An audience's rendering was held back: the linter found what it must not read. It waits for other words."""

    kind: Literal["update_held"] = "update_held"
    draft: int
    audience: str
    facts: dict[str, Any]
    text: str = ""
    found: tuple[Found, ...] = ()
    final: bool = False
    corrects: int | None = None


class UpdateOverridden(Value):
    """Somebody answers for words that the linter held back, with a reason: they go on as they stand."""

    kind: Literal["update_overridden"] = "update_overridden"
    draft: int
    audience: str
    reason: str
    found: tuple[Found, ...] = ()


class ApprovalAsked(Value):
    """An audience's rendering waits for one of the approvers that the policy names."""

    kind: Literal["update_approval_asked"] = "update_approval_asked"
    draft: int
    audience: str
    facts: dict[str, Any]
    text: str = ""
    approvers: tuple[Person, ...] = ()
    found: tuple[Found, ...] = ()
    overridden: str = ""
    final: bool = False
    corrects: int | None = None


class UpdateApproved(Value):
    """An approver let a rendering go."""

    kind: Literal["update_approved"] = "update_approved"
    draft: int
    audience: str


class UpdateRefused(Value):
    """An approver refused a rendering, with a reason; the words go back to whoever wrote them."""

    kind: Literal["update_refused"] = "update_refused"
    draft: int
    audience: str
    reason: str
    author: Person | None = None
    text: str = ""
