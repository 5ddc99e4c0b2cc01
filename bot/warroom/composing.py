"""Composing an update for each of its audiences: who reads it now, for whom it waits, who gets a holding statement.

    facts ─► checked per audience ─┬─ clean, and nobody approves ─► published
                                   ├─ must not be read ─► held back, or (sent by itself) a holding statement
                                   └─ somebody approves ─► asked for, or (sent by itself) a holding statement

What waits is not told: the promise to that audience runs on, and at its end the holding statement leaves. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal

from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.context import Context, Decision
from bot.warroom.drafts import Found
from bot.warroom.incident import Incident, Promise
from bot.warroom.policy import Audience
from bot.warroom.releasing import asleep
from bot.warroom.updates import UpdateFacts, facts, next_due, number_of, prepared_words, said_last, unread
from bot.warroom.wording import Checked, check, holding, unapproved

Way = Literal["go", "held", "ask"]


@dataclass(frozen=True)
class Writing:
    """What somebody, or the clock, wants to be told. `texts` stand for `text` where an audience gets its own words.

    `at_once` says that nobody can be waited for: what must not be read is left out. `overridden` is the reason for
    which the linter is passed over.
    """

    text: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    automatic: bool = False
    at_once: bool = False
    final: bool = False
    corrects: int | None = None
    overridden: str = ""


@dataclass(frozen=True)
class Rendering:
    """What one audience is to read, and what is done with it."""

    audience: Audience
    facts: UpdateFacts
    way: Way
    text: str = ""
    found: tuple[Found, ...] = ()
    holding: bool = False
    approved_by: Person | None = None


def told_now(
    state: Incident,
    told: tuple[str, ...],
    context: Context,
    *,
    text: str,
    automatic: bool = False,
    final: bool = False,
    at_once: bool = False,
) -> Decision:
    """The events of an update in one text; see `compose`."""
    return compose(
        state, told, context, Writing(text=text, automatic=automatic, at_once=at_once or automatic, final=final)
    )


def compose(state: Incident, told: Iterable[str], context: Context, writing: Writing) -> Decision:
    """The events of an update: what is published with each promise's fate and the next promises, and what waits."""
    renderings = previewed(state, told, context, writing)
    return (*_released(state, renderings, context, writing), *_kept_back(state, renderings, context, writing))


def previewed(state: Incident, told: Iterable[str], context: Context, writing: Writing) -> tuple[Rendering, ...]:
    """What each of them would read, and what would be done with it; nothing happens."""
    return tuple(_rendering(state, context.policy.audiences[name], context, writing) for name in told)


def _rendering(state: Incident, audience: Audience, context: Context, writing: Writing) -> Rendering:
    own = writing.texts.get(audience.name, writing.text)
    due = {} if writing.final else {audience.name: next_due(audience, state, context.now, context.policy)}
    said = facts(
        state,
        unread(state, audience.name, context.moments),
        context.now,
        due,
        text=own or said_last(state, audience.name),
        final=writing.final,
        prepared=prepared_words(state, context.policy),
    )
    corrects = number_of(state, audience.name, writing.corrects)
    said = said.model_copy(update={"corrects": corrects, "first": audience.name not in state.told_at})
    return judged(Rendering(audience=audience, facts=said, way="go", text=own), state, context, writing)


def judged(made: Rendering, state: Incident, context: Context, writing: Writing) -> Rendering:
    """What is done with a rendering that is ready."""
    checked = check(made.facts, made.audience, state, context.policy.timezone)
    approved_by = approver(made.audience, state, context, writing)
    waits = bool(made.audience.approval.by) and approved_by is None
    if writing.at_once and (waits or checked.blocks):
        return _holding(made, state, checked, context, waits=waits)
    if checked.blocks and not writing.overridden:
        return replace(made, way="held", found=checked.blocks)
    # where nobody wrote anything, what was said last is said again
    warned = (each for each in checked.warnings if made.text or each.rule != "near_copy")
    found = (*checked.blocks, *warned)
    return replace(made, way="ask" if waits else "go", found=found, approved_by=approved_by)


def _holding(made: Rendering, state: Incident, checked: Checked, context: Context, *, waits: bool) -> Rendering:
    """What goes out instead. Of what people wrote nothing remains where it needs approval and had none."""
    kept = unapproved(made.facts, made.audience, state) if waits else holding(made.facts, checked.blocks)
    again = check(kept, made.audience, state, context.policy.timezone).blocks
    return replace(made, facts=holding(kept, again), found=checked.blocks, holding=True, text="")


def approver(audience: Audience, state: Incident, context: Context, writing: Writing) -> Person | None:
    """Whoever acts, if the policy lets them approve what this audience reads."""
    actor = context.actor
    if not audience.approval.by or actor is None or writing.automatic:
        return None
    return actor if any(each.id == actor.id for each in approvers(audience, state, context)) else None


def approvers(audience: Audience, state: Incident, context: Context) -> tuple[Person, ...]:
    """Whoever may approve now: the people named, and the holders of the roles named (`role:mim`); else the MIM."""
    roles = (ref.removeprefix("role:") for ref in audience.approval.by if ref.startswith("role:"))
    held = [person for role in roles for person in state.holding(role)]
    found = tuple(dict.fromkeys((*held, *context.approving.get(audience.name, ()))))
    return found or state.holding("mim")


def _released(
    state: Incident, renderings: Sequence[Rendering], context: Context, writing: Writing
) -> Iterator[e.Event]:
    """Those who read the same are told by one update; its number is their own."""
    groups: dict[object, list[Rendering]] = {}
    for each in renderings:
        if each.way == "go":
            same = repr(each.facts.model_copy(update={"next_by": {}}))
            groups.setdefault((same, each.holding, each.approved_by), []).append(each)
    for number, group in zip(count(state.updates + 1), groups.values(), strict=False):
        yield from publish(state, group, number, context, writing)


def publish(
    state: Incident, group: list[Rendering], number: int, context: Context, writing: Writing
) -> Iterator[e.Event]:
    """The events of one update to those who read the same."""
    told = tuple(each.audience.name for each in group)
    next_by = {name: at for each in group for name, at in each.facts.next_by.items()}
    first = group[0]
    yield from fates(state, told, number, context)
    yield e.UpdatePublished(
        number=number,
        audiences=told,
        facts=first.facts.model_copy(update={"number": number, "next_by": next_by}).model_dump(mode="json"),
        text=first.text,
        automatic=writing.automatic,
        final=writing.final,
        holding=first.holding,
        found=tuple(found for each in group for found in each.found),
        overridden=writing.overridden,
        approved_by=first.approved_by,
        corrects=writing.corrects,
        waits=asleep((each.audience for each in group), state, context.now, context.policy, final=writing.final),
    )
    yield from (e.UpdatePromised(audience=name, due_at=due) for name, due in next_by.items())


def fates(state: Incident, told: tuple[str, ...], number: int, context: Context) -> Decision:
    """Whether each audience's promise was kept, told now. A promise already missed stays missed."""
    pending = ((name, state.promises[name]) for name in told if name in state.promises)
    return tuple(_fate(name, promise, number, context) for name, promise in pending if not promise.missed)


def _fate(name: str, promise: Promise, number: int, context: Context) -> e.PromiseKept | e.PromiseMissed:
    if context.now <= promise.due_at + context.policy.updates.grace:
        return e.PromiseKept(audience=name, due_at=promise.due_at, number=number)
    return e.PromiseMissed(audience=name, due_at=promise.due_at)


def _kept_back(
    state: Incident, renderings: Sequence[Rendering], context: Context, writing: Writing
) -> Iterator[e.UpdateHeld | e.ApprovalAsked]:
    waiting = (each for each in renderings if each.way != "go")
    for draft, each in zip(count(len(state.waiting_updates) + 1), waiting, strict=False):
        yield held(each, draft, writing) if each.way == "held" else asked(each, draft, state, context, writing)


def held(each: Rendering, draft: int, writing: Writing) -> e.UpdateHeld:
    """It waits for other words."""
    return e.UpdateHeld(
        draft=draft,
        audience=each.audience.name,
        facts=each.facts.model_dump(mode="json"),
        text=each.text,
        found=each.found,
        final=writing.final,
        corrects=writing.corrects,
    )


def asked(each: Rendering, draft: int, state: Incident, context: Context, writing: Writing) -> e.ApprovalAsked:
    """It waits for a yes."""
    return e.ApprovalAsked(
        draft=draft,
        audience=each.audience.name,
        facts=each.facts.model_dump(mode="json"),
        text=each.text,
        approvers=approvers(each.audience, state, context),
        found=each.found,
        overridden=writing.overridden,
        final=writing.final,
        corrects=writing.corrects,
    )
