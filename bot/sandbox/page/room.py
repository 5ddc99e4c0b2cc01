"""A room in the middle of the window: head, bookmarks, messages, composer; and its panels at the side.

Must not change anything.
"""

from collections.abc import Iterator

from markupsafe import Markup

from bot.sandbox.model import Bookmark, Channel, Message
from bot.sandbox.page import emoji, messages, mrkdwn
from bot.sandbox.page.marks import counts
from bot.sandbox.page.markup import Child, el, link
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
            _panel("ⓘ", "about", "About this place"),
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
    found = list(room.bookmarks.values())
    sign = tuple((it.title, it.link, it.emoji) for it in found)
    return Piece(
        "bookmarks",
        sign,
        lambda: el("div", [_bookmark(it) for it in found], class_="bookmarks") if found else Markup(""),
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


def composer(reader: Reader, room: Channel, thread: str | None = None) -> Piece:
    """The place to type, or why one cannot."""
    key = "thread-composer" if thread else "composer"
    sign = (room.id, thread, reader.inside(room), room.is_archived, reader.title_of(room))
    return Piece(key, sign, lambda: _composer(reader, room, thread))


def _composer(reader: Reader, room: Channel, thread: str | None) -> Markup:
    title = reader.title_of(room)
    if room.is_archived:
        return el("div", f"#{title} is archived. ", _do("Unarchive", "unarchive"), class_="closed", data_room=room.id)
    if not reader.inside(room):
        return el(
            "div",
            "You are looking at ",
            el("b", f"#{title}"),
            " from outside. ",
            _do("Join", "join"),
            class_="closed",
            data_room=room.id,
        )
    to = f"#{title}" if room.kind in ("channel", "group") else title
    hint = "Reply…" if thread else f"Message {to}"
    also = el("label", el("input", type="checkbox", name="broadcast"), el("span", f"Also send to {to}"), class_="tick")
    return el(
        "form",
        el("div", class_="choices completion", hidden=True, role="listbox", aria_label="Suggestions"),
        el("textarea", rows=1, name="text", placeholder=hint, aria_label=hint, autocomplete="off", spellcheck="true"),
        el(
            "div",
            el(
                "label",
                "📎",
                el("input", type="file", multiple=True, class_="hidden", aria_label="Attach files"),
                class_="button small attach",
                title="Attach files",
            ),
            None
            if thread
            else el(
                "button",
                "⚡",
                type="button",
                class_="button small",
                data_do="shortcuts",
                title="Shortcuts",
                aria_label="Shortcuts and commands",
            ),
            el("span", class_="chosen-files note"),
            also
            if thread
            else el("span", "Enter sends, Shift+Enter starts a line, ↑ edits your last message", class_="note hint"),
            el("button", "Send", class_="button primary small", type="submit"),
            class_="row",
        ),
        class_="composer",
        data_room=room.id,
        data_thread=thread,
    )


def _do(words: str, do: str, **data: str) -> Markup:
    return el(
        "button",
        words,
        type="button",
        class_="button small",
        data_do=do,
        **{f"data_{key}": it for key, it in data.items()},
    )


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


def panel(reader: Reader, room: Channel, which: str) -> Piece | None:
    """What stands at the side when no thread does: members, pins, or about."""
    make = {"members": _members, "pins": _pins, "about": _about}.get(which)
    if make is None:
        return None
    title = {"members": "Members", "pins": "Pinned", "about": "About"}[which]
    sign = (
        which,
        room.id,
        tuple(room.members),
        tuple(room.pins),
        room.topic["value"],
        room.purpose["value"],
        room.name,
        room.is_archived,
    )
    return Piece("side", sign, lambda: side(title, el("div", make(reader, room), class_="panel", data_room=room.id)))


def side(title: str, inside: Child) -> Markup:
    close = el("button", "✕", type="button", class_="button small", data_do="unside", aria_label="Close the side panel")
    return el("div", el("h2", title), close, class_="side-head") + el("div", inside, class_="side-body")


def _members(reader: Reader, room: Channel) -> Child:
    people = [reader.ws.users[it] for it in room.members if it in reader.ws.users]
    rows = [
        el(
            "li",
            messages.tile(it.real_name, it.id, is_bot=it.is_bot),
            el(
                "span",
                named(it.real_name or it.handle, "b"),
                el("small", f"@{it.handle}" + (f" · {it.title}" if it.title else "")),
                class_="who",
            ),
            None if it.id == reader.id else _do("Message", "direct", handle=it.handle),
            class_="member",
        )
        for it in sorted(people, key=lambda it: (it.is_bot, it.real_name.lower()))
    ]
    outside = [it for it in reader.ws.users.values() if it.id not in room.members and not it.deleted]
    options = [el("option", it.real_name or it.handle, value=it.handle) for it in outside]
    invite = el(
        "form",
        el("select", el("option", "Invite somebody…", value=""), options, name="handle", aria_label="Invite somebody"),
        el("button", "Invite", class_="button small"),
        class_="row",
        data_submit="invite",
    )
    can = reader.inside(room) and room.kind in ("channel", "group") and options
    return [invite if can else None, el("ul", rows, class_="plain")]


def _pins(reader: Reader, room: Channel) -> Child:
    found = [it for ts in reversed(room.pins) if (it := room.log.get(ts)) is not None]
    if not found:
        return el("p", "Nothing is pinned here yet. The ⋯ menu of a message pins it.", class_="note")
    return [messages.html(reader, it, in_thread=True) for it in found]


def _about(reader: Reader, room: Channel) -> Child:
    def field(label: str, name: str, value: str, most: int) -> Markup:
        box = el("input", name=name, value=value, maxlength=most, aria_label=label)
        return el(
            "form",
            el("label", label),
            el("div", box, el("button", "Save", class_="button small"), class_="row"),
            data_submit=name,
        )

    made = reader.at(room.created)
    facts = el(
        "p", f"Created by {reader.name_of(room.creator)} on {made:%-d %B %Y}. {len(room.log)} messages.", class_="note"
    )
    if room.kind not in ("channel", "group") or not reader.inside(room):
        return facts
    archive = _do("Unarchive", "unarchive") if room.is_archived else _do("Archive", "archive")
    forms = [
        field("Topic", "set_topic", messages.source(reader, room.topic["value"]), 250),
        field("Name", "rename", room.name, 80),
    ]
    purpose = el("p", mrkdwn.html(reader, room.purpose["value"])) if room.purpose["value"] else None
    return [facts, purpose, forms, el("div", archive, _do("Leave", "leave"), class_="row")]
