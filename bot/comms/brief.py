"""The lines of a handover's brief in words: plain sentences, which cards escape and forms show as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.comms.locale import Translator, _
from bot.comms.words import role_name
from bot.warroom.briefs import BriefLine

When = Callable[[BriefLine], str]
TOPICS: Mapping[str, str] = {
    "impact": _("Impact now: {text}"),
    "trend": _("Impact before: {text}"),
    "change": _("Changed, {label} {text}: {note}"),
    "undone": _("Rolled back, {label} {text}: {note}"),
    "confirmed": _("Confirmed, {label} {text}: {note}"),
    "disproved": _("Not the cause, {label} {text}: {note}"),
    "hypothesis": _("Open hypothesis {label}: {text}"),
    "experiment": _("Running, {label} {text}. To take it back: {note}"),
    "decision": _("Decision {label} may still be objected to: {text}"),
    "resource": _("{label} is asked for and not decided: {text}"),
    "task": _("Task {label}: {text}"),
    "vendor": _("Vendor {text} has not answered; case {note}"),
    "vendor_answered": _("Vendor {text} has answered, case {label}: {note}"),
    "waiting": _("Waiting for {text}: {note}"),
    "update": _("Update {label} was the last one sent"),
    "promise": _("{label}: next update"),
    "clock": _("Regulator {text}: the report is due"),
    "box": _("{label} is being tested: {text}"),
    "due": _("Task {label} is due: {text}"),
    "debt": _("Workaround {label} waits to be replaced: {text}"),
    "risk": _("Risk {label}: {text}"),
    "late": _("Risk: the update for {label} is late"),
    "contested": _("Risk: {label} stands against an objection: {note}"),
    "no_way_back": _("Risk: nobody said how to take {label} back: {text}"),
    "unowned": _("Risk: open tasks without an owner: {label}"),
    "unfilled": _("Risk: roles that nobody holds: {names}"),
    "leaving": _("Leaving: {person} {names}"),
}
UNKNOWN = _("not known")
LONG = 160
LATER = frozenset({"clock", "debt", "task", "due"})
"""What may be due on another day: its date is said too."""


def sentence(line: BriefLine, t: Translator, when: When, audience: Callable[[str], str]) -> str:
    """One line of the brief."""
    known = line.topic in {"promise", "late"}
    facts = {
        "text": _short(line.text) or t.gettext(UNKNOWN),
        "note": _short(line.note) or t.gettext(UNKNOWN),
        "label": audience(line.label) if known else line.label,
        "names": t.listing([role_name(name, t) for name in line.names]) if line.names else "",
        "person": line.person.name if line.person else "",
    }
    said = t.gettext(TOPICS[line.topic]).format(**facts).strip() if line.topic in TOPICS else line.text
    owner = line.person.name if line.person and line.topic != "leaving" else ""
    due = when(line) if line.at else ""
    return " · ".join(part for part in (said, owner, due, *_besides(line, t, when)) if part)


def _besides(line: BriefLine, t: Translator, when: When) -> Iterator[str]:
    """The way back, and when it happened last."""
    if line.plan:
        yield t.gettext("to take it back: {plan}").format(plan=_short(line.plan))
    if line.before:
        yield t.gettext("the last one: {time}").format(time=when(line.model_copy(update={"at": line.before})))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONG else f"{words[: LONG - 1]}…"


def told(lines: Iterable[BriefLine], t: Translator, when: When, audience: Callable[[str], str]) -> list[str]:
    """All lines, in their order."""
    return [sentence(line, t, when, audience) for line in lines]
