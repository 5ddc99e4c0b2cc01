"""mrkdwn as HTML: bold, code, quotes, lists of signs in angle brackets, emoji.

What is not understood stays as words. Every pattern runs in time linear in the text, since the text may
be hostile. Must not know where the words stand.
"""

import re
from html import unescape

from markupsafe import Markup, escape

from bot.sandbox.page import dates, emoji
from bot.sandbox.page.markup import NOTHING, Child, el, joined, link
from bot.sandbox.page.markup import name as named
from bot.sandbox.page.reader import Reader

_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_QUOTE = re.compile(r"^(?:&gt;|>) ?(.*)$")
_STYLES = {"bold": ("*", "strong"), "italic": ("_", "em"), "strike": ("~", "s")}


def _marked(name: str, mark: str) -> str:
    """Words between two marks on one line; signs in angle brackets count as one letter each."""
    letter = rf"(?:<[^<>\n]*>|[^{mark}<\n])"
    last = rf"(?:<[^<>\n]*>|[^\s{mark}<])"
    return rf"(?<![\w{mark}])[{mark}](?=[^\s{mark}])(?P<{name}>{letter}*{last})[{mark}](?!\w)"


_INLINE = re.compile(
    "|".join(
        [
            r"`(?P<code>[^`\n]+)`",
            r"<(?P<sign>[^<>\n]+)>",
            r"(?P<emoji>:[a-z0-9_+'\-]{1,64}:(?::skin-tone-[2-6]:)?)",
            *(_marked(name, mark) for name, (mark, _) in _STYLES.items()),
        ]
    )
)
SIGN = re.compile(r"<([^<>\n]+)>")
_DATE = re.compile(r"!date\^(-?\d{1,12})\^([^^]*)(?:\^(.*))?")
_DEEPEST = 4


def html(reader: Reader, text: str) -> Markup:
    """A text of mrkdwn as HTML, blocks of code and quotes included."""
    pieces: list[Child] = []
    end = 0
    for found in _FENCE.finditer(text):
        pieces += [_lines(reader, text[end : found.start()].removesuffix("\n")), el("pre", words(found[1]))]
        end = found.end()
    rest = text[end:]
    return joined([*pieces, _lines(reader, rest.removeprefix("\n") if pieces else rest)])


def _lines(reader: Reader, text: str) -> Markup:
    out: list[Child] = []
    quoted: list[str] = []
    plain: list[str] = []
    for line in text.split("\n"):
        found = _QUOTE.match(line)
        if (found is None) == bool(quoted):
            out += _settled(reader, plain, quoted)
            plain, quoted = [], []
        (quoted if found else plain).append(found[1] if found else line)
    return joined([*out, *_settled(reader, plain, quoted)])


def _settled(reader: Reader, plain: list[str], quoted: list[str]) -> list[Child]:
    if quoted:
        return [el("blockquote", inline(reader, "\n".join(quoted)))]
    return [inline(reader, "\n".join(plain))] if plain else []


def inline(reader: Reader, text: str, depth: int = 0) -> Markup:
    """Running text: styles, code, signs in angle brackets, emoji."""
    pieces: list[Child] = []
    end = 0
    for found in _INLINE.finditer(text):
        pieces += [words(text[end : found.start()]), _styled(reader, found, depth)]
        end = found.end()
    return joined([*pieces, words(text[end:])])


def _styled(reader: Reader, found: re.Match[str], depth: int) -> Markup:
    kind = found.lastgroup or ""
    inside = found[kind]
    match kind:
        case "code":
            return el("code", words(inside))
        case "sign":
            return sign(reader, inside)
        case "emoji":
            return emoji_html(inside)
        case _:
            return el(_STYLES[kind][1], inline(reader, inside, depth + 1) if depth < _DEEPEST else words(inside))


def words(text: str) -> Markup:
    """Words as they were meant: Slack's three escapes undone, then made safe for the page."""
    return escape(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def emoji_html(code: str) -> Markup:
    """An emoji with its name for those who hear the page."""
    short = code.strip(":").partition(":")[0]
    known = emoji.character(short)
    return el("span", known, class_="emoji", title=f":{short}:") if known else words(code)


def sign(reader: Reader, inside: str) -> Markup:
    """What stands between angle brackets: a person, a room, a group, a date, a link."""
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return mention(reader, target[1:], label)
    if target.startswith("#"):
        return room(reader, target[1:], label)
    if target.startswith("!"):
        return _special(reader, inside, target, label)
    return link(unescape(target), words(label or target.removeprefix("mailto:")))


def mention(reader: Reader, user_id: str, label: str = "") -> Markup:
    user = reader.ws.users.get(user_id)
    shown = user.real_name or user.handle if user else label or user_id
    return el("span", "@", named(shown), class_="mention me" if user_id == reader.id else "mention")


def room(reader: Reader, room_id: str, label: str = "") -> Markup:
    found = reader.ws.channels.get(room_id)
    if found is None or not reader.sees(found):
        return el("span", f"#{label}" if label and found is None else "#private-channel", class_="mention")
    return el(
        "a", "#", named(reader.title_of(found)), class_="mention", href=reader.path(found.id), data_place=found.id
    )


def group(reader: Reader, group_id: str, label: str = "") -> Markup:
    found = reader.ws.groups.get(group_id)
    shown = f"@{found.handle}" if found else label or "@group"
    return el("span", named(shown), class_="mention me" if group_id in reader.groups() else "mention")


def _special(reader: Reader, inside: str, target: str, label: str) -> Markup:
    if target in ("!here", "!channel", "!everyone"):
        return el("span", f"@{target[1:]}", class_="mention me")
    if target.startswith("!subteam^"):
        return group(reader, target.removeprefix("!subteam^"), label)
    dated = _DATE.fullmatch(inside.partition("|")[0])
    if dated:
        return date(reader, int(dated[1]), dated[2], dated[3], label)
    return words(label or f"<{inside}>")


def date(reader: Reader, seconds: int, template: str, address: str | None = None, fallback: str = "") -> Markup:
    """A moment on the reader's clock; the fallback when there is no such moment."""
    try:
        when = reader.at(seconds)
    except (ValueError, OverflowError, OSError):
        return words(fallback)
    said = dates.formatted(template, when, reader.now(), twelve=_counts_to_twelve(reader))
    shown = el("time", said, datetime=when.isoformat(), title=dates.exactly(when))
    return link(unescape(address), shown) if address else shown


def _counts_to_twelve(reader: Reader) -> bool:
    return reader.user.locale in ("en-US", "en-AU", "en-CA")


def text_object(reader: Reader, it: object) -> Markup:
    """A Block Kit text object, or a bare string, as HTML."""
    if isinstance(it, str):
        return html(reader, it)
    if not isinstance(it, dict):
        return NOTHING
    said = str(it.get("text", ""))
    if it.get("type") != "plain_text":
        return html(reader, said)
    return escape(emoji.replaced(said) if it.get("emoji", True) else said)
