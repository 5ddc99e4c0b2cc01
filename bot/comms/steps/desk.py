"""What every step works with: the gateway, the record, the policy, whoever writes the words. It does nothing itself.

The record is read in a short transaction of its own, closed before anything is asked of Slack.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.comms.cards.suggestions import Quote
from bot.comms.locale import Translator, translator
from bot.comms.message import Message
from bot.comms.readers import language_of
from bot.comms.retry import NotYet
from bot.comms.steps.channels import Channels
from bot.comms.trackers import Tracker
from bot.comms.transports.parcel import Transport
from bot.comms.transports.slack import SlackGateway
from bot.warroom.base import Moment
from bot.warroom.events import Preset
from bot.warroom.incident import Incident, WarRoom
from bot.warroom.operations.run_room import MOMENT_KINDS
from bot.warroom.outcomes import Outcome
from bot.warroom.policy import Audience, Policy
from bot.warroom.ports import Clock, Directory, Step, Store
from bot.warroom.timeline import Entry
from bot.warroom.updates import UpdateFacts, unread_after


class Cards(Protocol):
    """Whoever writes the messages. None means that there is nothing to say."""

    def room_card(self, state: Incident, policy: Policy, now: Moment) -> Message:
        """The card that stands pinned in the room."""
        ...

    def checklist(self, state: Incident, policy: Policy, seq: int) -> Message | None:
        """The steps of the model that the entry `seq` applied."""
        ...

    def object_card(self, state: Incident, policy: Policy, name: str) -> Message | None:
        """The hypothesis, decision or action of that name (H1) as it stands."""
        ...

    def farewell(self, state: Incident, policy: Policy) -> Message:
        """The last message of a room: where everything is."""
        ...

    def swarm(self, state: Incident, policy: Policy, number: int) -> Message | None:
        """The message under which a swarm's thread hangs."""
        ...

    def swarm_call(self, state: Incident, policy: Policy, number: int) -> Message | None:
        """What calls its members into the thread, or stands first in its channel."""
        ...

    def swarm_topic(self, state: Incident, policy: Policy, number: int) -> tuple[str, str]:
        """The topic and the purpose of its channel, without formatting."""
        ...

    def suggestions(self, state: Incident, policy: Policy) -> Message:
        """The message under which suggested key moments hang."""
        ...

    def suggested(self, state: Incident, policy: Policy, batch: int, quotes: Mapping[str, Quote]) -> Message | None:
        """The suggestions of one look, with what their messages say."""
        ...

    def unowned(self, state: Incident, policy: Policy, *, replaced: bool = False) -> Message:
        """The work that nobody owns; or that a newer list has replaced this one."""
        ...

    def topic(self, state: Incident, policy: Policy) -> str:
        """The room's topic, without formatting."""
        ...

    def entry_message(
        self, entry: Entry, state: Incident, policy: Policy, *, moments: Sequence[Entry] | None = None
    ) -> Message | None:
        """What the room is told of an entry; `moments` are those since the last update, if it drafts the next one."""
        ...

    def direct(
        self, entry: Entry | None, state: Incident, policy: Policy, as_: str, language: str = ""
    ) -> Message | None:
        """What one person is told of an entry, or (their duties) of the incident as a whole, in their language."""
        ...

    def announcement(self, state: Incident, policy: Policy) -> Message:
        """What everybody may see of the incident."""
        ...

    def update_message(
        self, facts: UpdateFacts, audience: Audience, policy: Policy, *, standing: bool = False
    ) -> Message:
        """A status update in the words of one audience; `standing` at the head of a thread, which is kept current."""
        ...


What = str


class Documents(Protocol):
    """Whoever builds the files."""

    async def build(self, number: int, what: What, format_: str, preset: Preset = "full", /) -> bytes:
        """The content of an incident's review, timeline or picture in that format."""
        ...

    async def counted(self, number: int, what: What, format_: str, preset: Preset = "full", /) -> tuple[bytes, int]:
        """The same, and how many secrets are masked in it."""
        ...

    async def summary(self, number: int) -> str:
        """What the picture shows, in words."""
        ...


class RoomAway(Exception):  # noqa: N818 - nothing is wrong
    """The room is archived: nothing can be said or hung there, and nobody would see it."""


@dataclass(frozen=True)
class Desk:
    """The tools of a step. `me` is the bot's own user id, `failing` since when a delivery fails, by its step."""

    gateway: SlackGateway
    store: Store
    policy: Policy
    clock: Clock
    directory: Directory
    channels: Channels
    cards: Cards
    documents: Documents
    me: str
    t: Translator
    tracker: Tracker | None = None
    transports: Mapping[str, Transport] = field(default_factory=dict)
    failing: dict[str, Moment] = field(default_factory=dict)

    async def incident(self, step: Step) -> Incident:
        """The incident as it stands now. Raises UnknownIncident."""
        async with self.store.reading() as reader:
            return await reader.incident(number_of(step))

    async def entry(self, step: Step) -> tuple[Incident, Entry | None]:
        """The incident as it stands now, and the entry that the step is about; `seq` 0 means none."""
        number, seq = number_of(step), int(step.payload["seq"])
        async with self.store.reading() as reader:
            state = await reader.incident(number)
            found = await reader.entries(number, after=seq - 1, limit=1)
        return state, next((entry for entry in found if entry.seq == seq), None)

    async def words_for(self, user: str) -> Translator:
        """The words of that person's language."""
        return translator(await language_of(user, self.store, self.directory, self.policy))

    async def moments(self, state: Incident) -> list[Entry]:
        """The key moments that are news to any of the audiences: what the next update can tell."""
        async with self.store.reading() as reader:
            return await reader.entries(state.number, kinds=MOMENT_KINDS, after=unread_after(state, self.policy))


Work = Callable[[Desk, Step], Coroutine[Any, Any, Outcome]]


def number_of(step: Step) -> int:
    """The incident's number. Raises ValueError for a step that has none: a fault of whoever owed it."""
    if step.number is None:
        raise ValueError(f"the step {step.step} ({step.key}) belongs to no incident")
    return step.number


def room_of(state: Incident) -> WarRoom:
    """The incident's room. Raises NotYet before it exists, RoomAway once it is archived."""
    if state.room is None:
        raise NotYet(f"{state.reference} has no room yet")
    if state.room.archived:
        raise RoomAway(state.reference)
    return state.room


def skipped(why: str) -> Outcome:
    """Nothing to be done; `why` is for the log and the count."""
    return Outcome(status="skipped", note=why)
