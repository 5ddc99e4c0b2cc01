"""Whose eyes the page is drawn for: names, rooms and times as one person sees them.

Must not change anything.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.sandbox.core import Core
from bot.sandbox.model import Channel, User
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True)
class Reader:
    """One person in front of one window."""

    core: Core
    user: User

    @property
    def ws(self) -> Workspace:
        return self.core.ws

    @property
    def id(self) -> str:
        return self.user.id

    @cached_property
    def zone(self) -> ZoneInfo:
        """The person's own time zone; UTC for one that the machine does not know."""
        try:
            return ZoneInfo(self.user.tz)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")

    def at(self, seconds: float) -> datetime:
        return datetime.fromtimestamp(seconds, self.zone)

    def moment(self, ts: str) -> datetime:
        """When a message was sent, on this person's clock."""
        return self.at(int(ts.partition(".")[0]))

    def now(self) -> datetime:
        return self.at(self.ws.clock.now())

    def path(self, *parts: str) -> str:
        """An address of this person's pages."""
        return "/".join(["/as", quote(self.user.handle, safe=""), *(quote(part, safe="") for part in parts)])

    def sees(self, room: Channel) -> bool:
        return not room.is_private or self.id in room.members

    def inside(self, room: Channel) -> bool:
        return self.id in room.members

    def name_of(self, user_id: str | None) -> str:
        user = self.ws.users.get(user_id or "")
        if user is None:
            return "Slack" if user_id in (None, "", "USLACKBOT") else str(user_id)
        return user.real_name or user.handle

    def title_of(self, room: Channel) -> str:
        """`shop` for #shop, the names of the others for a direct message."""
        if room.kind in ("channel", "group"):
            return room.name
        others = [self.name_of(member) for member in room.members if member != self.id]
        return ", ".join(others) or f"{self.name_of(self.id)} (you)"

    def groups(self) -> list[str]:
        """Ids of the user groups this person is in."""
        return [group.id for group in self.ws.groups.values() if self.id in group.members]
