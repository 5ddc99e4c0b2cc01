"""The owed steps and who does each. A step reads the record when it runs, asks Slack, and returns what is now true.

Steps decide nothing about the incident and nothing about retries; what they raise is judged by `comms.retry`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from bot.comms.delivery import Executor
from bot.comms.locale import translator
from bot.comms.steps import (
    assembly,
    canvas,
    checklist,
    closing,
    debts,
    files,
    furnish,
    improvements,
    objects,
    outputs,
    reports,
    reviews,
    rewording,
    room,
    suggestions,
    survey,
    swarms,
    talk,
    tell,
    trials,
)
from bot.comms.steps.channels import Channels
from bot.comms.steps.desk import Cards, Desk, Documents, RoomAway, Work, skipped
from bot.comms.steps.stakeholders import SlackChannels, SlackDirect
from bot.comms.trackers import Tracker
from bot.comms.transports.errors import IsArchived
from bot.comms.transports.parcel import Transport
from bot.comms.transports.slack import SlackGateway
from bot.warroom.outcomes import Outcome
from bot.warroom.policy import Policy
from bot.warroom.ports import Clock, Directory, Step, Store

__all__ = ["Cards", "Channels", "Documents", "executors"]


def executors(
    gateway: SlackGateway,
    store: Store,
    policy: Policy,
    clock: Clock,
    directory: Directory,
    cards: Cards,
    documents: Documents,
    *,
    me: str,
    channels: Channels | None = None,
    tracker: Tracker | None = None,
    outside: Mapping[str, Transport] | None = None,
) -> dict[str, Executor]:
    """Every step by name. `me` is the bot's own user id; `channels` may have been warmed before."""
    t = translator(policy.language)
    known = channels or Channels(gateway, create_missing=policy.create_missing_channels)
    bare = Desk(gateway, store, policy, clock, directory, known, cards, documents, me, t, tracker)
    desk = replace(bare, transports={"slack": SlackChannels(bare), "dm": SlackDirect(bare), **(outside or {})})
    inside: dict[str, Work] = {name: partial(unless_archived, work) for name, work in INSIDE.items()}
    return {name: partial(work, desk) for name, work in {**inside, **OUTSIDE}.items()}


async def unless_archived(work: Work, desk: Desk, step: Step) -> Outcome:
    """A step inside the room, skipped once the room is put away, by us or by people."""
    try:
        return await work(desk, step)
    except (RoomAway, IsArchived):
        return skipped("the room is archived")


INSIDE: Mapping[str, Work] = {
    "room.invite": room.invite,
    "room.card": furnish.card,
    "room.pin": furnish.pin,
    "room.topic": furnish.topic,
    "room.bookmark": furnish.bookmark,
    "room.checklist": checklist.checklist,
    "room.farewell": closing.farewell,
    "role.ask": assembly.ask,
    "on_call.check": assembly.check_on_call,
    "room.object": objects.object_card,
    "room.swarm": swarms.swarm,
    "swarm.call": swarms.call,
    "swarm.open": swarms.open_channel,
    "swarm.furnish": swarms.furnish,
    "swarm.invite": swarms.invite,
    "room.unowned": swarms.unowned,
    "room.suggestions": suggestions.head,
    "room.suggested": suggestions.suggested,
    "review.canvas": canvas.write,
    talk.ROOM_SAY: talk.room_say,
    "room.reword": rewording.in_the_room,
    "file.share": files.share,
}
OUTSIDE: Mapping[str, Work] = {
    "confirm.ask": closing.ask,
    "output.file": outputs.file,
    "survey.ask": survey.ask,
    "room.create": room.create,
    "room.archive": room.archive,
    "swarm.archive": swarms.archive,
    "debt.digest": debts.weekly,
    "report.say": reports.say,
    "review.post": reviews.post,
    "review.file": reviews.share,
    "report.file": reports.share,
    improvements.SAY: improvements.say,
    improvements.CARD: improvements.card,
    improvements.FILE: improvements.file,
    improvements.REMIND: improvements.remind,
    improvements.ANNOUNCE: improvements.announce,
    "person.say": talk.person_say,
    "announce": tell.announce,
    "update.send": tell.update,
    "update.reword": rewording.of_an_update,
    "update.root": tell.root,
    "reply": talk.reply,
    "reply.opened": talk.reply_opened,
    "comms.test": trials.test,
    "comms.report": trials.tell,
}
