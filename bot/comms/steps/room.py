"""Opening the room, letting people in, putting it away. Each step may be done twice without harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.comms.failing import step_failed
from bot.comms.retry import CannotDo
from bot.comms.steps.desk import Desk, room_of, skipped
from bot.comms.steps.posting import since
from bot.comms.transports import errors as e
from bot.comms.transports.slack import Channel
from bot.warroom.base import Person
from bot.warroom.events import RoomArchived, RoomOpened, StepFailed
from bot.warroom.incident import Incident
from bot.warroom.outcomes import Outcome
from bot.warroom.phrases import phrase
from bot.warroom.ports import Step

LONGEST_NAME = 80
MOST_NAMES = 30


async def create(desk: Desk, step: Step) -> Outcome:
    """`room.create` {name, private}: the room, under the name or the first free one with a number behind it."""
    state = await desk.incident(step)
    if state.room and not state.room.archived:
        return skipped("the room exists")
    channel = await new_channel(desk, step, state)
    return Outcome(events=(RoomOpened(channel=channel.id, name=channel.name),))


async def new_channel(desk: Desk, step: Step, state: Incident) -> Channel:
    """A channel under the name that the step wants, or the first free one after it; an earlier attempt's is adopted.

    Raises CannotDo.
    """
    ours = await own_rooms(desk, step) if step.doubtful else {}
    for name in names(step.payload["name"]):
        channel = ours.get(name) or await _created(desk, name, private=bool(step.payload.get("private")))
        if channel:
            return channel
    # Without the name, which holds the title: this is logged, and the incident may be private.
    why = phrase("No free channel name was found for {reference}.", reference=state.reference)
    raise CannotDo(why, phrase("Change how rooms are named in the policy."))


async def _created(desk: Desk, name: str, *, private: bool) -> Channel | None:
    try:
        return await desk.gateway.create_channel(name, private=private)
    except e.ChannelNameTaken:
        return None


async def own_rooms(desk: Desk, step: Step) -> dict[str, Channel]:
    """The channels that an earlier attempt of this step may have made, by name: ours, recent, and nobody's room.

    All three are asked for. A channel of the same name that a person made is theirs; one of ours that is older, or is
    the room of another incident, would put two incidents into one room.
    """
    earliest = float(since(step))
    candidates = [
        channel
        async for channel in desk.gateway.channels()
        if channel.creator == desk.me and channel.created >= earliest
    ]
    async with desk.store.reading() as reader:
        return {each.name: each for each in candidates if await reader.by_channel(each.id) is None}


def names(wanted: str) -> Iterator[str]:
    """The name, then the name with -2, -3 and so on, each within Slack's 80 characters."""
    yield wanted[:LONGEST_NAME]
    for number in range(2, MOST_NAMES):
        ending = f"-{number}"
        yield wanted[: LONGEST_NAME - len(ending)].rstrip("-_") + ending


async def invite(desk: Desk, step: Step) -> Outcome:
    """`room.invite` {refs}: everybody the references mean. Whom nobody knows or Slack refuses, the room is told."""
    room = room_of(await desk.incident(step))
    return await let_in(desk, step, room.channel)


async def let_in(desk: Desk, step: Step, channel: str) -> Outcome:
    """Everybody the step's references mean comes into the channel."""
    people, unknown = await _meant(desk, step.payload["refs"])
    refused = (await desk.gateway.invite(channel, list(people))).refused if people else {}
    failed = [_unknown(desk, step, ref) for ref in unknown]
    failed += [_refused(desk, step, people[user], code) for user, code in refused.items()]
    return Outcome(note=" ".join(each.why for each in failed), events=tuple(failed))


async def _meant(desk: Desk, refs: Sequence[str]) -> tuple[dict[str, Person], list[str]]:
    people: dict[str, Person] = {}
    unknown: list[str] = []
    for ref in refs:
        found = await desk.directory.members(ref)
        people |= {person.id: person for person in found if person.id != desk.me}
        unknown += [] if found else [ref]
    return people, unknown


def _unknown(desk: Desk, step: Step, ref: str) -> StepFailed:
    why = phrase("I don't know {ref}, so nobody was invited for it.", ref=ref)
    return step_failed(step, why, phrase("Invite them by hand, and correct the policy."), desk.t)


def _refused(desk: Desk, step: Step, person: Person, code: str) -> StepFailed:
    why = phrase("{name} could not be invited ({code}).", name=person.name, code=code)
    return step_failed(step, why, phrase("Reach them another way, or ask somebody else."), desk.t)


async def archive(desk: Desk, step: Step) -> Outcome:
    """`room.archive` {}: the room is put away; one that people archived themselves counts."""
    room = (await desk.incident(step)).room
    if room is None or room.archived:
        return skipped("there is no open room")
    await desk.gateway.archive(room.channel)
    return Outcome(events=(RoomArchived(),))
