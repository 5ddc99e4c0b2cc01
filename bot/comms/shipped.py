"""The shipped policy's words in a reader's language, where an organisation left them as they were shipped.

`default.yaml` and its translations beside it hold the same texts in the same order, so that each text is known by its
twin. Titles, duties, steps and questions are put into the reader's words here and nowhere else: in a policy, in an
incident that remembers them, and in an entry that says them. What an organisation wrote itself stays as it wrote it,
and so does everything that people said. Nothing is decided by these words: whoever decides has the policy as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from bot.comms.locale import LANGUAGES, translator
from bot.comms.wrote import wrote
from bot.policy import read
from bot.warroom import events as e
from bot.warroom.base import Value
from bot.warroom.improvements.shelf import Shelf
from bot.warroom.incident import Incident
from bot.warroom.policy import IncidentModel, Policy
from bot.warroom.timeline import Entry

KEPT = 8
"""Policies put into a language are few: one for each language, and those of tests."""
TITLED = (
    e.ModelApplied, e.ClockStarted, e.ClockReminded, e.ClockMissed, e.ClockSubmitted, e.ClockStopped,
    e.ProcedureRaised, e.ProcedureReminded, e.VendorContacted, e.VendorCaseNoted, e.VendorAnswered, e.VendorChaseDue,
    e.VendorEscalated, e.VendorInvited, e.VendorPackMade, e.WaitStarted,
)  # fmt: skip
WRITTEN: Mapping[type[Value], str] = {
    e.MilestoneSet: "source",
    e.ModelAbandoned: "reason",
    e.IncidentResolved: "text",
    e.IncidentCancelled: "reason",
    e.OutputRaised: "text",
}
"""Where the bot writes words of its own among people's."""
REMEMBERED = ("models", "vendors", "procedures", "waits")
"""What an incident keeps of the policy with its title, beside its clocks."""
_WITH_CODE = re.compile(r"(?P<task>.+) \((?P<code>[^()]+)\)", re.DOTALL)


def said(text: str, language: str) -> str:
    """A text of the shipped policy as that language says it; any other text as it is."""
    return _twins(language).get(text, text)


def is_shipped(model: IncidentModel, language: str) -> bool:
    """Whether a model is as it was shipped, in that language."""
    return _models(language).get(model.name) == model


@cache
def _models(language: str) -> Mapping[str, IncidentModel]:
    return read(f"language: {language}").models


def spellings(text: str) -> tuple[str, ...]:
    """The text in every language, as somebody may type it."""
    return tuple(dict.fromkeys((text, *(said(text, language) for language in LANGUAGES))))


def policy_in(policy: Policy, language: str) -> Policy:
    """The policy to be read, in that language. Its models are those of this moment."""
    known = policy.models.known if isinstance(policy.models, Shelf) else 0
    return _policy_in(_Same(policy), known, language)


def incident_in(state: Incident, language: str) -> Incident:
    """The incident to be read: what it remembers of the policy in that language, what people said as they said it."""
    words = _twins(language)
    changed: dict[str, Any] = {
        name: tuple(_titled(each, words) for each in held) for name in REMEMBERED if (held := getattr(state, name))
    }
    if state.tasks:
        changed["tasks"] = tuple(_task(each, words) for each in state.tasks)
    if state.clocks:
        changed["clocks"] = {name: _titled(each, words) for name, each in state.clocks.items()}
    found = {name: held for name, held in changed.items() if not _identical(held, getattr(state, name))}
    return state.model_copy(update=found) if found else state


def _identical(new: Any, old: Any) -> bool:
    """Whether nothing was exchanged; told without comparing what is in the parts."""
    pairs = zip(new.values(), old.values(), strict=True) if isinstance(new, Mapping) else zip(new, old, strict=True)
    return all(each is before for each, before in pairs)


def entry_in(entry: Entry, language: str) -> Entry:
    """The entry to be read, in the same way."""
    event = _event(entry.event, _twins(language), language)
    return entry if event is entry.event else entry.model_copy(update={"event": event})


def _event(event: Any, words: Mapping[str, str], language: str) -> Any:
    if isinstance(event, e.ClockStopped):
        return _written(_titled(event, words), "reason", language)
    if isinstance(event, e.VendorEscalated):
        return _with(event, words, "title", "name", "contact")
    if isinstance(event, TITLED):
        return _titled(event, words)
    if type(event) in WRITTEN:
        return _written(event, WRITTEN[type(event)], language)
    if isinstance(event, e.Classified):
        return _with(event, words, "text")
    return _task(event, words) if isinstance(event, e.TaskAdded) else event


def _written(event: Any, name: str, language: str) -> Any:
    """With the bot's own words of this field in that language."""
    text = getattr(event, name)
    told = wrote(text, translator(language))
    return event if told == text else event.model_copy(update={name: told})


def _titled(value: Any, words: Mapping[str, str]) -> Any:
    return _with(value, words, "title")


def _task(task: Any, words: Mapping[str, str]) -> Any:
    """A step of a model, or what a vendor's procedure asks for with its code behind it: `Call their desk (PGW-504)`."""
    coded = _WITH_CODE.fullmatch(task.text) if task.role == "vendor_liaison" else None
    if coded and coded["task"] in words:
        return task.model_copy(update={"text": f"{words[coded['task']]} ({coded['code']})"})
    return _with(task, words, "text") if task.model else task


def _with(value: Any, words: Mapping[str, str], *names: str) -> Any:
    found = {name: words[text] for name in names if (text := getattr(value, name)) in words}
    return value.model_copy(update=found) if found else value


class _Same:
    """A policy by which it is, since its content has no hash; held, so that nothing else gets its place."""

    def __init__(self, it: Policy) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.it is self.it


@lru_cache(maxsize=KEPT)
def _policy_in(policy: _Same, _models: int, language: str) -> Policy:
    words = _twins(language)

    def model(each: IncidentModel) -> IncidentModel:
        put: IncidentModel = _put(each, words)
        return put

    made: Policy = _put(policy.it, words)
    shelf = policy.it.models
    return made.model_copy(update={"models": shelf.reworded(model)}) if isinstance(shelf, Shelf) else made


def _put(value: Any, words: Mapping[str, str]) -> Any:
    """The value with every shipped text in it exchanged; the same object where there is none."""
    if isinstance(value, str):
        return words.get(value, value)
    if isinstance(value, Value):
        changed = {name: new for name, old in value if (new := _put(old, words)) is not old}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple):
        items = tuple(_put(each, words) for each in value)
        return value if _identical(items, value) else items
    if isinstance(value, Mapping) and not isinstance(value, Shelf):
        pairs = {name: _put(each, words) for name, each in value.items()}
        return value if _identical(pairs, value) else pairs
    return value


@cache
def _twins(language: str) -> Mapping[str, str]:
    """Each shipped text that another language says otherwise, and how this one says it."""
    shipped = {each: list(_texts(read(f"language: {each}"))) for each in LANGUAGES}
    own = shipped.get(language)
    if own is None:
        return {}
    others = (texts for each, texts in shipped.items() if each != language)
    return {text: mine for texts in others for text, mine in zip(texts, own, strict=True) if text != mine}


def _texts(value: Any) -> Iterator[str]:
    """Every text of the shipped policy, in its order; a file says `language` only of itself."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Value):
        for name, each in value:
            yield from () if name == "language" else _texts(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
