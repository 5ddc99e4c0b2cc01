"""`posko report`: a month's pack as a file, made without Slack."""

from __future__ import annotations

from pathlib import Path

from bot.cli import loading
from bot.cli.records import open_records, written
from bot.clock import SystemClock
from bot.comms.exports.extra import LibraryMissing
from bot.comms.packs import FORMATS, Packs
from bot.warroom.errors import UnknownMonth
from bot.warroom.periodic.months import read_month


async def write_report(month: str, format_: str | None, out: Path | None, *, private: bool) -> int:
    """Write the pack of a month; without a format in the one that the file's name ends in. Raises Unusable."""
    ending = out.suffix.removeprefix(".").lower() if out else ""
    form = format_ or (ending if ending in FORMATS else "md")
    settings = loading.local_settings()
    policy = loading.policy(settings.policy)
    clock = SystemClock()
    async with open_records(settings) as store:
        try:
            packs = Packs(store, policy, clock)
            pack = await packs.pack(read_month(month, clock.now(), policy.timezone), private=private)
            return await written(packs.build(form, pack), out)
        except UnknownMonth as problem:
            raise loading.Unusable(str(problem)) from problem
        except LibraryMissing as problem:
            raise loading.Unusable(f"{problem}\nInstall it with: pip install 'posko[documents]'") from problem
