"""The things a workspace is made of: people, rooms, messages, files, bookmarks, user groups.

Plain values with the few questions that concern one of them alone. Must not know the Web API's rules
or how anything is delivered.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.clock import micros

Block = dict[str, Any]
RoomKind = Literal["channel", "group", "im", "mpim"]


@dataclass
class User:
    """A person or a bot's user."""

    id: str
    handle: str
    real_name: str
    email: str = ""
    tz: str = "Asia/Jakarta"
    locale: str = "en-GB"
    title: str = ""
    is_admin: bool = False
    is_bot: bool = False
    deleted: bool = False
    app_id: str | None = None
    bot_id: str | None = None
    updated: int = 0
    presence: str = "active"
    status_text: str = ""
    status_emoji: str = ""
    dnd_from: int = 0
    dnd_until: int = 0
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class UserGroup:
    """A user group (`@backend`)."""

    id: str
    handle: str
    name: str
    members: list[str] = field(default_factory=list)
    description: str = ""
    channels: list[str] = field(default_factory=list)
    disabled_at: int = 0


@dataclass
class File:
    """An uploaded file; `completed` once it is shared. `extra` carries what an export knew besides."""

    id: str
    name: str
    title: str
    user: str
    created: int
    content: bytes = b""
    mimetype: str = "application/octet-stream"
    rooms: list[str] = field(default_factory=list)
    completed: bool = False
    deleted: bool = False
    alt_txt: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass
class Bookmark:
    """A link in a room's bar."""

    id: str
    room: str
    title: str
    link: str
    emoji: str = ""
    kind: str = "link"
    created: int = 0
    updated: int = 0
    by: str = ""
    parent: str | None = None
    access_level: str | None = None


@dataclass(eq=False)
class Message:
    """One message; `extra` carries fields that only some subtypes have."""

    ts: str
    channel: str
    user: str | None
    text: str
    subtype: str | None = None
    blocks: list[Block] = field(default_factory=list)
    attachments: list[Block] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    bot_id: str | None = None
    app_id: str | None = None
    files: list[File] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: dict[str, str] | None = None
    pinned_by: dict[str, Any] | None = None
    ephemeral_for: str | None = None
    replies: list["Message"] = field(default_factory=list)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def all_text(self) -> str:
        """Every word a reader sees: the text, or that of blocks and attachments, line by line."""
        rich = [*texts_in(self.blocks), *texts_in(self.attachments)]
        return "\n".join(rich) if self.blocks else "\n".join([self.text, *rich])


class Log:
    """A room's messages in order of time; finding one and reading a page do not walk through all."""

    def __init__(self) -> None:
        self._by_ts: dict[str, Message] = {}
        self._order: list[int] = []
        self._ts_at: dict[int, str] = {}

    def __iter__(self) -> Iterator[Message]:
        return (self._by_ts[self._ts_at[at]] for at in self._order)

    def __len__(self) -> int:
        return len(self._order)

    def get(self, ts: str) -> Message | None:
        return self._by_ts.get(ts)

    def add(self, message: Message) -> None:
        at = micros(message.ts)
        self._by_ts[message.ts] = message
        self._ts_at[at] = message.ts
        insort(self._order, at)

    def remove(self, ts: str) -> None:
        del self._by_ts[ts]
        at = micros(ts)
        del self._ts_at[at]
        del self._order[bisect_left(self._order, at)]

    def backwards(self, oldest: int, latest: int) -> Iterator[Message]:
        """Messages with `oldest <= time <= latest` (microseconds), newest first."""
        first = bisect_left(self._order, oldest)
        last = bisect_right(self._order, latest)
        return (self._by_ts[self._ts_at[self._order[i]]] for i in range(last - 1, first - 1, -1))


@dataclass(eq=False)
class Channel:
    """A room: public channel, private channel (`group`), direct message or group direct message."""

    id: str
    name: str
    kind: RoomKind
    creator: str
    created: int
    members: dict[str, None] = field(default_factory=dict)
    topic: dict[str, Any] = field(default_factory=lambda: {"value": "", "creator": "", "last_set": 0})
    purpose: dict[str, Any] = field(default_factory=lambda: {"value": "", "creator": "", "last_set": 0})
    is_archived: bool = False
    is_general: bool = False
    previous_names: list[str] = field(default_factory=list)
    log: Log = field(default_factory=Log)
    pins: list[str] = field(default_factory=list)
    last_read: dict[str, str] = field(default_factory=dict)
    bookmarks: dict[str, Bookmark] = field(default_factory=dict)
    canvas: str = ""

    @property
    def is_private(self) -> bool:
        return self.kind != "channel"

    @property
    def messages(self) -> list[Message]:
        """Every message still there, thread replies included, oldest first."""
        return list(self.log)


def texts_in(tree: Any) -> list[str]:
    """The texts of text objects, fields, buttons and headers inside blocks, in reading order."""
    if isinstance(tree, list):
        return [text for item in tree for text in texts_in(item)]
    if not isinstance(tree, dict):
        return []
    if tree.get("type") in _LINES:
        return ["".join(_spoken(each) for each in tree.get("elements", ()))]
    own = [tree["text"]] if isinstance(tree.get("text"), str) else []
    inner = [tree[key] for key in _INNER if isinstance(tree.get(key), dict | list)]
    return own + texts_in(inner)


def _spoken(leaf: Any) -> str:
    """A leaf of rich text as words: the text, the name of an emoji, the address of a link."""
    if not isinstance(leaf, dict):
        return ""
    return str(leaf.get("text") or leaf.get("url") or (f":{leaf['name']}:" if "name" in leaf else ""))


_LINES = ("rich_text_section", "rich_text_preformatted", "rich_text_quote")
_INNER = ("text", "fields", "label", "title", "accessory", "elements", "element", "blocks")
