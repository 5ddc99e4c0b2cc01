"""What the bot itself wrote on a record where people's words may stand, in a reader's language.

The record keeps these in English for ever: where a milestone was read from, why a clock stopped, what a merged incident
ended with. They are known again by their form. Whatever has no such form was said by people, and stays.
"""

from __future__ import annotations

import re
from functools import cache

from bot.comms.locale import Translator, _

FORMS = (
    _("said by {name}"),
    _("confirmed by {name}"),
    _("acceptance of the candidate"),
    _("acceptance in Slack"),
    _("undecided in time"),
    _("the last mandatory role joined"),
    _("state set to identified"),
    _("closure gate passed"),
    _("entry {seq}"),
    _("{rule} (entry {seq})"),
    _("changed to {title}"),
    _("the question was answered otherwise"),
    _("Resolved with a private incident"),
    _("Resolved with {reference}: {text}"),
    _("Resolved with {reference}"),
    _("Duplicate of {reference}"),
    _("a private incident"),
    _("How {reference} was solved: {title}"),
)
PARTS = {"seq": r"\d+", "reference": r"[A-Z]{1,8}-\d+|a private incident"}
SPOKEN = ("rule", "reference")
"""Parts that are words of the bot themselves."""


def wrote(text: str, t: Translator) -> str:
    """The words of the bot in that language; anybody else's as they are."""
    for template, form in _forms():
        found = form.fullmatch(text)
        if found:
            said = {name: t.gettext(part) if name in SPOKEN else part for name, part in found.groupdict().items()}
            return t.gettext(template).format(**said)
    return text


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((template, re.compile(_pattern(template), re.DOTALL)) for template in FORMS)


def _pattern(template: str) -> str:
    pieces = re.split(r"\{(\w+)\}", template)
    return "".join(f"(?P<{it}>{PARTS.get(it, '.+')})" if n % 2 else re.escape(it) for n, it in enumerate(pieces))
