"""`update`: telling the audiences, all or some of them; putting the automatic update off; asking for one."""

from __future__ import annotations

from bot.comms.cards.ids import Block, Press
from bot.handlers import openers
from bot.handlers.acts import act, act_at
from bot.handlers.addressing import addressed
from bot.handlers.clerk import Clerk
from bot.handlers.commands_updates import about_draft
from bot.handlers.openers import instead, origin
from bot.handlers.parsing import Line, head, reference
from bot.handlers.refusals import OneAudience, Stale, WhichIncident
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.views.snooze import snooze_form
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import times
from bot.warroom.errors import BadDuration, EmptyText
from bot.warroom.incident import Incident

SNOOZE_FORM = "`/incident update snooze 10m because <reason>`"
SNOOZE = frozenset({"snooze", "tunda"})
REQUEST = frozenset({"request", "minta"})
BECAUSE = frozenset({"because", "karena", "sebab", "since"})
SNOOZE_SECONDS = 600


async def update(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident update [audience,…:] [text]`, `update snooze 10m because …`, `update request …`, `update U3 …`."""
    word, rest = head(line.rest)
    said = word.casefold().rstrip(":,.")
    if not said:
        await openers.update(clerk, visit, await clerk.incident(visit, line.named))
    elif said in SNOOZE:
        await _snooze(clerk, visit, _about(clerk, visit, Line(line.verb, rest, line.named), "snooze"))
    elif said in REQUEST:
        asked = _about(clerk, visit, Line(line.verb, rest, line.named), "request")
        await act_at(clerk, visit, asked, lambda text: c.RequestUpdate(text=text))
    elif (decided := about_draft(await clerk.readable(line.rest))) is not None:
        await act(clerk, visit, await clerk.incident(visit, line.named), decided)
    else:
        await _publish(clerk, visit, line)


async def _publish(clerk: Clerk, visit: Visit, line: Line) -> None:
    """To those who are named before a colon, else to everybody; without words the form opens for them."""
    it = addressed(line.rest, clerk.policy, _begun(clerk, line, ""))
    if not it.text.strip():
        await openers.update(clerk, visit, await clerk.incident(visit, line.named), it.audiences)
        return
    said = Line(line.verb, it.text, line.named)
    await act_at(clerk, visit, said, lambda text: c.PublishUpdate(text=text, audiences=it.audiences))


def _begun(clerk: Clerk, line: Line, then: str) -> str:
    about = f"{clerk.policy.prefix}-{line.named}" if line.named is not None else ""
    return " ".join(filter(None, (about, line.verb, then)))


def _about(clerk: Clerk, visit: Visit, line: Line, then: str) -> Line:
    """The line with the incident that is named after its second word. Raises WhichIncident."""
    word, rest = head(line.rest)
    named = reference(word, clerk.policy.prefix)
    if named is None or line.named is not None:
        return line
    if visit.room is not None and named != visit.room:
        raise WhichIncident(named=word, verb=f"update {then}", rest=rest)
    return Line(line.verb, rest, named)


async def _snooze(clerk: Clerk, visit: Visit, line: Line) -> None:
    length, words = _length(line.rest)
    audience, reason = _reason(clerk, _without(words), f"{_begun(clerk, line, 'snooze')} {head(line.rest)[0]}")
    said = Line(line.verb, reason, line.named)
    await act_at(clerk, visit, said, lambda text: c.SnoozeUpdate(seconds=length, audience=audience, reason=text))


def _reason(clerk: Clerk, words: str, begun: str) -> tuple[str | None, str]:
    """`customers: vendor call in 5`, `customers because …` or just the reason. Raises WhichAudience, OneAudience."""
    first, rest = head(words)
    if first.casefold() in clerk.policy.audiences and (not rest or head(rest)[0].casefold() in BECAUSE):
        return first.casefold(), _without(rest)
    it = addressed(words, clerk.policy, begun, guarded=False)
    if len(it.audiences) > 1:
        raise OneAudience(audiences=it.audiences)
    return (it.audiences[0] if it.audiences else None), _without(it.text)


def _without(words: str) -> str:
    """The reason without the word that only leads to it."""
    first, rest = head(words)
    return rest if first.casefold().rstrip(":,") in BECAUSE or first in {"-", "–", "—", ":"} else words


def _length(words: str) -> tuple[int, str]:
    """The seconds at the beginning (`10m`, `10 min`, `10`) and what follows. Raises EmptyText, BadDuration."""
    first, rest = head(words)
    if not first:
        raise EmptyText(form=SNOOZE_FORM)
    second, after = head(rest)
    if first.isdecimal() and second:
        try:
            return int(times.length(f"{first}{second.rstrip(':,')}").total_seconds()), after
        except BadDuration:
            pass  # the second word already belongs to the reason: `snooze 10 waiting for the vendor`
    return int(times.length(first.rstrip(":,")).total_seconds()), rest


# by button and form


async def open_snooze(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The form that asks why the update of the draft waits."""
    one = press.audiences[0] if len(press.audiences) == 1 else ""
    view = snooze_form(clerk.scene(state), SNOOZE_SECONDS, origin(visit).model_copy(update={"name": one}))
    typed = f"update snooze {SNOOZE_SECONDS // 60}m {f'{one}: ' if one else ''}<reason>"
    await clerk.open(visit, view, instead(clerk, state, None, typed))


async def snoozed(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """It waits, and everybody can read why. Raises Stale."""
    if begun.number is None:
        raise Stale
    reason, audience = given.text(Block.REASON), begun.name or None
    command = c.SnoozeUpdate(seconds=SNOOZE_SECONDS, audience=audience, reason=reason)
    await act(clerk, visit, await clerk.incident(visit, begun.number), command)
