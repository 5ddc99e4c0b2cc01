"""What the register owes outside: proposals shown and kept current, tickets, reminders, announcements of models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.comms.cards.improvements import RegisterWords, announcement, item_card, reminded, ticket_of
from bot.comms.retry import CannotDo
from bot.comms.steps.desk import Desk, skipped
from bot.comms.steps.posting import changed, post_in, post_once, post_to
from bot.comms.steps.reports_place import place
from bot.comms.transports import errors as e
from bot.warroom.base import SlackRef
from bot.warroom.improvements.item import OWED, Improvement
from bot.warroom.improvements.owing import ANNOUNCE, CARD, FILE, REMIND, SAY
from bot.warroom.outcomes import Outcome
from bot.warroom.ports import Step

__all__ = ["ANNOUNCE", "CARD", "FILE", "REMIND", "SAY", "announce", "card", "file", "remind", "say"]


async def say(desk: Desk, step: Step) -> Outcome:
    """`improvement.say` {number, channel, user}: a proposal with its buttons, once under each report."""
    item = await _item(desk, step)
    if item.state != "proposed":
        return skipped("it has been decided meanwhile")
    at = await post_once(desk.gateway, step, await place(desk, step), item_card(item, _words(desk)))
    post = SlackRef(channel=at.channel, ts=at.ts)
    after = await _change(desk, item.number, lambda held: held.model_copy(update={"posts": _with(held, post)}))
    if after.model_copy(update={"posts": item.posts}) != item:
        await changed(desk.gateway, post, item_card(after, _words(desk)))
    return Outcome()


def _with(item: Improvement, post: SlackRef) -> tuple[SlackRef, ...]:
    return item.posts if post in item.posts else (*item.posts, post)


async def card(desk: Desk, step: Step) -> Outcome:
    """`improvement.card` {number}: every message that shows it, as it stands now."""
    item = await _item(desk, step)
    shown = [await changed(desk.gateway, post, item_card(item, _words(desk))) for post in item.posts]
    return Outcome(note=f"{sum(shown)} of {len(shown)}")


async def file(desk: Desk, step: Step) -> Outcome:
    """`improvement.file` {number}: a ticket in the tracker, once; its key and link stand on the item from then on."""
    item = await _item(desk, step)
    if desk.tracker is None or item.ticket:
        return skipped("no tracker, or it stands there already")
    try:
        filed = await desk.tracker.file(
            ticket_of(item, _words(desk), step.key), look=step.doubtful or step.attempts > 0
        )
    except e.PermanentError as refused:
        why = desk.t.gettext("The tracker refused {improvement}: {why}").format(improvement=item.reference, why=refused)
        raise CannotDo(why, desk.t.gettext("Put it in by hand; it stands in the register.")) from refused
    await _change(desk, item.number, lambda held: held.model_copy(update={"ticket": filed.key, "link": filed.link}))
    return Outcome(note=filed.key)


async def remind(desk: Desk, step: Step) -> Outcome:
    """`improvement.remind` {number, due_at, user}: to its owner, unless it moved on meanwhile."""
    item = await _item(desk, step)
    due_at = datetime.fromisoformat(step.payload["due_at"])
    owner = item.owner
    if owner is None or owner.id != step.payload["user"] or item.state not in OWED or item.due_at != due_at:
        return skipped("it moved on meanwhile")
    words = replace(_words(desk), t=await desk.words_for(owner.id))
    await post_to(desk, step, owner.id, reminded(item, words, desk.clock.now()))
    return Outcome()


async def announce(desk: Desk, step: Step) -> Outcome:
    """`model.announce` {name, version, place}: a new version, to the team that it concerns."""
    name, number = step.payload["name"], int(step.payload["version"])
    async with desk.store.reading() as reader:
        versions = await reader.model_versions()
        found = next((it for it in versions if (it.model.name, it.model.version) == (name, number)), None)
        item = await reader.improvement(found.item) if found and found.item else None
    if found is None:
        return skipped("no such version")
    await post_in(desk, step, step.payload["place"], announcement(found, item, _words(desk)))
    return Outcome()


def _words(desk: Desk) -> RegisterWords:
    return RegisterWords(desk.t, desk.policy)


async def _item(desk: Desk, step: Step) -> Improvement:
    async with desk.store.reading() as reader:
        return await reader.improvement(int(step.payload["number"]))


async def _change(desk: Desk, number: int, make: Callable[[Improvement], Improvement]) -> Improvement:
    async with desk.store.writing() as tx:
        item = make(await tx.lock_improvement(number))
        await tx.save_improvement(item)
    return item
