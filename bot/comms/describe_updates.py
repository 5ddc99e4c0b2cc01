"""One sentence for each entry about updates: written, waiting, on their way, promised; see `describe`.

Whether an update arrived is what its deliveries tell.
"""

from __future__ import annotations

from bot.comms.findings import RULES
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.drafts import Found


def _published(tell: Teller, event: e.UpdatePublished) -> str:
    now = tuple(name for name in event.audiences if name not in event.waits)
    sent = _what(tell, event).format(n=event.number, audiences=tell.audiences(now)) if now or not event.waits else ""
    parts = [sent, *(_waits(tell, event.number, name, until) for name, until in event.waits.items())]
    return tell.with_words("; ".join(part for part in parts if part), event.text)


def _what(tell: Teller, event: e.UpdatePublished) -> str:
    if event.holding:
        return tell.t.gettext("Holding statement {n} went out to {audiences}")
    if event.automatic:
        return tell.t.gettext("Update {n} went out by itself to {audiences}")
    if event.corrects is not None:
        return tell.t.gettext("Correction {n} went out to {audiences}")
    return tell.t.gettext("Update {n} went out to {audiences}")


def _waits(tell: Teller, number: int, audience: str, until: Moment) -> str:
    words = tell.t.gettext("Update {n} for {audience} waits until {time} (quiet hours)")
    return words.format(n=number, audience=tell.audience(audience), time=tell.at(until))


def _kept(tell: Teller, event: e.PromiseKept) -> str:
    said = tell.t.gettext("Promise kept: update {n} for {audience}, promised by {time}")
    return said.format(n=event.number, audience=tell.audience(event.audience), time=tell.at(event.due_at))


def _missed(tell: Teller, event: e.PromiseMissed) -> str:
    said = tell.t.gettext("Promise missed: {audience} had no update by {time}")
    return said.format(audience=tell.audience(event.audience), time=tell.at(event.due_at))


def _escalated(tell: Teller, event: e.PromiseEscalated) -> str:
    said = tell.t.gettext("{name} was told that the update for {audience} is overdue since {time}")
    return said.format(name=event.told.name, audience=tell.audience(event.audience), time=tell.at(event.due_at))


def _held(tell: Teller, event: e.UpdateHeld) -> str:
    said = tell.t.gettext("Update U{n} for {audience} held back ({found})")
    found = _found(tell, event.found)
    return tell.with_words(said.format(n=event.draft, audience=tell.audience(event.audience), found=found), event.text)


def _found(tell: Teller, found: tuple[Found, ...]) -> str:
    names = (tell.t.gettext(RULES[each.rule].name) if each.rule in RULES else each.rule for each in found)
    return tell.t.listing(list(dict.fromkeys(names)))


def _overridden(tell: Teller, event: e.UpdateOverridden) -> str:
    said = tell.t.gettext("Update U{n} for {audience} sent past the linter ({found})")
    found = _found(tell, event.found)
    said = said.format(n=event.draft, audience=tell.audience(event.audience), found=found)
    return tell.with_words(said, event.reason)


def _asked(tell: Teller, event: e.ApprovalAsked) -> str:
    who = tell.t.listing([person.name for person in event.approvers]) or tell.t.gettext("nobody")
    said = tell.t.gettext("Update U{n} for {audience} waits for approval ({who})")
    return tell.with_words(said.format(n=event.draft, audience=tell.audience(event.audience), who=who), event.text)


def _approved(tell: Teller, event: e.UpdateApproved) -> str:
    said = tell.t.gettext("Update U{n} for {audience} approved")
    return said.format(n=event.draft, audience=tell.audience(event.audience))


def _refused(tell: Teller, event: e.UpdateRefused) -> str:
    said = tell.t.gettext("Update U{n} for {audience} refused")
    return tell.with_words(said.format(n=event.draft, audience=tell.audience(event.audience)), event.reason)


SENTENCES: Sentences = {
    e.UpdatePublished: _published,
    e.PromiseKept: _kept,
    e.PromiseMissed: _missed,
    e.PromiseEscalated: _escalated,
    e.UpdateHeld: _held,
    e.UpdateOverridden: _overridden,
    e.ApprovalAsked: _asked,
    e.UpdateApproved: _approved,
    e.UpdateRefused: _refused,
}
