"""What single values mean: lengths of time, shares, channels, people, links, names. Each reader raises Unfit.

The texts come from the policy file as written. Nothing here asks Slack whether a channel or a person exists: that is
`posko check`'s to say, since a policy is written before the workspace is furnished.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from bot.policy.forms import One
from bot.policy.problems import Unfit, one_of

DURATION = re.compile(r"(?:(\d+)w)? ?(?:(\d+)d)? ?(?:(\d+)h)? ?(?:(\d+)m)? ?(?:(\d+)s)?")
LONGEST = timedelta(days=366)
IDENTIFIER = re.compile(r"[a-z][a-z0-9_-]{0,29}")
EMOJI = re.compile(r"[a-z0-9_+'-]{1,100}")
CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{8,}")
PERSON = re.compile(r"schedule:[a-z][a-z0-9_-]{0,29}|[UWS][A-Z0-9]{8,}|@[\w.+-]{1,80}|[^@\s]+@[^@\s]+\.[^@\s]+")
CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
BARE_HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
TRUE = frozenset({"true", "yes", "on"})
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FALSE = frozenset({"false", "no", "off"})


def text(limit: int) -> One:
    """Words of at most so many characters, on one line."""

    def parse(written: str) -> str:
        words = " ".join(written.split())
        if not words:
            raise Unfit("Nothing is written here.")
        if len(words) > limit:
            raise Unfit(f"This text has {len(words)} characters.")
        return words

    return One(parse, f"A text of at most {limit} characters.")


def choice(names: Sequence[str]) -> One:
    """One of these names."""

    def parse(written: str) -> str:
        if written not in names:
            raise Unfit(f"`{written}` is not known here.", one_of(written, names))
        return written

    return One(parse, one_of("", names))


def _switch(written: str) -> bool:
    if written.lower() not in TRUE | FALSE:
        raise Unfit(f"`{written}` is neither true nor false.")
    return written.lower() in TRUE


def _duration(least: timedelta) -> Callable[[str], timedelta]:
    def parse(written: str) -> timedelta:
        found = DURATION.fullmatch(written.strip())
        if not written.strip() or not found:
            unit = f" It has no unit: did you mean `{written}m`?" if written.strip().isdecimal() else ""
            raise Unfit(f"`{written}` is not a length of time.{unit}")
        weeks, days, hours, minutes, seconds = (min(int(part or 0), 10**8) for part in found.groups())
        length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
        if not least <= length <= LONGEST:
            raise Unfit(f"`{written}` is too {'short' if length < least else 'long'}.")
        return length

    return parse


def _share(written: str) -> float:
    percent = written.strip().endswith("%")
    try:
        share = float(written.strip().removesuffix("%")) / (100 if percent else 1)
    except ValueError:
        raise Unfit(f"`{written}` is not a percentage.") from None
    if not 0 < share < 1:
        raise Unfit(f"`{written}` does not lie between 0% and 100%.")
    return share


def whole(least: int, most: int) -> One:
    """A whole number within bounds."""

    def parse(written: str) -> int:
        if not re.fullmatch(r"-?\d{1,9}", written.strip()) or not least <= int(written) <= most:
            raise Unfit(f"`{written}` is not a whole number from {least} to {most}.")
        return int(written)

    return One(parse, f"A whole number from {least} to {most}.")


def _zone(written: str) -> str:
    try:
        ZoneInfo(written)
    except (KeyError, ValueError, OSError):
        raise Unfit(f"There is no time zone `{written}`.", _nearest_zone(written)) from None
    return written


def _nearest_zone(written: str) -> str:
    nearest = one_of(written, sorted(available_timezones())).partition("Allowed:")[0]
    return f"{nearest}An IANA name, like Asia/Jakarta or UTC."


def _clock_time(written: str) -> time:
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", written.strip())
    if not found:
        raise Unfit(f"`{written}` is not a time of day.")
    return time(int(found[1]), int(found[2]))


def _identifier(written: str) -> str:
    if not IDENTIFIER.fullmatch(written):
        raise Unfit(f"`{written}` cannot be a name here.")
    return written


def _prefix(written: str) -> str:
    if not re.fullmatch(r"[A-Z][A-Z0-9]{0,9}", written):
        raise Unfit(f"`{written}` cannot begin a reference.")
    return written


def _amount(written: str) -> int:
    digits = re.sub(r"(?<=\d)[._,](?=\d{3}(?!\d))", "", written.strip())
    if not re.fullmatch(r"[1-9]\d{0,14}", digits):
        raise Unfit(f"`{written}` is no amount.")
    return int(digits)


def _currency(written: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", written):
        raise Unfit(f"`{written}` is no currency.")
    return written


def _emoji(written: str) -> str:
    name = written.strip(":")
    if not EMOJI.fullmatch(name):
        raise Unfit(f"`{written}` is not the name of an emoji.")
    return name


def _channel(written: str) -> str:
    name = written.removeprefix("#")
    if CHANNEL_ID.fullmatch(written):
        return written
    if not 1 <= len(name) <= 80:
        raise Unfit(f"A channel's name has 1 to 80 characters, this one {len(name)}.")
    if name != name.lower() or not all(sign.isalnum() or sign in "-_" for sign in name):
        raise Unfit(f"`{written}` cannot be a channel's name.")
    return f"#{name}"


def _person(written: str) -> str:
    if PERSON.fullmatch(written):
        return written
    if BARE_HANDLE.fullmatch(written):
        # YAML forces quotes on "@backend", so people leave the @ away
        return f"@{written}"
    raise Unfit(f"`{written}` names nobody.")


def _clock(written: str) -> time:
    found = CLOCK.fullmatch(written.strip())
    if not found or int(found[1]) > 24 or (int(found[1]) == 24 and int(found[2])):
        raise Unfit(f"`{written}` is not a time of day.")
    return time(int(found[1]) % 24, int(found[2]))


def _approver(written: str) -> str:
    role = written.removeprefix("role:")
    return f"role:{_identifier(role)}" if role != written else _person(written)


def _candidate(written: str) -> str:
    return written if written in {"service:owner", "service:teams"} else _person(written)


def _url(written: str) -> str:
    try:
        address = urlsplit(written)
    except ValueError:  # a bracket that belongs to no address
        raise Unfit(f"`{written}` is not a web address.") from None
    if address.scheme not in {"http", "https"} or not address.hostname or len(written) > 3000 or " " in written:
        raise Unfit(f"`{written}` is not a web address.")
    return written


_LENGTH = "A length of time, like 90s, 10m, 1h30m or 3d, up to 366d."
_PERSON = 'A handle or user group ("@backend"), an e-mail address, a Slack id, or schedule:name.'
_CHANNEL = 'A channel in quotes, like "#incidents" (small letters, digits, - and _), or its id.'

SWITCH = One(_switch, "Allowed: true, false.")
DURATION_ABOVE_ZERO = One(_duration(timedelta(seconds=1)), _LENGTH)
DURATION_OR_ZERO = One(_duration(timedelta(0)), _LENGTH)
CLOCK_TIME = One(_clock_time, "A time of day on the organisation's clock, like 22:00.")
FOLDER_OR_NONE = One(text(500).parse, "A folder, as seen from the policy file. Or false, for none.", or_nothing=True)
TEXT_OR_NONE = One(text(80).parse, "A text of at most 80 characters. Or false, for none.", or_nothing=True)
SHARE = One(_share, "A percentage above 0% and below 100%, like 80%.")
CLOCK_TIME = One(_clock, "A time of day from 00:00 to 24:00, like 08:00.")
ZONE = One(_zone, "An IANA name, like Asia/Jakarta or UTC.")
IDENTIFIER_KEY = One(_identifier, "Small letters, digits, - and _, at most 30, beginning with a letter.")
PREFIX = One(_prefix, "At most 10 capital letters and digits, beginning with a letter, like MI.")
AMOUNT = One(_amount, "A whole amount of money, like 10000000 or 10.000.000.")
CURRENCY = One(_currency, "Three capital letters, like IDR or USD.")
EMOJI_NAME = One(_emoji, "An emoji's name as Slack shows it, without colons, like pushpin.")
EMOJI_SHOWN = One(lambda written: f":{_emoji(written)}:", EMOJI_NAME.allowed)
CHANNEL = One(_channel, _CHANNEL)
CHANNEL_OR_NONE = One(_channel, f"{_CHANNEL} Or false, for none.", or_nothing=True)
PERSON_REF = One(_person, _PERSON)
APPROVER = One(_approver, f"{_PERSON} Or role:name, for whoever holds it.")
CANDIDATE = One(_candidate, f"{_PERSON} Or service:owner, service:teams.")
PERSON_OR_NONE = One(_person, f"{_PERSON} Or false, for nobody.", or_nothing=True)
URL = One(_url, "A web address, beginning with https:// or http://.")


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise Unfit(f"`{written}` is not a date.") from None


DAY = One(_day, "A date like 2026-08-17.")
