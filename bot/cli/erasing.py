"""`posko erase`: words gone from the record for good, without Slack. Whoever has the database may; the record says who.

The bot may run meanwhile: it draws its cards anew.
"""

from __future__ import annotations

from rich.console import Console

from bot.cli import loading
from bot.cli.records import number_of, open_records
from bot.clock import SystemClock
from bot.warroom.base import Person
from bot.warroom.commands_erasing import EraseContent
from bot.warroom.erasing.deciding import Erasure
from bot.warroom.errors import Refusal, UnknownIncident
from bot.warroom.operations.engine import SYSTEM, Engine
from bot.warroom.operations.erasing import erase, preview


class Nobody:
    """The directory of the command line, which asks Slack for nobody."""

    async def person(self, ref: str) -> Person | None:
        """Nobody."""
        return None

    async def members(self, ref: str) -> tuple[Person, ...]:
        """Nobody."""
        return ()

    async def zone(self, user: str) -> str:
        """Nowhere."""
        return ""

    async def locale(self, user: str) -> str:
        """None."""
        return ""

    def is_team(self, ref: str) -> bool:
        """No."""
        return False

    def stand_ins(self, ref: str) -> str:
        """Nobody."""
        return ""


async def erase_words(incident: str, command: EraseContent, console: Console, *, sure: bool) -> int:
    """Erase it, or say what would go; 0 either way, 1 when it is refused. Raises Unusable."""
    settings = loading.local_settings()
    policy, number = loading.policy(settings.policy), number_of(incident)
    async with open_records(settings) as store:
        engine = Engine(store=store, policy=policy, clock=SystemClock(), directory=Nobody())
        try:
            made = await preview(engine, number, command, SYSTEM)
            if sure:
                await erase(engine, number, command, SYSTEM)
        except UnknownIncident as problem:
            raise loading.Unusable(f"There is no incident {incident} in this database.") from problem
        except Refusal as refusal:
            return _said(console, str(refusal), "bold red", 1)
    return _said(console, _told(incident, made, sure=sure), "green" if sure else "yellow", 0)


def _told(incident: str, made: Erasure, *, sure: bool) -> str:
    seqs = ", ".join(str(part.entry) for part in made.event.parts)
    said = f"Erased from entries {seqs}." if sure else f"It would go from entries {seqs}, for good. Add --yes to do it."
    links = f" Slack keeps what was said there: {' '.join(made.outside.links)}" if made.outside.links else ""
    numbers = ", ".join(map(str, made.outside.updates))
    stays = "what the bot wrote in Slack is rewritten, mails and pages elsewhere stay"
    updates = f" Sent with these words: update {numbers}; {stays}." if numbers else ""
    files = f" Files made before still hold it. `posko verify {incident}` proves the rest." if sure else ""
    room = " Room names are made of titles: look whether it must be renamed in Slack." if made.outside.named else ""
    return f"{said}{files}{links}{updates}{room}"


def _said(console: Console, said: str, style: str, code: int) -> int:
    console.print(said, style=style, highlight=False, markup=False, soft_wrap=True)
    return code
