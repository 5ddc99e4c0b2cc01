"""`posko check`: every template of the organisation's, tried with a full and an empty record in every phase."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

from jinja2 import TemplateNotFound

from bot.cli.checking_words import worded
from bot.cli.finding import Finding
from bot.comms.broken import fault
from bot.comms.composer import BROKEN, PHASES, TEMPLATES, plain_dialect, rendered
from bot.warroom.lifecycle import State
from bot.warroom.policy import Audience, Policy
from bot.warroom.updates import Change, UpdateFacts

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
STEMS = {"all", *PHASES.values()}
WHERE = "Write it as language/form/state.j2 or language/form/all.j2, like en/customer/resolved.j2."
REMEDY = "Mend it: until then the shipped template stands in. docs/updates.md lists what a template may say."


def templates(policy: Policy) -> Iterator[Finding]:
    """One line for each fault, with its file and line; one that all is well; nothing where there are none."""
    if not policy.templates:
        return
    folder = Path(policy.templates)
    if not folder.is_dir():
        yield Finding("fault", f"Templates: there is no folder {folder}", "Make it, or take `templates` out.")
        return
    broken = dict.fromkeys([*_faults(policy), *_unread(folder)])
    said = (each for audience, facts in _tried(policy) for each in worded(audience, policy, facts))
    found = [*(Finding("fault", f"Templates: {fault}", REMEDY) for fault in broken), *_each_place_once(said)]
    yield from found
    if all(each.level != "fault" for each in found):
        yield Finding("ok", f"Templates: those in {folder} work for every audience and state")


def _each_place_once(found: Iterable[Finding]) -> Iterator[Finding]:
    """One rule at one line is told once, for the first audience and state that reads it."""
    first = {(each.level, each.what.partition(": “")[0]): each for each in reversed([*found])}
    yield from reversed(first.values())


def _faults(policy: Policy) -> Iterator[str]:
    """Each fault once, with everybody who meets it and in which states."""
    met: dict[str, dict[str, dict[str, None]]] = {}
    for audience, facts in _tried(policy):
        try:
            rendered(facts, audience, policy, plain_dialect())
        except BROKEN as problem:
            readers = met.setdefault(f"{_where(problem, policy)}: {_why(problem)}", {})
            readers.setdefault(audience.name, {})[facts.state] = None
    for fault_found, readers in met.items():
        yield f"{fault_found} ({'; '.join(f'{name}: {_states(states)}' for name, states in readers.items())})"


def _why(problem: Exception) -> str:
    return f"there is no template {problem.name}" if isinstance(problem, TemplateNotFound) else str(problem)


def _states(met: Collection[str]) -> str:
    return "every state" if len(met) == len(get_args(State)) else ", ".join(met)


def _tried(policy: Policy) -> Iterator[tuple[Audience, UpdateFacts]]:
    """Every audience, also in the other languages that its form is written in, with every record."""
    for audience in policy.audiences.values():
        written = {file.parent.name for file in Path(policy.templates).glob(f"*/{audience.form}")}
        for language in sorted({audience.language, *written}, key=lambda name: name != audience.language):
            reader = audience.model_copy(update={"language": language})
            yield from ((reader, facts) for facts in _records(reader, policy))


def _unread(folder: Path) -> Iterator[str]:
    """Files at places where no update looks: a misspelled language, form or state would be passed over in silence."""
    files = sorted(folder.rglob("*.j2"))
    words = {file: file.read_text(encoding="utf-8", errors="replace") for file in files}
    for file in files:
        included = any(file.name in said for other, said in words.items() if other != file)
        if not (included or _is_read(file.relative_to(folder))):
            yield f"{file}: no update uses a file of this name. {WHERE}"


def _is_read(name: Path) -> bool:
    return (TEMPLATES / name).is_file() or ((TEMPLATES / name.parent).is_dir() and name.stem in STEMS)


def _where(problem: Exception, policy: Policy) -> str:
    """`templates/en/customer/all.j2, line 3`: where the template was when it failed."""
    found = fault(problem, policy.templates)
    return f"{found.file}, line {found.line}" if found.line else found.file


def _records(audience: Audience, policy: Policy) -> Iterator[UpdateFacts]:
    for state in get_args(State):
        empty = UpdateFacts(
            number=1,
            reference="MI-1",
            title="Checkout is down",
            state=state,
            severity=next(iter(policy.severities)),
            since=NOON,
            as_of=NOON,
        )
        yield empty
        words = {"impact": "Nobody can pay", "text": "It is being repaired", "workaround": "Pay by transfer"}
        change = Change(at=NOON, kind="action", text="Restarted the service")
        more = {"mim": "Sari Dewi", "services": ("shop",), "changes": (change,), "since_known": True, "reopened": True}
        more |= {"standing": "The certificate has expired", "phase_since": NOON}
        due = {"next_by": {audience.name: NOON + timedelta(minutes=30)}, "corrects": 1, "drill": True}
        yield empty.model_copy(update={**words, **more, **due})
