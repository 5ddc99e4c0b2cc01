"""`posko export`, `posko review` and `posko verify`: reading the record without Slack."""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

from rich.console import Console

from bot.cli import loading
from bot.clock import SystemClock
from bot.comms.documents import Documents, UnknownFormat, What
from bot.comms.exports import PICTURE_FORMATS, TIMELINE_FORMATS
from bot.comms.exports.extra import LibraryMissing
from bot.comms.exports.verify import Verdict, verify_entries, verify_file
from bot.comms.locale import translator
from bot.comms.passage import passage, told
from bot.settings import LocalSettings
from bot.storage import Database, open_store
from bot.warroom.errors import UnknownIncident, UnknownVendor
from bot.warroom.events import Preset
from bot.warroom.ports import StoreUnavailable

ENDINGS = frozenset((*TIMELINE_FORMATS, *PICTURE_FORMATS))


async def export_to(
    incident: str, format_: str | None, preset: Preset, out: Path | None, vendor: str = "", *, unmasked: bool = False
) -> int:
    """Write the timeline (or the picture) as `write` does; without a format in the one that the file's name ends in."""
    ending = out.suffix.removeprefix(".").lower() if out else ""
    form = format_ or (ending if ending in ENDINGS else "md")
    if vendor:
        return await write(incident, f"vendor:{vendor}", form, out, unmasked=unmasked)
    return await write(
        incident, "picture" if form in PICTURE_FORMATS else "timeline", form, out, preset, unmasked=unmasked
    )


async def write(
    incident: str, what: What, format_: str, out: Path | None, preset: Preset = "full", *, unmasked: bool = False
) -> int:
    """Write a document of an incident to a file or to standard output, piece by piece; its size in bytes.

    A timeline of any length takes no more memory than a short one. Nothing is written, and a file that stands there
    is left as it is, when the incident is unknown: raises Unusable then. How many secrets were masked is said on
    standard error; `unmasked` leaves them as they were recorded.
    """
    settings = loading.local_settings()
    policy = loading.policy(settings.policy)
    async with open_records(settings) as store:
        try:
            way = passage(policy, unmasked=unmasked)
            pieces = Documents(store, policy, SystemClock()).stream(number_of(incident), what, format_, preset, way)
            size = await _written(pieces, out)
            if way.count:
                sys.stderr.write(f"{told(way.count, translator('en'))} `--unmasked` writes them as recorded.\n")
            return size
        except UnknownIncident as problem:
            raise loading.Unusable(f"There is no incident {incident} in this database.") from problem
        except (UnknownVendor, UnknownFormat) as problem:
            raise loading.Unusable(str(problem)) from problem
        except LibraryMissing as problem:
            raise loading.Unusable(f"{problem}\nInstall it with: pip install 'posko[documents]'") from problem


async def written(made: Awaitable[bytes], out: Path | None) -> int:
    """Write what is made at once to a file or to standard output; its size in bytes."""
    content = await made
    with out.open("wb") if out else nullcontext(sys.stdout.buffer) as file:
        return file.write(content)


async def _written(pieces: AsyncIterator[bytes], out: Path | None) -> int:
    first = await anext(pieces, b"")
    with out.open("wb") if out else nullcontext(sys.stdout.buffer) as file:
        size = file.write(first)
        async for piece in pieces:
            size += file.write(piece)
    return size


@asynccontextmanager
async def open_records(settings: LocalSettings) -> AsyncIterator[Database]:
    """The bot's database, to be read. Raises Unusable when there is none, or none that this version can read."""
    missing = loading.missing_file(settings.database)
    if missing:
        raise loading.Unusable(
            f"There is no database at {missing}. Is POSKO_DATABASE_URL (or POSKO_POLICY, beside which the file lies) "
            "set as it is for `posko run`?"
        )
    store = open_store(settings.database, SystemClock())
    try:
        if not await store.is_current():
            raise loading.Unusable("The database has not this version's schema. `posko migrate` brings it there.")
        yield store
    except StoreUnavailable as problem:
        raise loading.Unusable(f"{problem}\nCheck POSKO_DATABASE_URL and that the database runs.") from problem
    finally:
        await store.close()


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
    console.print(words(target, verdict), style=style, highlight=False, markup=False, soft_wrap=True)
    return 0 if verdict.ok else 1


def verified_file(path: Path) -> Verdict | None:
    """The verdict on a file, or None when there is none of that name."""
    return verify_file(path) if path.is_file() else None


def words(target: str, verdict: Verdict) -> str:
    """The verdict in a sentence."""
    if verdict.ok:
        masked = f" Secrets are masked in {verdict.masked}; their content is proved only by the database."
        seqs = ", ".join(map(str, verdict.erased))
        erased = f" Words were erased from {seqs}; what is left of them is what the record says is left."
        said = f"{target}: whole. {verdict.entries} entries, chain intact, state follows from them."
        return said + (erased if verdict.erased else "") + (masked if verdict.masked else "")
    where = f" at entry {verdict.first_broken}" if verdict.first_broken is not None else ""
    return f"{target}: BROKEN{where}: {verdict.why.removeprefix(f'entry {verdict.first_broken}: ')}"


async def _verify_incident(target: str) -> Verdict:
    number = number_of(target)
    async with open_records(loading.local_settings()) as store:
        misfit = await store.audit(number)
        unfit = Verdict(ok=False, first_broken=misfit.seq, why=misfit.why) if misfit else None
        if misfit and unfit and not misfit.derived:
            return unfit
        async with store.reading() as reader:
            try:
                stored = await reader.stored(number)
            except UnknownIncident as problem:
                raise loading.Unusable(f"There is neither a file nor an incident called {target}.") from problem
            verdict = verify_entries(await reader.entries(number), stored.state, stored.head)
            return unfit if unfit and verdict.ok else verdict
