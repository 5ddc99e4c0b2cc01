"""What comes back to a person: the ack of an interaction, and the answers that follow it.

Must not send anything.
"""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.changes import Changes
from bot.sandbox.model import Message


@dataclass(frozen=True)
class Reply:
    """The acknowledged interaction; `payload` is the ack's own content, None when it was empty."""

    payload: Any
    trigger_id: str
    response_url: str | None
    answers: list[Message]
    changes: Changes

    @property
    def text(self) -> str:
        """The words of the ack or of the last answer so far."""
        return self.answers[-1].all_text if self.answers else ""

    async def answer(self, index: int = 0, timeout: float = 15.0) -> Message:  # noqa: ASYNC109
        """Waits for an answer in the ack or through response_url; raises TimeoutError."""
        await self.changes.until(lambda: len(self.answers) > index, timeout)
        return self.answers[index]


@dataclass(frozen=True)
class Submission:
    """A submitted view: `errors` by block id, and what the app did with the view (`action`)."""

    payload: Any
    trigger_id: str
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def action(self) -> str:
        """errors, update, push, clear, or close when the ack was empty."""
        return str(self.payload["response_action"]) if isinstance(self.payload, dict) and self.payload else "close"
