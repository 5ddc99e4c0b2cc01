"""A room in the middle of the window: head, bookmarks, messages, composer; and its panels at the side.

Must not change anything.
"""

from collections.abc import Iterator

from markupsafe import Markup

from bot.sandbox.model import Bookmark, Channel, Message
from bot.sandbox.page import emoji, messages, mrkdwn
from bot.sandbox.page.marks import counts
from bot.sandbox.page.markup import el, link
from bot.sandbox.page.markup import name as named
from bot.sandbox.page.pieces import Piece
from bot.sandbox.page.reader import Reader


def head(reader: Reader, room: Channel) -> Piece:
    """Name, topic, members, pins, and what one can do with the room."""
    title = reader.title_of(room)
    sign = (title, room.topic["value"], len(room.members), len(room.pins), reader.inside(room), room.is_archived)
    return Piece("head", sign, lambda: _head(reader, room, title))


def _head(reader: Reader, room: Channel, title: str) -> Markup:
    mark = {"channel": "#", "group": "🔒 "}.get(room.kind, "")
    topic = el(
        "div",
        mrkdwn.html(reader, room.topic["value"]),
        class_="topic",
        title=mrkdwn.words(room.topic["value"]).unescape(),
    )
    archived = el("span", "archived", class_="badge") if room.is_archived else None
    return el(
        "div",
        el("h1", el("span", mark, aria_hidden="true"), named(title), archived),
        topic if room.topic["value"] else el("div", class_="topic"),
        el(
            "div",
            _panel(f"👥 {len(room.members)}", "members", f"{len(room.members)} members"),
            _panel(f"📌 {len(room.pins)}", "pins", f"{len(room.pins)} pinned"),
            _panel("Info", "about", "About this place"),
            class_="row",
        ),
        class_="head",
    )


def _panel(words: str, panel: str, label: str) -> Markup:
    return el(
        "button",
        words,
        type="button",
        class_="button small",
        data_do="panel",
        data_panel=panel,
        aria_label=label,
        title=label,
    )


def bookmarks(reader: Reader, room: Channel) -> Piece:
    found = [it for it in room.bookmarks.values() if it.kind == "link"]
    sign = tuple((it.title, it.link, it.emoji) for it in found)
    more = _panel("+", "about", "Add a bookmark")
    return Piece(
        "bookmarks",
        sign,
        lambda: el("div", [_bookmark(it) for it in found], more, class_="bookmarks") if found else Markup(""),
    )


def _bookmark(it: Bookmark) -> Markup:
    return link(
        it.link,
        el("span", emoji.replaced(it.emoji) or "🔗", class_="emoji", aria_hidden="true"),
        " ",
        named(it.title),
        class_="bookmark",
    )


def listed(reader: Reader, room: Channel, count: int, read_up_to: int) -> tuple[list[Piece], bool]:
    """The latest `count` messages outside threads as pieces, and whether there are older ones."""
    found, more = _latest(reader, room, count)
    return list(_with_lines(reader, found, read_up_to)), more


def _latest(reader: Reader, room: Channel, count: int) -> tuple[list[Message], bool]:
    found: list[Message] = []
    more = False
    for message in room.log.backwards(0, 10**18):
        if message.is_reply and not message.broadcast:
            continue
        if len(found) >= count:
            more = True
            break
        found.append(message)
    found.reverse()
    own = [it for it in reader.ws.ephemerals.get(reader.id, ()) if it.channel == room.id and not it.thread_ts]
    shown = [it for it in own if not more or it.ts >= found[0].ts]
    return (sorted([*found, *shown], key=lambda it: it.ts) if shown else found), more


def _with_lines(reader: Reader, found: list[Message], read_up_to: int) -> Iterator[Piece]:
    """Messages with the lines between days and above what is new."""
    before: Message | None = None
    day, told = None, not read_up_to
    for message in found:
        when = reader.moment(message.ts)
        if when.date() != day:
            day, before = when.date(), None
            yield messages.day(reader, when)
        if not told and _micros(message) > read_up_to and message.user != reader.id and counts(message):
            told, before = True, None
            yield messages.new_line()
        yield messages.piece(reader, message, compact=messages.follows(before, message))
        before = message


def _micros(message: Message) -> int:
    seconds, _, rest = message.ts.partition(".")
    return int(seconds) * 1_000_000 + int(rest or 0)


def thread(reader: Reader, room: Channel, ts: str) -> list[Piece] | None:
    """The parent and its replies; None when the parent is gone."""
    parent = room.log.get(ts)
    if parent is None:
        return None
    own = [it for it in reader.ws.ephemerals.get(reader.id, ()) if it.channel == room.id and it.thread_ts == ts]
    replies = sorted([*parent.replies, *own], key=lambda it: it.ts)
    count = len(parent.replies)
    words = f"{count} {'reply' if count == 1 else 'replies'}"
    line = Piece("count", words, lambda: el("div", el("span", words), class_="day", data_key="count", role="separator"))
    first = messages.piece(reader, parent, in_thread=True)
    return [first, line, *(messages.piece(reader, it, in_thread=True) for it in replies)]
