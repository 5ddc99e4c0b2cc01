"""Updates in Slack: one thread for each incident in every stakeholder channel, and direct messages.

The thread itself holds every update; its first message is kept current by a step of its own (`tell.root`), since Slack
lets few messages be changed a minute, and no update may wait for that. It writes no words of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.comms.message import Message
from bot.comms.retry import CannotDo
from bot.comms.steps.desk import Desk
from bot.comms.steps.posting import post_in, post_to, refusal
from bot.comms.transports import errors as e
from bot.comms.transports.parcel import Parcel, Receipt
from bot.comms.transports.trial import Trial
from bot.warroom.base import Person, SlackRef
from bot.warroom.owing.deliveries import thread_of
from bot.warroom.phrases import phrase
from bot.warroom.ports import Step


@dataclass(frozen=True)
class SlackChannels:
    """The transport to Slack's channels. `begun` are the threads whose update Slack made wait, by their step."""

    desk: Desk
    begun: dict[str, SlackRef] = field(default_factory=dict)

    async def deliver(self, parcel: Parcel) -> Receipt:
        """The thread gets the update; where there is none, a first message that says how it stands begins it."""
        known = await self._known(parcel)
        if known:
            try:
                return await self._replied(parcel, parcel.step, known)
            except CannotDo as error:
                if not isinstance(error.__cause__, e.MessageNotFound):
                    raise
        return await self._begin(parcel)

    async def test(self, trial: Trial) -> Receipt:
        """One message, beside the threads of incidents."""
        at = await post_in(self.desk, trial.step, trial.place.target, trial.message)
        return Receipt(to=trial.place.ref, result="posted in Slack", id=at.ts)

    async def _known(self, parcel: Parcel) -> SlackRef | None:
        """The thread's first message, if it stands in the channel that the place means now."""
        known = parcel.state.posts.get(thread_of(parcel.place.ref))
        return known if known and known.channel == await self._here(parcel) else None

    async def _here(self, parcel: Parcel) -> str:
        try:
            return await self.desk.channels.find(parcel.place.target)
        except e.PermanentError as error:
            raise refusal(parcel.place.target, error) from error

    async def _replied(self, parcel: Parcel, step: Step, root: SlackRef) -> Receipt:
        message = self.desk.cards.update_message(parcel.facts, parcel.audience, parcel.policy)
        at = await post_in(self.desk, step, parcel.place.target, message, root.ts)
        return Receipt(to=parcel.place.ref, result="posted in Slack", id=at.ts)

    async def _begin(self, parcel: Parcel) -> Receipt:
        """Both messages. While Slack makes the second wait, the first is remembered; after a stop it is found."""
        step, root = parcel.step, self.begun.pop(parcel.step.key, None)
        if root:
            step = step.model_copy(update={"doubtful": False})
        else:
            root = await self._posted(parcel)
        try:
            told = await self._replied(parcel, step, root)
        except e.RateLimited as error:
            if not step.doubtful:
                self.begun[step.key] = root
            raise e.RateLimited(error.method, error.retry_after, halfway=True) from error
        except e.Unavailable as error:
            raise e.Ambiguous(error.method, f"{error.detail} after the first of two messages") from error
        return told.model_copy(update={"posts": {thread_of(parcel.place.ref): root}})

    async def _posted(self, parcel: Parcel) -> SlackRef:
        standing = self.desk.cards.update_message(parcel.facts, parcel.audience, parcel.policy, standing=True)
        at = await post_in(self.desk, _part(parcel.step, "root"), parcel.place.target, standing)
        return SlackRef(channel=at.channel, ts=at.ts)


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
            raise _nobody(target)
        names = self.desk.t.listing([person.name for person in reached])
        return Receipt(to=names, result="sent as direct messages in Slack")

    async def _told(self, step: Step, person: Person, message: Message) -> bool:
        try:
            await post_to(self.desk, _part(step, person.id), person.id, message)
        except CannotDo:
            return False
        return True


def _nobody(target: str) -> CannotDo:
    why = phrase("Nobody could be reached as {name}.", name=target)
    return CannotDo(why, phrase("Check the name in the policy, under the audience's channels."))
