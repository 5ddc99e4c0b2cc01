"""One sentence for each entry about the work on a review; see `describe`."""

from __future__ import annotations

from bot.comms.reviews import STANDINGS, field_title, progress_words, section_title
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _field(tell: Teller, field: str) -> str:
    return field_title(field, tell.policy, tell.t)


def _progress(tell: Teller, event: e.ReviewStarted | e.ReviewReminded) -> str:
    return progress_words(event.complete, event.total, sum(each.blocking for each in event.wanting), tell.t)


def _started(tell: Teller, event: e.ReviewStarted) -> str:
    return tell.with_words(tell.t.gettext("Review started"), _progress(tell, event))


def _edited(tell: Teller, event: e.ReviewSectionEdited) -> str:
    words = (
        tell.t.gettext("Review, {section}, version {n} (that of version {earlier} again)")
        if event.restored
        else tell.t.gettext("Review, {section}, version {n}")
    )
    section = section_title(event.section, tell.t)
    return tell.with_words(words.format(section=section, n=event.version, earlier=event.restored), event.text)


def _said(tell: Teller, event: e.ReviewFieldSaid) -> str:
    field = _field(tell, event.field)
    if not event.standing:
        return tell.owed(tell.t.gettext("Review, {field}").format(field=field), event.owner, event.due_at)
    taken_back = tell.t.gettext("as the record has it")
    standing = taken_back if event.standing == "open" else tell.t.gettext(STANDINGS[event.standing])
    said = tell.t.gettext("Review, {field}: {standing}").format(field=field, standing=standing)
    return tell.owed(tell.with_words(said, event.text), event.owner, event.due_at)


def _published(tell: Teller, event: e.ReviewPublished) -> str:
    said = tell.t.gettext("Review published, edition {n} ({complete} of {total} fields complete)")
    return said.format(n=event.edition, complete=event.complete, total=event.total)


def _reopened(tell: Teller, event: e.ReviewReopened) -> str:
    return tell.with_words(tell.t.gettext("Review reopened"), event.reason)


def _reminded(tell: Teller, event: e.ReviewReminded) -> str:
    said = tell.t.gettext("Review overdue since {time}") if event.overdue else tell.t.gettext("Review due by {time}")
    return tell.with_words(said.format(time=tell.at(event.due_at)), _progress(tell, event))


def _meeting(tell: Teller, event: e.ReviewMeetingSet) -> str:
    if event.off:
        return tell.t.gettext("Review meeting of {time} called off").format(time=tell.at(event.at))
    said = tell.t.gettext("Review meeting {time}")
    if event.sequence:
        said = tell.t.gettext("Review meeting moved to {time}")
    return said.format(time=tell.at(event.at))


def _asked(tell: Teller, event: e.FactsAsked) -> str:
    said = tell.t.gettext("{name} was asked for what will be lost: {fields}")
    return said.format(name=event.person.name, fields=tell.t.listing([_field(tell, it.field) for it in event.facts]))


SENTENCES: Sentences = {
    e.FactsAsked: _asked,
    e.ReviewStarted: _started,
    e.ReviewSectionEdited: _edited,
    e.ReviewFieldSaid: _said,
    e.ReviewPublished: _published,
    e.ReviewReopened: _reopened,
    e.ReviewReminded: _reminded,
    e.ReviewMeetingSet: _meeting,
}
