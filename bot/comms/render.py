"""The one boundary between people's text and Slack's markup: nothing reaches a message except through here.

Slack reads `<…>` as mentions and links and `&…;` as entities, so people's text is escaped, its dangerous control
characters are taken out, and literal mass mentions are broken. Mentions, links and dates of our own are made only
by the functions below. It must not know incidents, cards or words of any language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote, urlsplit

from bot.comms.locale import Translator

ELLIPSIS = "…"
LONGEST_PLAIN = 8_000
"""Characters that are looked at for a place without markup; none of these places shows more than 3,000."""
WORD_JOINER = "\u2060"
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
REPLACEMENT = "\ufffd"

# Overrides and embeddings reorder the text around them (an approval can be made to read as a refusal); the marks
# LRM, RLM, ALM and the joiners that scripts and emoji need do no harm and stay.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\u206a-\u206f]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# The blocks that have right-to-left letters and figures: only there is each character asked for.
_BLOCKS = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_MASS_MENTION = re.compile(r"@(?=here|channel|everyone|group)", re.IGNORECASE)
_OPENING = re.compile(r"<(?=[!@#])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_PARTIAL = re.compile(r"(?:<[^<>]*|&[a-z]{0,3})\Z")
_USER = re.compile(r"[UW][A-Z0-9]{1,20}\Z")
_CHANNEL = re.compile(r"[CGD][A-Z0-9]{1,20}\Z")


class Markup(str):
    """Text that is already Slack's markup (or was made harmless for its medium) and is not escaped again."""

    __slots__ = ()


def clean(text: str) -> str:
    """The text with one kind of line break and without control, reordering and unpaired surrogate characters."""
    text = _NEWLINES.sub("\n", text)
    text = _REORDERING.sub("", _CONTROLS.sub("", text))
    return _SURROGATES.sub(REPLACEMENT, text)


def isolated(text: str) -> str:
    """The text with each line that holds right-to-left letters kept apart, so that it reorders nothing around it."""
    if text.isascii():
        return text
    return "\n".join(f"{ISOLATE}{line}{END_ISOLATE}" if _right_to_left(line) else line for line in text.split("\n"))


def _right_to_left(line: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL", "AN"} for letter in _BLOCKS.findall(line))


def escape(text: str) -> Markup:
    """People's text as mrkdwn that shows it as it was typed and mentions and links nothing."""
    if isinstance(text, Markup):
        return text
    safe = _MASS_MENTION.sub(f"@{WORD_JOINER}", isolated(clean(text)))
    return Markup(_entities(safe))


def words(text: str, limit: int) -> Markup:
    """People's text escaped and cut, so that a long one leaves room for what stands around it."""
    return Markup(cut(escape(clip(clean(_start(text, limit)), limit)), limit))


def line(text: str, limit: int) -> Markup:
    """People's text escaped, on one line, and cut."""
    return words(" ".join(_start(text, limit).split()), limit)


def _start(text: str, limit: int) -> str:
    """More of the text than will be shown, and much less than 40,000 characters: a card is drawn in milliseconds."""
    return text[: 8 * limit]


def plain(text: str) -> str:
    """People's text for places without markup (topics, headers, buttons): one line.

    These places show `<!here>` as it stands, but what is copied from there should wake nobody either.
    """
    broken = _MASS_MENTION.sub(f"@{WORD_JOINER}", " ".join(clean(text[:LONGEST_PLAIN]).split()))
    return isolated(_OPENING.sub(f"<{WORD_JOINER}", broken))


def cut(text: str, limit: int) -> str:
    """Markup of at most `limit` characters, ending in an ellipsis where something was left out.

    Never ends inside an entity, a `<…>` or a character built from several.
    """
    if size(text) <= limit:
        return text
    head = _PARTIAL.sub("", _head(text, limit - 2))
    return _closed(_whole(head, text).rstrip()) + ELLIPSIS


def clip(text: str, limit: int) -> str:
    """The same for text without markup."""
    return text if size(text) <= limit else _closed(_whole(_head(text, limit - 2), text).rstrip()) + ELLIPSIS


def size(text: str) -> int:
    """The length as the strictest reader counts it: in UTF-16 units, so that an emoji counts as two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _head(text: str, limit: int) -> str:
    head = text[: max(limit, 0)]
    while size(head) > limit and head:
        head = head[: -max(1, (size(head) - limit) // 2)]
    return head


def _whole(head: str, text: str) -> str:
    """The head without the beginning of a character whose end was cut off: accents, joined emoji, flags."""
    for _attempt in range(8):
        following = text[len(head) : len(head) + 1]
        if not head or not (_joins(following) or head.endswith("\u200d")):
            return head
        head = head[:-1]
    return head


def _joins(letter: str) -> bool:
    return bool(letter) and (unicodedata.combining(letter) > 0 or letter in "\u200d\ufe0f\u20e3" or _tints(letter))


def _tints(letter: str) -> bool:
    return "\U0001f3fb" <= letter <= "\U0001f3ff"


def _closed(text: str) -> str:
    """The text with its last line's isolate ended, if the cut took the end away."""
    last = text.rsplit("\n", 1)[-1]
    return text + END_ISOLATE * (last.count(ISOLATE) - last.count(END_ISOLATE))


def mention(user: str) -> Markup:
    """A mention of one person, who is notified when a new message holds it."""
    return Markup(f"<@{user}>") if _USER.match(user) else escape(user)


def channel_link(channel: str) -> Markup:
    """A link to a channel; Slack shows its name to whoever may see it."""
    return Markup(f"<#{channel}>") if _CHANNEL.match(channel) else escape(channel)


def channel_url(channel: str) -> str:
    """The address that opens a channel in the reader's own Slack, for buttons and e-mail."""
    return f"https://slack.com/app_redirect?channel={quote(channel, safe='')}"


def link(url: str, label: str) -> Markup:
    """A link; only its label where the address is not an http(s) or mailto one."""
    if _scheme(url) not in {"http", "https", "mailto"}:
        return escape(label or url)
    address = quote(clean(url).replace("\n", ""), safe=":/?#[]@!$&'()*+,;=%~-._")
    text = escape(" ".join((label or url).split())).replace("|", "¦")
    return Markup(f"<{address.replace('&', '&amp;')}|{text}>")


def _scheme(url: str) -> str:
    """The scheme of an address, or nothing when it is not one."""
    try:
        return urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return ""


def date(at: datetime, zone: str, t: Translator, *, form: str = "{time}") -> Markup:
    """A moment that each reader sees on their own clock; `zone` is for readers whose client cannot show it.

    `form` holds Slack's tokens, such as `{date_short_pretty} {time}` or `{ago}`.
    """
    fallback = t.clock(at, zone) if "date" not in form else t.moment(at, zone)
    return Markup(f"<!date^{int(at.timestamp())}^{form}|{fallback}>")


def bold(text: str) -> Markup:
    """Bold; people's text inside is escaped, and its own asterisks cannot end the bold part."""
    return Markup(f"*{escape(text).strip().replace('*', '∗')}*")


def quoted(text: str) -> Markup:
    """A block quotation of every line."""
    return Markup("\n".join(f"> {each}" for each in escape(text).split("\n")))


def fill(template: str, **values: object) -> Markup:
    """Our own words with `{name}` placeholders filled; `*`, `_` and backticks in the words are markup.

    Angle brackets and ampersands of the words are shown as such, and every value that is not markup is escaped.
    """
    return Markup(_entities(template).format(**{name: _filling(value) for name, value in values.items()}))


def _entities(text: str) -> str:
    return re.sub("[&<>]", lambda found: _ENTITIES[found[0]], text)


def _filling(value: object) -> object:
    return value if isinstance(value, int | Markup) else escape(str(value))


def join(separator: str, parts: Iterable[str]) -> Markup:
    """The parts that are not empty, escaped where they are not markup."""
    return Markup(separator.join(escape(part) for part in parts if part))


def lines(*parts: str) -> Markup:
    """The parts that are not empty, each on a line of its own."""
    return join("\n", parts)
