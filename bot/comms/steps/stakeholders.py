"""Updates in Slack: one thread for each incident in every stakeholder channel, and direct messages.

The thread's first message is kept current; the thread itself holds every update. It writes no words of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.comms.message import Message
from bot.comms.retry import CannotDo
from bot.comms.steps.desk import Desk
from bot.comms.steps.posting import changed, post_in, post_to
from bot.comms.transports.parcel import Parcel, Receipt
from bot.comms.transports.trial import Trial
from bot.warroom.base import Person, SlackRef
from bot.warroom.ports import Step


@dataclass(frozen=True)
class SlackChannels:
    """The transport to Slack's channels."""

    desk: Desk

    async def deliver(self, parcel: Parcel) -> Receipt:
        """The first message says how it stands now, the thread under it gets the update."""
        root = await self._root(parcel)
        message = self.desk.cards.update_message(parcel.facts, parcel.audience, parcel.policy)
        at = await post_in(self.desk, parcel.step, parcel.place.target, message, root.ts)
        kept = {} if parcel.state.posts.get(root_name(parcel)) == root else {root_name(parcel): root}
        return Receipt(to=parcel.place.ref, result="posted in Slack", id=at.ts, posts=kept)

    async def test(self, trial: Trial) -> Receipt:
        """One message, beside the threads of incidents."""
        at = await post_in(self.desk, trial.step, trial.place.target, trial.message)
        return Receipt(to=trial.place.ref, result="posted in Slack", id=at.ts)

    async def _root(self, parcel: Parcel) -> SlackRef:
        standing = self.desk.cards.update_message(parcel.facts, parcel.audience, parcel.policy, standing=True)
        known = parcel.state.posts.get(root_name(parcel))
        here = await self.desk.channels.find(parcel.place.target)
        if known and known.channel == here and await changed(self.desk.gateway, known, standing):
            return known
        at = await post_in(self.desk, _part(parcel.step, "root"), parcel.place.target, standing)
        return SlackRef(channel=at.channel, ts=at.ts)


def root_name(parcel: Parcel) -> str:
    """What the thread's first message is called among the posts of the incident."""
    return f"told:{parcel.place.ref}"


def _part(step: Step, name: str) -> Step:
    """A message of a step that posts several: each has a key of its own."""
    return step.model_copy(update={"key": f"{step.key}:{name}"})


@dataclass(frozen=True)
class SlackDirect:
    """The transport to people's direct messages: a person, or everybody in a user group."""

    desk: Desk

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Each of them is written to; one who cannot be reached does not keep it from the others."""
        message = self.desk.cards.update_message(parcel.facts, parcel.audience, parcel.policy)
        return await self._sent(parcel.step, parcel.place.target, message)

    async def test(self, trial: Trial) -> Receipt:
        """Each of them gets it."""
        return await self._sent(trial.step, trial.place.target, trial.message)

    async def _sent(self, step: Step, target: str, message: Message) -> Receipt:
        people = await self.desk.directory.members(target)
        reached = [person for person in people if await self._told(step, person, message)]
        if not reached:
            raise self._nobody(target)
        names = self.desk.t.listing([person.name for person in reached])
        return Receipt(to=names, result="sent as direct messages in Slack")

    async def _told(self, step: Step, person: Person, message: Message) -> bool:
        try:
            await post_to(self.desk, _part(step, person.id), person.id, message)
        except CannotDo:
            return False
        return True

    def _nobody(self, target: str) -> CannotDo:
        why = self.desk.t.gettext("Nobody could be reached as {name}.").format(name=target)
        return CannotDo(why, self.desk.t.gettext("Check the name in the policy, under the audience's channels."))
