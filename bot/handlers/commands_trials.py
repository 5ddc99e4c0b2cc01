"""`drill comms [audience]`: a test message through every channel of the audiences, after a question."""

from __future__ import annotations

import hashlib

from bot.comms.cards import blockkit as kit
from bot.comms.cards.trials import TrialWords, question
from bot.comms.render import fill
from bot.handlers.addressing import EVERYBODY, audiences_in
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import head
from bot.handlers.refusals import Stale
from bot.handlers.visit import Visit
from bot.warroom.errors import UnknownAudience
from bot.warroom.operations.trials import require_tester
from bot.warroom.policy import Policy
from bot.warroom.trials import targets

WORDS = frozenset({"comms", "channels", "kanal"})


def trial_of(words: str, policy: Policy) -> str | None:
    """The audience in `comms [audience]`, empty for all; None for the title of an ordinary drill.

    Raises UnknownAudience for several audiences, and for a single word that is none: nobody means a title of these.
    """
    first, rest = head(words)
    if first.casefold() not in WORDS:
        return None
    if not rest.strip() or rest.strip().casefold() in EVERYBODY:
        return ""
    named = audiences_in(rest, policy)
    if len(named) == 1:
        return named[0]
    if named or len(rest.split()) == 1:
        raise UnknownAudience(audience=rest, known=tuple(policy.audiences))
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
