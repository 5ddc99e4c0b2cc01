"""What every handler needs done: look up an incident or a person, perform a command, answer, open a form.

The only module of the handlers (with `desk`) that touches the operations. It holds no grammar and no words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.comms.cards.scene import Scene
from bot.comms.locale import Translator
from bot.comms.message import Message
from bot.comms.shipped import entry_in, policy_in
from bot.comms.transports.errors import TransportError
from bot.comms.transports.slack import SlackGateway
from bot.handlers import encoded
from bot.handlers.errors import Excuses
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_links as cl
from bot.warroom import events as e
from bot.warroom.base import Moment, Person
from bot.warroom.commands_erasing import EraseContent
from bot.warroom.composing import Rendering
from bot.warroom.context import require_lead
from bot.warroom.erasing.deciding import Erasure
from bot.warroom.errors import NotInARoom, UnknownIncident, UnknownPerson
from bot.warroom.incident import Incident
from bot.warroom.operations import erasing, linking, run_room, surveys
from bot.warroom.operations.declare import declare_incident
from bot.warroom.operations.engine import Answer, Asked, Engine, Performed
from bot.warroom.operations.report import ask_report
from bot.warroom.operations.trials import test_channels
from bot.warroom.periodic.months import Month
from bot.warroom.policy import Policy
from bot.warroom.ports import Reader
from bot.warroom.surveys import Given

ASKING = frozenset({"mim_paged", "mim_unanswered", "handover_offered"})
Told = Callable[[Performed], Message | None]


@dataclass(frozen=True)
class Clerk:
    """The hands of the handlers."""

    engine: Engine
    gateway: SlackGateway
    t: Translator
    excuses: Excuses

    @property
    def policy(self) -> Policy:
        """The organisation's policy, its shipped words in this person's language."""
        return policy_in(self.engine.policy, self.t.language)

    def now(self) -> Moment:
        """The present moment."""
        return self.engine.clock.now()

    def scene(self, state: Incident) -> Scene:
        """The incident with everything needed to speak of it."""
        return Scene(state, self.policy, self.t)

    # looking up

    async def incident(self, visit: Visit, number: int | None) -> Incident:
        """The incident named, or the one whose room this is. Raises NotInARoom.

        A private one that does not concern the person is as unknown as one that does not exist.
        """
        wanted = number if number is not None else visit.room
        if wanted is None:
            raise NotInARoom
        async with self.engine.store.reading() as reader:
            try:
                state = await reader.incident(wanted)
            except UnknownIncident:
                raise self.unknown(wanted) from None
            if not self.may_see(visit, state) and not await _was_asked(reader, wanted, visit.person.id):
                raise self.unknown(wanted)
        return state

    def unknown(self, number: int) -> UnknownIncident:
        """The refusal for a number that nobody may look up."""
        return UnknownIncident(reference=f"{self.policy.prefix}-{number}")

    def may_see(self, visit: Visit, state: Incident) -> bool:
        """Whether the person may know of the incident: it is public, theirs, or they are in its room."""
        return not state.private or state.concerns(visit.person.id) or visit.room == state.number

    async def visible(self, visit: Visit, *, open_only: bool = True) -> list[Incident]:
        """The incidents that the person may know of, newest first."""
        async with self.engine.store.reading() as reader:
            found = await reader.incidents(open_only=open_only)
        return [state for state in found if self.may_see(visit, state)]

    async def person(self, visit: Visit, ref: str) -> Person:
        """Whoever the reference means; `me` is the one who types. Raises UnknownPerson."""
        if ref == "me":
            return visit.person
        found = await self.engine.directory.person(ref)
        if found is None:
            raise UnknownPerson(who=await self.readable(ref))
        return found

    async def readable(self, text: str) -> str:
        """Typed text as its writer saw it."""
        if "<" not in text and "&" not in text:
            return text
        names = {user: await self._name(user) for user in encoded.people_in(text)}
        return encoded.readable(text, names)

    async def retypable(self, text: str) -> str:
        """Typed text as it can be typed again: people by the handle that Slack put there, which their name is not."""
        names = {user: await self._name(user) for user in encoded.unlabelled_in(text)}
        return encoded.readable(text, names)

    async def _name(self, user: str) -> str:
        found = await self.known(user)
        return found.name if found else ""

    async def known(self, user: str) -> Person | None:
        """The person of that id, if the workspace can be asked and knows them."""
        try:
            return await self.engine.directory.person(user)
        except TransportError:
            return None  # a name is a nicety: Slack's own label must do

    async def zone(self, user: str) -> str:
        """The person's time zone, else the organisation's."""
        try:
            own = await self.engine.directory.zone(user)
        except TransportError:
            own = ""
        return own if own and _exists(own) else self.policy.timezone

    # doing

    def asked(self, visit: Visit, told: Told) -> Asked:
        """The person and their submission, with what they are told when it is done."""
        return Asked(
            actor=visit.person,
            source=visit.source,
            submission=visit.submission.key,
            reply_to=visit.reply_to,
            at=visit.submission.received_at if visit.late else None,
            answer=lambda performed: self._answer(told(self._read(performed))),
        )

    def _read(self, performed: Performed) -> Performed:
        entries = tuple(entry_in(entry, self.t.language) for entry in performed.entries)
        return performed.model_copy(update={"entries": entries})

    def _answer(self, message: Message | None) -> Answer | None:
        return self.excuses.renamed(Answer(text=message.text, blocks=message.blocks)) if message else None

    async def perform(self, visit: Visit, number: int, command: c.Command, told: Told) -> Performed:
        """Carry out a command; it, the answer and the end of the submission are one transaction. Raises a Refusal."""
        return await run_room.perform(self.engine, number, command, self.asked(visit, told))

    async def pair(self, visit: Visit, number: int, command: cl.Pairing, told: Told) -> Performed:
        """The same about two incidents: both records change, or neither does. Raises a Refusal."""
        return await linking.pair(self.engine, number, command, self.asked(visit, told))

    async def to_erase(self, visit: Visit, number: int, command: EraseContent) -> Erasure:
        """What would be erased, and from where. Raises the refusals of erasing."""
        return await erasing.preview(self.engine, number, command, Asked(actor=visit.person))

    async def erase(self, visit: Visit, number: int, command: EraseContent, told: Told) -> Performed:
        """Erase it; the answer and the end of the submission are in the same transaction. Raises a Refusal."""
        return await erasing.erase(self.engine, number, command, self.asked(visit, told))

    async def cascade(
        self, visit: Visit, number: int, children: Sequence[int], told: Callable[[linking.Cascade], Message]
    ) -> None:
        """Resolve the children of a resolved incident. Raises WrongState."""

        def answer(done: linking.Cascade) -> Answer:
            said = told(done)
            return self.excuses.renamed(Answer(text=said.text, blocks=said.blocks))

        asked = self.asked(visit, lambda _performed: None)
        await linking.resolve_children(self.engine, number, children, asked, answer)

    async def declare(self, visit: Visit, command: c.DeclareIncident, told: Told) -> Performed:
        """Open an incident in the same way. Raises SimilarOpen and the refusals of a declaration."""
        return await declare_incident(self.engine, command, self.asked(visit, told))

    async def may_answer(self, visit: Visit, state: Incident) -> None:
        """Raises NotSurveyed, SurveyOver, AlreadyAnswered."""
        await surveys.may_answer(self.engine, state, visit.person)

    async def answer_survey(self, visit: Visit, state: Incident, given: Given, told: Told) -> None:
        """Count an answer to the satisfaction survey. Raises what `may_answer` does, UnknownScore, TextTooLong."""
        await surveys.answer(self.engine, state.number, given, visit.person, self.asked(visit, told))

    async def previews(self, visit: Visit, state: Incident, command: c.PublishUpdate) -> tuple[Rendering, ...]:
        """What each audience would read if the update were published now. Raises UnknownAudience, TextTooLong."""
        return await run_room.preview(self.engine, state, command, Asked(actor=visit.person))

    async def tell(self, visit: Visit, *messages: Message) -> None:
        """Answer and be done: a list, a refusal, help. What does not fit into one message follows in others."""
        said = [self.excuses.renamed(Answer(text=message.text, blocks=message.blocks)) for message in messages]
        await run_room.refuse(self.engine, visit.submission.key, visit.reply_to, *said)

    async def report(self, visit: Visit, month: Month, said: Message) -> None:
        """Owe a month's report where it was asked for, and say that it comes."""
        answer = self.excuses.renamed(Answer(text=said.text, blocks=said.blocks))
        await ask_report(self.engine, month, visit.submission.key, visit.reply_to, answer)

    async def test_channels(self, visit: Visit, only: str, name: str, said: Message) -> None:
        """Owe the tests of the channels of one audience, or of all. Raises NotTester."""
        answer = self.excuses.renamed(Answer(text=said.text, blocks=said.blocks))
        await test_channels(self.engine, only, name, self.asked(visit, lambda _performed: None), answer)

    async def finish(self, visit: Visit) -> None:
        """Be done without a word."""
        await run_room.finish(self.engine, visit.submission.key)

    async def open(self, visit: Visit, view: dict[str, Any], instead: Message) -> None:
        """Show a form; where it cannot be shown any more, tell the person how to do it otherwise."""
        if visit.trigger is None:
            await self.tell(visit, instead)
            return
        try:
            await self.gateway.open_view(visit.trigger, view)
        except TransportError:
            await self.tell(visit, instead)
            return
        await self.finish(visit)

    async def redraw(self, visit: Visit, view: dict[str, Any]) -> None:
        """Change the open form in which something was pressed; one that was changed or closed meanwhile is left."""
        shown = visit.payload.get("view") or {}
        with suppress(TransportError):  # the next answer draws it anew, and what was typed stands in it
            await self.gateway.update_view(str(shown.get("id")), view, shown.get("hash"))
        await self.finish(visit)

    async def require_lead(self, visit: Visit, state: Incident, what: str) -> None:
        """Refuse before somebody fills in a form in vain; the core asks again when it is sent. Raises NotAllowed."""
        asked = Asked(actor=visit.person)
        require_lead(state, await run_room.gather(self.engine, c.Close(), asked), what)


async def _was_asked(reader: Reader, number: int, user: str) -> bool:
    """Whether somebody was asked to lead it: they know of it, and may answer from the direct message."""
    events = [entry.event for entry in await reader.entries(number, kinds=ASKING)]
    unanswered = (person for event in events if isinstance(event, e.MimUnanswered) for person in event.asked)
    asked = (event.person for event in events if isinstance(event, e.MimPaged))
    offered = (event.to for event in events if isinstance(event, e.HandoverOffered))
    return any(person.id == user for person in (*unanswered, *asked, *offered))


def _exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
