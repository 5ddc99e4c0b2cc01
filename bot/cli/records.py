"""`posko export`, `posko review` and `posko verify`: reading the record without Slack."""

from __future__ import annotations

import re
from pathlib import Path

from rich.console import Console

from bot.cli import loading
from bot.clock import SystemClock
from bot.comms.documents import Documents, What
from bot.comms.exports.verify import Verdict, verify_entries, verify_file
from bot.settings import LocalSettings
from bot.storage import Database, open_store
from bot.warroom.errors import UnknownIncident
from bot.warroom.ports import StoreUnavailable


async def build(incident: str, what: What, format_: str) -> bytes:
    """A document of an incident. Raises Unusable for an unknown one."""
    settings = loading.local_settings()
    policy = loading.policy(settings.policy)
    store = _store(settings)
    try:
        return await Documents(store, policy, SystemClock()).build(number_of(incident), what, format_)
    except UnknownIncident as problem:
        raise loading.Unusable(f"There is no incident {incident} in this database.") from problem
    except StoreUnavailable as problem:
        raise loading.Unusable(
            f"{problem}\nCheck POSKO_DATABASE_URL; `posko migrate` makes a new database."
        ) from problem
    finally:
        await store.close()


def _store(settings: LocalSettings) -> Database:
    return open_store(settings.database, SystemClock())


def number_of(reference: str) -> int:
    """42 from `MI-42`, `mi-42` or `42`. Raises Unusable."""
    found = re.fullmatch(r"(?:[A-Za-z]+-)?(\d{1,9})", reference.strip())
    if not found:
        raise loading.Unusable(f"`{reference}` is not an incident. Write it like MI-42.")
    return int(found.group(1))


async def verify_target(target: str, console: Console) -> int:
    """Verify a file if there is one of that name, else the incident; 0 when whole, 1 when broken."""
    verdict = verified_file(Path(target)) or await _verify_incident(target)
    style = "green" if verdict.ok else "bold red"
    console.print(words(target, verdict), style=style, highlight=False, markup=False)
    return 0 if verdict.ok else 1


def verified_file(path: Path) -> Verdict | None:
    """The verdict on a file, or None when there is none of that name."""
    return verify_file(path) if path.is_file() else None


def words(target: str, verdict: Verdict) -> str:
    """The verdict in a sentence."""
    if verdict.ok:
        return f"{target}: whole. {verdict.entries} entries, chain intact, state follows from them."
    where = f" at entry {verdict.first_broken}" if verdict.first_broken is not None else ""
    return f"{target}: BROKEN{where}: {verdict.why}"


async def _verify_incident(target: str) -> Verdict:
    settings = loading.local_settings()
    store = _store(settings)
    try:
        async with store.reading() as reader:
            number = number_of(target)
            stored = await reader.stored(number)
            entries = await reader.entries(number)
        return verify_entries(entries, stored.state, stored.head)
    except UnknownIncident as problem:
        raise loading.Unusable(f"There is neither a file nor an incident called {target}.") from problem
    except StoreUnavailable as problem:
        raise loading.Unusable(f"{problem}\nCheck POSKO_DATABASE_URL.") from problem
    finally:
        await store.close()
