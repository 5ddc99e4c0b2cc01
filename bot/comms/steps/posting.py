"""Posting effectively once, and keeping one message up to date. It does not write the message.

A message carries its step's key in its metadata. When an earlier attempt may have taken effect, the key is looked for
in the channel's history before anything is posted (SLACK.md, message metadata).
"""

from __future__ import annotations

from datetime import timedelta

from bot.comms.message import Message
from bot.comms.retry import CannotDo, refused
from bot.comms.steps.desk import Desk
from bot.comms.transports import errors as e
from bot.comms.transports.slack import PostedAt, SlackGateway
from bot.warroom.base import SlackRef
from bot.warroom.phrases import phrase
from bot.warroom.ports import Step

# Slack's clock may be two minutes behind ours, and the step is as old as its transaction.
EARLIER = timedelta(minutes=5)

GONE = (e.NotInChannel, e.ChannelNotFound, e.IsArchived)


def since(step: Step) -> str:
    """The Slack timestamp before which nothing of this step can have happened."""
    return f"{(step.created_at - EARLIER).timestamp():.6f}"


async def post_once(
    gateway: SlackGateway, step: Step, channel: str, message: Message, thread_ts: str | None = None
) -> PostedAt:
    """Where the step's message stands: found, if an earlier attempt posted it, or posted now."""
    if step.doubtful:
        found = await gateway.find_posted(channel, step.key, since(step), thread_ts)
        if found:
            return found
    return await gateway.post(channel, message, step.key, thread_ts)


async def post_in(desk: Desk, step: Step, ref: str, message: Message, thread_ts: str | None = None) -> PostedAt:
    """Post in a channel that the policy names, entering or making it first. Raises CannotDo with a remedy."""
    try:
        return await _post_in(desk, step, ref, message, thread_ts)
    except e.PermanentError as error:
        raise refusal(ref, error) from error


async def _post_in(desk: Desk, step: Step, ref: str, message: Message, thread_ts: str | None) -> PostedAt:
    channel = await desk.channels.find(ref)
    try:
        return await post_once(desk.gateway, step, channel, message, thread_ts)
    except GONE:
        # The bot was removed, or the channel renamed or archived, since it was last looked up.
        desk.channels.forget(ref)
        return await post_once(desk.gateway, step, await desk.channels.find(ref), message, thread_ts)


async def post_to(desk: Desk, step: Step, user: str, message: Message) -> PostedAt:
    """Write to one person. Raises CannotDo, which names them, when Slack does not let us."""
    try:
        return await post_once(desk.gateway, step, await desk.gateway.open_dm(user), message)
    except e.PermanentError as error:
        person = await desk.directory.person(user)
        raise refusal(person.name if person else user, error) from error


def refusal(whom: str, error: e.PermanentError) -> CannotDo:
    """Slack's refusal in words that name the channel or the person."""
    words = refused(error)
    return CannotDo(phrase("{whom}: {why}", whom=whom, why=words.why), words.remedy)


async def changed(gateway: SlackGateway, at: SlackRef | None, message: Message) -> bool:
    """Whether the message that stands there says this now; False when there is none, or it is gone."""
    if at is None or at.ts is None:
        return False
    try:
        await gateway.update(at.channel, at.ts, message)
    except (e.MessageNotFound, *GONE):
        return False
    return True
