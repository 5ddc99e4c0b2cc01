"""`drill comms [audience]`: a test message through every channel of the audiences, after a question."""

from __future__ import annotations

import hashlib

from bot.comms.cards import blockkit as kit
from bot.comms.cards.trials import TrialWords, question
from bot.comms.render import fill
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import head
from bot.handlers.refusals import Stale
from bot.handlers.visit import Visit
from bot.warroom.errors import UnknownAudience
from bot.warroom.operations.trials import require_tester
from bot.warroom.policy import Policy
from bot.warroom.trials import audience_named, targets

WORDS = frozenset({"comms", "channels", "kanal"})


def trial_of(words: str, policy: Policy) -> str | None:
    """The audience in `comms [audience]`, empty for all; None for the title of an ordinary drill.

    Raises UnknownAudience for a single word that is none: nobody means a title of two words.
    """
    first, rest = head(words)
    if first.casefold() not in WORDS:
        return None
    try:
        return audience_named(rest, policy) if rest.strip() else ""
    except UnknownAudience:
        if len(rest.split()) == 1:
            raise
        return None


async def ask(clerk: Clerk, visit: Visit, only: str) -> None:
    """Say how many places and whose, with the button that sends. Raises NotTester."""
    await require_tester(clerk.engine, visit.person)
    found = targets(clerk.policy, only)
    if not found:
        nobody = fill(clerk.t.gettext("The policy names no channel to test."))
        await clerk.tell(visit, kit.message(nobody, [], clerk.t))
        return
    name = hashlib.sha256(visit.submission.key.encode()).hexdigest()[:16]
    await clerk.tell(visit, question(found, f"{name}:{only}", TrialWords(clerk.t, clerk.policy)))


async def confirmed(clerk: Clerk, visit: Visit, value: str) -> None:
    """The button: the tests leave, and the result comes as a direct message. Raises NotTester, Stale."""
    name, colon, only = value.partition(":")
    found = targets(clerk.policy, only)
    if not colon or not found:
        raise Stale
    words = clerk.t.ngettext(
        "The test of {n} place is on its way. What came of it reaches you as a direct message.",
        "The tests of {n} places are on their way. What came of them reaches you as a direct message.",
        len(found),
    )
    said = kit.message(fill(words, n=len(found)), [], clerk.t)
    await clerk.test_channels(visit, only, name, said)
