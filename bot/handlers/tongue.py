"""Speaking to somebody in their language, and keeping the one they choose in App Home."""

from __future__ import annotations

from dataclasses import replace

from bot.comms.cards.ids import AS_SLACK
from bot.comms.locale import LANGUAGES, translator
from bot.comms.readers import language_of
from bot.handlers.clerk import Clerk
from bot.handlers.refusals import Stale
from bot.handlers.visit import Visit
from bot.warroom.operations import run_room


async def speaking_to(clerk: Clerk, user: str) -> Clerk:
    """The clerk, speaking that person's language."""
    engine = clerk.engine
    t = translator(await language_of(user, engine.store, engine.directory, engine.policy))
    return replace(clerk, t=t, excuses=replace(clerk.excuses, t=t))


async def choose(clerk: Clerk, visit: Visit, language: str) -> None:
    """Keep what was chosen in App Home; AS_SLACK goes back to Slack's own. Raises Stale."""
    if language not in {*LANGUAGES, AS_SLACK}:
        raise Stale
    chosen = "" if language == AS_SLACK else language
    await run_room.choose_language(clerk.engine, visit.submission.key, visit.person.id, chosen)
