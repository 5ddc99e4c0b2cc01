"""One sentence for each entry about renderings that wait; see `describe`."""

from __future__ import annotations

from bot.comms.findings import RULES
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e
from bot.warroom.drafts import Found


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
    e.UpdateHeld: _held,
    e.UpdateOverridden: _overridden,
    e.ApprovalAsked: _asked,
    e.UpdateApproved: _approved,
    e.UpdateRefused: _refused,
}
