"""Milestones that somebody's words or an entry propose, each with its source. Set only when somebody says so. Pure."""

from __future__ import annotations

import re

from bot.warroom import events as e
from bot.warroom import milestones, times
from bot.warroom.base import Moment
from bot.warroom.capture import vocabulary as v
from bot.warroom.errors import Refusal
from bot.warroom.incident import Incident
from bot.warroom.policy import Policy
from bot.warroom.timeline import Entry

_CLOCK = re.compile(rf"(?<!\w)(?:{v.CLOCK})(?:\s*(?:utc|gmt|wib|wita|wit))?".replace("\n", ""), re.IGNORECASE)
_LEADING = re.compile(r"^(?:since|sejak|around|as of|by)\s+", re.IGNORECASE)
_HOURS = re.compile(r"jam (\d{1,2}) (pagi|siang|sore|malam)", re.IGNORECASE)
_AFTERNOON = frozenset({"sore", "malam", "siang"})
NOON = 12
SAID: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("first_user_report", re.compile(r"complain|keluhan|lapor|ticket|tiket|customer|user|pelanggan|nasabah", re.I)),
    ("detected", re.compile(r"alert|alarm|page|fired|triggered|detect|monitor|grafana", re.I)),
    ("started", re.compile(r"began|begun|started|mulai|outage|sejak|awal", re.I)),
    ("first_symptom", re.compile(r"first|pertama|noticed", re.I)),
)
RESTORED_RULES = frozenset({"says when it worked again", "says when it was well again"})


def in_words(state: Incident, plain: e.Suggested, text: str, policy: Policy) -> e.Suggested | None:
    """The milestone that a message speaks of, on the organisation's clock; None when it would be out of order."""
    name = "mitigated" if plain.rule in RESTORED_RULES else _name(text)
    at = _moment(text, plain.said_at, policy.timezone)
    if name is None or at is None or not milestones.fits(state.milestones, name, at):
        return None
    source = f"said by {plain.author.name}" if plain.author else plain.rule
    return plain.model_copy(update={"milestone": name, "at": at, "source": source})


def _name(text: str) -> str | None:
    return next((name for name, pattern in SAID if pattern.search(text)), None)


def _moment(text: str, said_at: Moment, zone: str) -> Moment | None:
    found = _CLOCK.search(text)
    if found is None:
        return None
    try:
        return times.past(_clock(_LEADING.sub("", found.group())), said_at, zone)
    except Refusal:
        return None


def _clock(words: str) -> str:
    """`jam 6 sore` as `18:00`."""
    named = _HOURS.fullmatch(words)
    if named is None:
        return words
    hour = int(named[1]) % NOON + (NOON if named[2].casefold() in _AFTERNOON and int(named[1]) < NOON - 1 else 0)
    return f"{NOON if named[2].casefold() == 'siang' and int(named[1]) == NOON else hour}:00"


def from_entry(state: Incident, entry: Entry) -> e.Suggested | None:
    """The milestone that an entry proposes: an alert, a workaround, a confirmed cause, a remedy that is watched."""
    proposed = _proposed(entry)
    if proposed is None or not milestones.fits(state.milestones, proposed[0], entry.occurred_at):
        return None
    name, rule, words = proposed
    return e.Suggested(
        target=f"entry:{entry.seq}",
        mark="milestone",
        rule=rule,
        words=words[:60],
        author=entry.actor,
        said_at=entry.occurred_at,
        milestone=name,
        at=entry.occurred_at,
        source=f"{rule} (entry {entry.seq})",
        seen_by="monitoring" if name == "detected" else "",
    )


def _proposed(entry: Entry) -> tuple[str, str, str] | None:
    match entry.event:
        case e.Remark(kind="workaround", text=text) | e.MessageMarked(mark="workaround", text=text):
            return "workaround", "a workaround was put on the record", text
        case e.HypothesisSettled(outcome="confirmed", evidence=text, number=number):
            return "diagnosed", "a hypothesis was confirmed", f"H{number} {text}"
        case e.StateChanged(after="monitoring", text=text):
            return "mitigated", "the remedy is in and is being watched", text
        case e.MessagePosted(text=text) | e.Remark(text=text) if entry.source == "alert":
            return "detected", "the first alert", text
    return None
