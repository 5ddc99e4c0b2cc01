"""Which parts of an entry hold people's words, and so can be erased. All else stays: numbers, names of the policy's,
moments, who acted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.warroom.searching.indexing import TEXTS

ERASED = "█████"
"""What stands in place of words that were erased, in every language."""

_MORE: Mapping[str, tuple[str, ...]] = {
    "declared": ("title",),
    "message": ("text", "files"),
    "message_edited": ("text", "before"),
    "marked": ("text",),
    "entry_corrected": ("text", "words"),
    "correction_undone": ("text", "words"),
    "content_erased": ("reason",),
    "milestone": ("source",),
    "topic_set": ("topic",),
    "handover_offered": ("lines",),
    "similar_found": ("incidents",),
    "linked": ("title", "reason"),
    "inject_played": ("text",),
    "moments_suggested": ("suggestions",),
    "classified": ("text",),
    "clock_stopped": ("reason",),
    "clock_submitted": ("receipt",),
    "vendor_contacted": ("case",),
    "vendor_case": ("case",),
    "wait_started": ("who",),
    "survey_closed": ("comments",),
    "survey_skipped": ("reason",),
    "update_snoozed": ("reason",),
    "update_requested": ("text",),
    "update_published": ("facts", "found", "overridden"),
    "update_held": ("text", "facts", "found"),
    "update_approval_asked": ("text", "facts", "found", "overridden"),
    "update_overridden": ("reason", "found"),
    "update_refused": ("text", "reason"),
}
WORDS: Mapping[str, tuple[str, ...]] = {
    kind: (*TEXTS.get(kind, ()), *_MORE.get(kind, ())) for kind in dict.fromkeys((*TEXTS, *_MORE))
}
"""The fields of each kind that hold people's words, also within lists and copies of the record."""

TITLES = frozenset({"title", "topic"})
"""What an incident is called is no part of an entry that is erased: only words of it that are named are taken out."""

_WITHIN = frozenset(
    """
    title impact text workaround because standing prepared excerpt note plan resolution shared words name link
""".split()  # noqa: SIM905
)
"""The fields that hold words where a field is a list of values, or a copy of the record's facts."""

Change = Callable[[str], str]


def changed(content: dict[str, Any], change: Change, leaving: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The content of an entry with each of its words changed, but for the fields named in `leaving`."""
    names = set(WORDS.get(content["kind"], ())) - leaving
    return {name: _words(value, change, leaving) if name in names else value for name, value in content.items()}


def _words(value: Any, change: Change, leaving: frozenset[str]) -> Any:
    """A text, a list of texts, or values some of whose fields are texts."""
    if isinstance(value, str):
        return change(value) if value.strip() else value
    if isinstance(value, list):
        return [_words(each, change, leaving) for each in value]
    return _fields(value, change, leaving) if isinstance(value, dict) else value


def _fields(value: dict[str, Any], change: Change, leaving: frozenset[str]) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for name, each in value.items():
        if name in leaving:
            changed[name] = each
        elif name in _WITHIN:
            changed[name] = _all(each, change)
        else:
            changed[name] = _words(each, change, leaving) if _holds_values(each) else each
    return changed


def _holds_values(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict) for each in value))


def _all(value: Any, change: Change) -> Any:
    """Every text, by whatever name it stands."""
    if isinstance(value, dict):
        return {name: _all(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [_all(each, change) for each in value]
    return change(value) if isinstance(value, str) and value.strip() else value


def texts(content: dict[str, Any]) -> list[str]:
    """What somebody said in this entry, in its own fields: no copies of what others said."""
    named = ("text", "before", "words", *TEXTS.get(content["kind"], ()))
    said = [content.get(name) for name in dict.fromkeys(named)]
    return [each for each in said if isinstance(each, str) and each.strip() and each != ERASED]
