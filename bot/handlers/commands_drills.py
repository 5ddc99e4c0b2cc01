"""`drill replay`: a closed incident played again as an exercise."""

from __future__ import annotations

import re

from bot.comms.message import Message
from bot.handlers import answers
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import head, reference
from bot.handlers.visit import Visit
from bot.warroom import events as e
from bot.warroom.errors import BadSpeed, EmptyText
from bot.warroom.operations.drills import replay_incident
from bot.warroom.operations.engine import Performed

MOST_WORDS = 2
"""More than these after `replay` are a title."""


def replay_of(words: str, prefix: str) -> tuple[int, str] | None:
    """Number and speed in `replay MI-42 4x`; None for the title of an ordinary drill. Raises EmptyText."""
    first, rest = head(words)
    if first.casefold() not in {"replay", "ulang"}:
        return None
    named, speed = head(rest)
    number = reference(named, prefix)
    if number is None and len(rest.split()) <= MOST_WORDS:
        raise EmptyText(form="`/incident drill replay MI-42 [4x]`")
    return None if number is None else (number, speed)


async def replay(clerk: Clerk, visit: Visit, number: int, speed: str) -> None:
    """Open the drill, and say what will be played. Raises BadSpeed and the refusals of a replay."""
    state = await clerk.incident(visit, number)
    await replay_incident(clerk.engine, state.number, _speed(clerk, speed), clerk.asked(visit, _told_of(clerk)))


def _speed(clerk: Clerk, words: str) -> int | None:
    found = re.fullmatch(r"[x×]?\s*(\d{1,4})\s*[x×]?", words.strip().casefold(), re.ASCII)
    if words.strip() and not found:
        raise BadSpeed(text=words, most=clerk.policy.drills.fastest_replay)
    return int(found[1]) if found else None


def _told_of(clerk: Clerk) -> answers.Told:
    def told(performed: Performed) -> Message | None:
        if performed.state is None:
            return None
        scene = clerk.scene(performed.state)
        plan = next(entry.event for entry in performed.entries if isinstance(entry.event, e.ReplayPlanned))
        words = scene.t.ngettext(
            "{n} alert or report of {reference} will be played, {speed}× as fast.",
            "{n} alerts and reports of {reference} will be played, {speed}× as fast.",
            len(plan.injects),
        )
        return answers.declared(scene, words.format(n=len(plan.injects), reference=plan.reference, speed=plan.speed))

    return told
