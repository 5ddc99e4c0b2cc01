"""What can be wrong with a line before the core sees it. Like the core's refusals they carry facts, and a class
docstring is the default message; `errors.py` makes the words.

    Invalid  UnknownSubcommand · WhichIncident · BadFormat · SeverityMissing · WhichAudience · OneAudience
             NotAhead · BadCount · Stale · OlderDraft
"""

from __future__ import annotations

from bot.warroom.errors import BadDuration, BadTime, Invalid, Refusal


class UnknownSubcommand(Invalid):
    """“{word}” is not something I know."""


class WhichIncident(Invalid):
    """This is another incident's room, and your line names {named}. I do not guess which one you mean."""


class BadFormat(Invalid):
    """I cannot make a {format} file. The formats are: {known}; and for whom: {presets}."""


class Stale(Invalid):
    """This button belongs to something that is no longer there. `/incident` shows what you can do now."""


class OlderDraft(Invalid):
    """Update {number} has gone out since this draft was shown, so it was not sent again. Something new to say?
    `/incident update <text>`"""


class NotAhead(Invalid):
    """I cannot read {time} as a time to come. Say by when it is due: `by 30m`, `by 15:00`, `by tomorrow 09:00`."""


class BadCount(Invalid):
    """“{text}” is no number of lines. Write it like `/incident timeline 20`."""


class WhichAudience(Invalid):
    """“{audience}:” looks like an audience, and none is called so: nobody was told. The audiences are: {known}.
    For everybody, write the words without a colon at their beginning."""


class OneAudience(Invalid):
    """Put off one audience at a time, or those whose update is due next:
    `/incident update snooze 10m because <reason>`"""


class SeverityMissing(Invalid):
    """Choose a severity, or both impact and urgency."""


WORDS_AS_TYPED: tuple[type[Refusal], ...] = (
    UnknownSubcommand,
    WhichIncident,
    WhichAudience,
    BadFormat,
    NotAhead,
    BadCount,
    BadTime,
    BadDuration,
)
"""Their facts are words in Slack's encoding, as they came from the command."""
