"""What Slack makes of typed words before an app sees them: mentions, links, escaped signs.

Must not know where the words go.
"""

import re

from bot.sandbox.workspace import Workspace

_PARTS = re.compile(
    r"(?P<token><[@#][A-Z0-9]+(?:\|[^<>]*)?>)"
    r"|(?P<url>https?://[^\s<>]+)"
    r"|(?P<at>(?<![\w@])@[\w.-]*\w)"
    r"|(?P<hash>(?<![\w#&])\#[\w-]+)"
    r"|(?P<sign>[&<>])"
)
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_CROWDS = ("here", "channel", "everyone")


def encoded(ws: Workspace, typed: str) -> str:
    """The text of a message: `@budi` becomes `<@U…>`, an address is wrapped, `<` is escaped."""
    return _PARTS.sub(lambda match: _encode(ws, match, labels=False), typed)


_NAMES = re.compile(
    r"(?P<known><[^<>]*>)|(?P<url>https?://[^\s<>]+)|(?P<at>(?<![\w@])@[\w.-]*\w)|(?P<hash>(?<![\w#&])#[\w-]+)"
)


def linked(ws: Workspace, text: str, *, urls: bool) -> str:
    """A text of an app with its bare names (and addresses) made into links; what is escaped stays so."""

    def link(match: re.Match[str]) -> str:
        kept = match.lastgroup == "known" or (match.lastgroup == "url" and not urls)
        return match[0] if kept else f"<{match[0]}>" if match.lastgroup == "url" else _encode(ws, match, labels=False)

    return _NAMES.sub(link, text)


def command_text(ws: Workspace, typed: str, *, should_escape: bool) -> str:
    """The text of a slash command: mentions carry labels, and only when the manifest asks for them."""
    if not should_escape:
        return re.sub(r"[&<>]", lambda match: _SIGNS[match[0]], _unmarked(ws, typed))
    return _PARTS.sub(lambda match: _encode(ws, match, labels=True), typed)


def _unmarked(ws: Workspace, typed: str) -> str:
    def plain(match: re.Match[str]) -> str:
        user = ws.users.get(match[1])
        return f"@{user.handle}" if user else match[0]

    return re.sub(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>", plain, typed)


def _encode(ws: Workspace, match: re.Match[str], *, labels: bool) -> str:
    text = match[0]
    match match.lastgroup:
        case "sign":
            return _SIGNS[text]
        case "url":
            return f"<{text.replace('&', '&amp;')}>"
        case "at":
            return _mention(ws, text, labels=labels)
        case "hash":
            room = ws.find_channel(text[1:])
            return f"<#{room.id}|{room.name}>" if room else text
        case _:
            return _labelled(ws, text) if labels else text


def _mention(ws: Workspace, text: str, *, labels: bool) -> str:
    name = text[1:]
    if name in _CROWDS:
        return f"<!{name}>"
    user = ws.find_handle(name)
    if user is not None:
        return f"<@{user.id}|{user.handle}>" if labels else f"<@{user.id}>"
    group = ws.find_group(name)
    return f"<!subteam^{group.id}|@{group.handle}>" if group else text


def _labelled(ws: Workspace, token: str) -> str:
    user = ws.users.get(token[2:-1])
    return f"<@{user.id}|{user.handle}>" if user else token
