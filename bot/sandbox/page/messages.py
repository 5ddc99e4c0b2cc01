"""Messages as HTML: author, time, words or blocks, files, reactions, thread, and what one may do with them.

Must not decide which messages a window shows.
"""

from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot.sandbox.model import Message
from bot.sandbox.page import blocks, dates, emoji, mrkdwn, pictures
from bot.sandbox.page.blocks import Drawing
from bot.sandbox.page.markup import Attr, Child, el
from bot.sandbox.page.markup import name as named
from bot.sandbox.page.pieces import Piece
from bot.sandbox.page.reader import Reader

TOGETHER_SECONDS = 300
_QUIET = frozenset(
    f"{kind}_{what}"
    for kind in ("channel", "group")
    for what in ("join", "leave", "topic", "purpose", "name", "archive", "unarchive")
)


def is_quiet(message: Message) -> bool:
    """Whether it is a line that Slack wrote about the room."""
    return message.subtype in _QUIET


def piece(reader: Reader, message: Message, *, compact: bool = False, in_thread: bool = False) -> Piece:
    """The message as a keyed piece; redrawn when anything about it that shows has changed."""
    return Piece(
        message.ts,
        (_sign(reader, message), compact),
        lambda: html(reader, message, compact=compact, in_thread=in_thread),
    )


def _sign(reader: Reader, it: Message) -> tuple[Any, ...]:
    marks = tuple((name, tuple(users)) for name, users in it.reactions.items())
    files = tuple(file.deleted for file in it.files)
    thread = (len(it.replies), it.replies[-1].ts) if it.replies else None
    held = repr(it.values) if it.values else ""
    author = reader.name_of(it.user)
    return (
        it.text,
        it.blocks,
        it.attachments,
        it.edited,
        marks,
        files,
        thread,
        held,
        author,
        bool(it.pinned_by),
        it.subtype,
    )


def follows(before: Message | None, it: Message) -> bool:
    """Whether it belongs to the same breath as the message before, and needs no name of its own."""
    if before is None or before.user != it.user or is_quiet(before) or before.ephemeral_for or it.ephemeral_for:
        return False
    return not (it.pinned_by or before.pinned_by) and 0 <= _seconds(it) - _seconds(before) < TOGETHER_SECONDS


def _seconds(message: Message) -> int:
    return int(message.ts.partition(".")[0])


def day(reader: Reader, when: datetime) -> Piece:
    """The line above the first message of a day."""
    words = dates.day_line(when, reader.now())
    return Piece(
        f"day-{when:%Y%m%d}",
        words,
        lambda: el("div", el("span", words), class_="day", data_key=f"day-{when:%Y%m%d}", role="separator"),
    )


def new_line() -> Piece:
    """The line above the first unread message."""
    return Piece("new", 1, lambda: el("div", el("span", "New"), class_="day new", data_key="new", role="separator"))


def html(reader: Reader, it: Message, *, compact: bool = False, in_thread: bool = False) -> Markup:
    if is_quiet(it):
        return _quiet(reader, it)
    mine = it.user == reader.id and not it.ephemeral_for and it.subtype != "tombstone"
    kinds = {
        "compact": compact,
        "ephemeral": bool(it.ephemeral_for),
        "pinned": bool(it.pinned_by),
        "me": it.subtype == "me_message",
    }
    return el(
        "article",
        _avatar(reader, it) if not compact else _small_time(reader, it),
        el(
            "div",
            [None if compact else _head(reader, it), *_body(reader, it, in_thread=in_thread)],
            class_="message-body",
        ),
        None if it.ephemeral_for or it.subtype == "tombstone" else _tools(it, in_thread=in_thread),
        class_=" ".join(["message", *(kind for kind, yes in kinds.items() if yes)]),
        tabindex="-1",
        data_source=source(reader, it.text) if mine else None,
        data_pinned=bool(it.pinned_by),
        aria_label=f"{reader.name_of(it.user)}, {dates.time_of(reader.moment(it.ts))}",
        **_ids(it),
    )


def _ids(it: Message) -> dict[str, Attr]:
    return {"data_key": it.ts, "data_ts": it.ts, "data_room": it.channel, "data_thread": it.thread_ts}


def _quiet(reader: Reader, it: Message) -> Markup:
    said = el("span", mrkdwn.html(reader, it.text))
    return el("div", _time(reader, it), " ", said, class_="message quiet", tabindex="-1", data_key=it.ts, data_ts=it.ts)


def tile(name: str, key: str, *, is_bot: bool = False) -> Markup:
    """Somebody's picture: initials on a colour of their own."""
    initials = "".join(part[0] for part in name.split()[:2] if part).upper() or "?"
    colour = sum(key.encode()) % 10
    return el(
        "span", "◆" if is_bot else initials, class_=f"tile c{colour}{' bot' if is_bot else ''}", aria_hidden="true"
    )


def _avatar(reader: Reader, it: Message) -> Markup:
    return tile(reader.name_of(it.user), it.user or "", is_bot=it.bot_id is not None)


def _head(reader: Reader, it: Message) -> Markup:
    user = reader.ws.users.get(it.user or "")
    title = el("span", user.title, class_="note role") if user and user.title else None
    return el(
        "div",
        named(reader.name_of(it.user), "b"),
        el("span", "APP", class_="badge app") if it.bot_id else None,
        title,
        _time(reader, it),
        class_="message-head",
    )


def _time(reader: Reader, it: Message) -> Markup:
    when = reader.moment(it.ts)
    return el("time", dates.time_of(when), datetime=when.isoformat(), title=dates.exactly(when))


def _small_time(reader: Reader, it: Message) -> Markup:
    return el("span", _time(reader, it), class_="small-time")


def _body(reader: Reader, it: Message, *, in_thread: bool) -> list[Child]:
    drawing = Drawing(reader, it.values)
    own: list[Child] = [
        _only_you() if it.ephemeral_for else None,
        el("div", f"📌 Pinned by {reader.name_of(it.pinned_by.get('pinned_by'))}", class_="note pin")
        if it.pinned_by
        else None,
        el("div", "↪ also sent to the channel from a thread", class_="note")
        if it.broadcast and not in_thread
        else None,
        _words(reader, drawing, it),
        [blocks.attachment(drawing, each) for each in it.attachments],
        [pictures.file_html(reader, file) for file in it.files],
        _reactions(reader, it),
    ]
    return [*own, None if in_thread or it.is_reply else _thread(reader, it)]


def _only_you() -> Markup:
    away = el("button", "Dismiss", type="button", class_="bare-link", data_do="dismiss")
    return el("div", "👁 Only visible to you · ", away, class_="note only-you")


def _words(reader: Reader, drawing: Drawing, it: Message) -> Child:
    edited = el("small", " (edited)", class_="note", title=_edited_at(reader, it)) if it.edited else None
    if it.blocks:
        return [blocks.html(drawing, it.blocks), edited]
    if it.subtype == "tombstone":
        return el("div", "🗑 This message was deleted.", class_="note")
    return el("div", mrkdwn.html(reader, it.text), edited, class_="prose") if it.text else edited


def _edited_at(reader: Reader, it: Message) -> str:
    return dates.exactly(reader.moment((it.edited or {}).get("ts", it.ts)))


def _reactions(reader: Reader, it: Message) -> Child:
    given = [(name, users) for name, users in it.reactions.items() if users]
    if not given:
        return None
    return el("div", [_reaction(reader, name, users) for name, users in given], class_="reactions")


def _reaction(reader: Reader, name: str, users: list[str]) -> Markup:
    who = ", ".join(reader.name_of(user) for user in users[:20])
    return el(
        "button",
        el("span", emoji.shown(name), class_="emoji"),
        f" {len(users)}",
        type="button",
        class_="reaction",
        data_do="react",
        data_name=name,
        aria_pressed="true" if reader.id in users else "false",
        title=f":{name}: {who}",
        aria_label=f"{name}, {len(users)}: {who}",
    )


def _thread(reader: Reader, it: Message) -> Child:
    if not it.replies:
        return None
    people = list(dict.fromkeys(reply.user or "" for reply in it.replies))[:4]
    count = len(it.replies)
    return el(
        "button",
        [tile(reader.name_of(user), user) for user in people],
        el("b", f"{count} {'reply' if count == 1 else 'replies'}"),
        el("span", f"last {dates.time_of(reader.moment(it.replies[-1].ts))}", class_="note"),
        type="button",
        class_="thread-link",
        data_do="thread",
    )


def _tools(it: Message, *, in_thread: bool) -> Markup:
    def tool(sign: str, label: str, do: str) -> Markup:
        return el("button", sign, type="button", class_="tool", data_do=do, title=label, aria_label=label)

    reply = None if in_thread or it.is_reply else tool("💬", "Reply in thread", "thread")
    return el("div", tool("☺", "Add reaction", "pick"), reply, tool("⋯", "More actions", "more"), class_="tools")


def source(reader: Reader, text: str) -> str:
    """The text as its author typed it, for editing: names instead of ids, signs instead of escapes."""

    def typed(inside: str) -> str:
        target, _, label = inside.partition("|")
        if target[:1] in "@#":
            user, room = reader.ws.users.get(target[1:]), reader.ws.channels.get(target[1:])
            return f"@{user.handle}" if user else f"#{room.name}" if room else f"{target[0]}{label or target[1:]}"
        if target.startswith("!"):
            return label or f"@{target[1:]}"
        return target

    named_text = mrkdwn.SIGN.sub(lambda found: typed(found[1]), text)
    return named_text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
