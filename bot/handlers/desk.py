"""The front desk: one entry for everything that people submit in Slack, and the one place where refusals are answered.

Every path ends with the submission finished, in the same transaction as its effect or its answer, so a second
delivery and a replay after a crash change nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import structlog

from bot.comms.locale import Translator
from bot.comms.message import Message
from bot.comms.transports.errors import TransportError
from bot.comms.transports.slack import SlackGateway
from bot.handlers import actions, commands, home, modals, shortcuts
from bot.handlers.clerk import Clerk
from bot.handlers.errors import COMMAND, Excuses
from bot.handlers.modals import AckPayload
from bot.handlers.refused import refused
from bot.handlers.tongue import speaking_to
from bot.handlers.views.forms import notice
from bot.handlers.visit import Visit, channel_of, user_of
from bot.warroom.errors import Refusal
from bot.warroom.operations import run_room
from bot.warroom.operations.engine import Answer, Engine, ReplyTo
from bot.warroom.operations.improving import refresh
from bot.warroom.ports import StoreUnavailable, Submission

Work = Callable[[Clerk, Visit], Awaitable[AckPayload | None]]


class Desk:
    """Made once by the composition root; keeps nothing between two visits."""

    def __init__(self, engine: Engine, gateway: SlackGateway, t: Translator, command: str = COMMAND) -> None:
        self.excuses = Excuses(t, command)
        self._clerk = Clerk(engine, gateway, t, self.excuses)

    async def handle(self, submission: Submission, *, live: bool) -> AckPayload | None:
        """Do what was submitted. The result is the ack's payload for a modal, None for everything else.

        `live` is False on a replay after a crash: no form can be opened then, and none stays open. Raises
        StoreUnavailable on a replay; live, the person is told that it will be done later.
        """
        try:
            return await self._handle(submission, live=live)
        except StoreUnavailable:
            if not live:
                raise
            return await self._wait(submission)

    async def give_up(self, submission: Submission) -> None:
        """Finish what cannot be done, and tell whoever asked, with what they typed."""
        payload = submission.payload
        to = ReplyTo(user=user_of(payload).id, channel=channel_of(payload), response_url=payload.get("response_url"))
        typed = str(payload.get("text") or "") if submission.kind == "command" else ""
        said = self.excuses.given_up(typed)
        answer = self.excuses.renamed(Answer(text=said.text, blocks=said.blocks))
        await run_room.refuse(self._clerk.engine, submission.key, to, answer)

    async def home(self, user: str) -> None:
        """Show somebody their Home tab."""
        await home.publish(await speaking_to(self._clerk, user), user)

    async def _handle(self, submission: Submission, *, live: bool) -> AckPayload | None:
        await refresh(self._clerk.engine)
        visit = await self._visit(submission, live=live)
        clerk = await speaking_to(self._clerk, visit.person.id)
        try:
            answer = await WORK[submission.kind](clerk, visit)
        except Refusal as refusal:
            return await refused(clerk, visit, refusal, live=live)
        await self._refresh_home(visit)
        return answer if live else None

    async def _visit(self, submission: Submission, *, live: bool) -> Visit:
        payload = submission.payload
        person = user_of(payload)
        channel = channel_of(payload)
        return Visit(
            submission=submission,
            person=await self._clerk.known(person.id) or person,
            zone=await self._clerk.zone(person.id),
            channel=channel,
            response_url=payload.get("response_url"),
            trigger=payload.get("trigger_id") if live else None,
            room=await self._room(channel),
            typed=await self._typed(submission),
            late=not live,
        )

    async def _room(self, channel: str | None) -> int | None:
        if channel is None:
            return None
        async with self._clerk.engine.store.reading() as reader:
            return await reader.by_channel(channel)

    async def _typed(self, submission: Submission) -> str:
        if submission.kind == "command":
            return await self._clerk.retypable(str(submission.payload.get("text") or ""))
        if submission.kind == "view":
            return modals.typed_of(submission.payload["view"], self._clerk.policy.prefix)
        return ""

    async def _refresh_home(self, visit: Visit) -> None:
        if (visit.payload.get("view") or {}).get("type") != "home":
            return
        try:
            await self.home(visit.person.id)
        except TransportError as error:
            structlog.get_logger().warning("home_not_refreshed", user=visit.person.id, error=str(error))

    async def _wait(self, submission: Submission) -> AckPayload | None:
        """The submission is stored and will be carried out by the sweep; say so, past the database."""
        structlog.get_logger().error("database_unavailable", submission=submission.key)
        if submission.kind == "view":
            title = self._clerk.t.gettext("Kept for later")
            return {"response_action": "update", "view": notice(self._clerk.t, title, self.excuses.kept())}
        address = submission.payload.get("response_url")
        if address:
            text = str(submission.payload.get("text") or "") if submission.kind == "command" else ""
            await self._say_past_the_outbox(str(address), self.excuses.waiting(text))
        return None

    async def _say_past_the_outbox(self, address: str, message: Message) -> None:
        try:
            await self._clerk.gateway.respond(address, message)
        except TransportError as error:
            structlog.get_logger().warning("waiting_not_told", error=str(error))


async def _event(clerk: Clerk, visit: Visit) -> None:
    """Events are never submissions of a person; one that was stored as such is put away."""
    await clerk.finish(visit)


WORK: Mapping[str, Work] = {
    "command": commands.run,
    "action": actions.run,
    "view": modals.run,
    "shortcut": shortcuts.run,
    "event": _event,
}
