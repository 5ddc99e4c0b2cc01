"""How far each person has read in each room, since Slack's apps cannot know and people must.

Kept for the pages of one running sandbox. Must not touch the workspace.
"""

from bot.sandbox.clock import micros
from bot.sandbox.model import Channel, Message
from bot.sandbox.page.messages import is_quiet
from bot.sandbox.page.reader import Reader

MOST = 99


class ReadMarks:
    """The ts up to which each person has read each room."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], int] = {}

    def read(self, user: str, room: str, ts: str) -> bool:
        """Moves the mark forward; returns whether it moved."""
        key, at = (user, room), micros(ts)
        if at <= self._read.get(key, 0):
            return False
        self._read[key] = at
        return True

    def at(self, user: str, room: str) -> int:
        return self._read.get((user, room), 0)

    def unread(self, reader: Reader, room: Channel) -> tuple[int, int]:
        """(messages, mentions of the reader) past the mark, each at most 99."""
        since, count, called = self.at(reader.id, room.id) + 1, 0, 0
        names = _names(reader)
        for message in room.log.backwards(since, 10**18):
            if message.user == reader.id:
                break
            if not counts(message):
                continue
            count += 1
            called += room.kind in ("im", "mpim") or any(name in message.text for name in names)
            if count >= MOST:
                break
        return count, called


def counts(message: Message) -> bool:
    """Whether a message is news: not a line of Slack's, not hidden in a thread."""
    return not is_quiet(message) and (message.broadcast or not message.is_reply)


def _names(reader: Reader) -> list[str]:
    own = [f"<@{reader.id}>", f"<@{reader.id}|", "<!here", "<!channel", "<!everyone"]
    return [*own, *(f"<!subteam^{group}" for group in reader.groups())]
