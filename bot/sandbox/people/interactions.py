"""Sending a person's interactions to the app and carrying out what the ack says.

One object per installed app. Must not find controls nor check what a person may see.
"""

from typing import Any

from bot.sandbox import answers, blockkit, forms
from bot.sandbox.core import Core, Installation
from bot.sandbox.delivery.parcels import Parcel
from bot.sandbox.errors import ImpossibleAction, NotAcked, SlackError
from bot.sandbox.model import Channel, Message, User
from bot.sandbox.people import payloads
from bot.sandbox.people.replies import Reply, Submission
from bot.sandbox.views import View


class Interactions:
    """Delivers commands, actions, submissions and shortcuts to one app."""

    def __init__(self, core: Core, installed: Installation) -> None:
        self._core = core
        self._installed = installed

    @property
    def app_id(self) -> str:
        return self._installed.app.id

    async def command(self, user: User, room: Channel, name: str, text: str) -> Reply:
        app = self._installed.app
        body = payloads.command(self._core.ws, app, user, room, name, text)
        key = self._core.responses.issue(app, user.id, room)
        body |= self._tickets(user, key)
        answer = await self._ask(Parcel("slash_commands", name, body))
        return self._replied(body, key, answer)

    def _tickets(self, user: User, key: str | None, view: View | None = None) -> dict[str, Any]:
        trigger = self._core.triggers.issue(self._installed.app, user.id, view.id if view else None)
        url = {"response_url": f"{self._core.base_url}/response/{key}"} if key else {}
        return {"trigger_id": trigger, **url}

    async def _ask(self, parcel: Parcel) -> Any:
        if parcel.kind == "interactive" and not self._installed.app.interactive:
            raise ImpossibleAction("the manifest does not enable interactivity: Slack would send nothing")
        outcome = await self._installed.office.ask(parcel)
        if not outcome.acked:
            raise NotAcked(f"{parcel.kind} {parcel.name}", outcome.reason)
        return outcome.answer

    def _replied(self, body: dict[str, Any], key: str, answer: Any) -> Reply:
        ticket = self._core.responses.peek(key)
        said = {"text": answer} if isinstance(answer, str) and answer else answer
        if isinstance(said, dict) and ticket is not None and (said.get("text") or said.get("blocks")):
            try:
                answers.take(self._core.ws, ticket, said)
            except SlackError as error:
                raise NotAcked(str(body.get("command", body.get("type"))), error.code) from error
        found = ticket.answers if ticket else []
        return Reply(answer, body["trigger_id"], body.get("response_url"), found, self._core.ws.changes)

    async def act_on_message(self, user: User, room: Channel, message: Message, action: dict[str, Any]) -> Reply:
        ws, app = self._core.ws, self._installed.app
        key = self._core.responses.issue(app, user.id, room, message)
        body = payloads.interaction(ws, app, user, "block_actions")
        body |= payloads.in_message(ws, room, message) | self._tickets(user, key)
        body["actions"] = [self._stamped(action)]
        answer = await self._ask(Parcel("interactive", "block_actions", body))
        return self._replied(body, key, answer)

    async def act_on_view(self, user: User, view: View, action: dict[str, Any]) -> Reply:
        ws, app = self._core.ws, self._installed.app
        body = payloads.interaction(ws, app, user, "block_actions")
        body |= payloads.in_view(ws, app, view) | self._tickets(user, None, view)
        body["actions"] = [self._stamped(action)]
        answer = await self._ask(Parcel("interactive", "block_actions", body))
        return Reply(answer, body["trigger_id"], None, [], ws.changes)

    def _stamped(self, action: dict[str, Any]) -> dict[str, Any]:
        return action | {"action_ts": self._core.ws.stamps.next()}

    async def shortcut(self, user: User, callback_id: str) -> Reply:
        body = payloads.interaction(self._core.ws, self._installed.app, user, "shortcut")
        body |= {"callback_id": callback_id, "action_ts": self._core.ws.stamps.next()}
        body |= self._tickets(user, None)
        answer = await self._ask(Parcel("interactive", "shortcut", body))
        return Reply(answer, body["trigger_id"], None, [], self._core.ws.changes)

    async def message_shortcut(self, user: User, room: Channel, message: Message, callback_id: str) -> Reply:
        ws, app = self._core.ws, self._installed.app
        key = self._core.responses.issue(app, user.id, room, message)
        body = payloads.interaction(ws, app, user, "message_action")
        shown = payloads.in_message(ws, room, message)
        body |= {"callback_id": callback_id, "message_ts": message.ts, "message": shown.get("message")}
        body |= {"channel": shown["channel"], "action_ts": ws.stamps.next()}
        body |= self._tickets(user, key)
        answer = await self._ask(Parcel("interactive", "message_action", body))
        return self._replied(body, key, answer)

    async def submit(self, user: User, view: View) -> Submission:
        """Sends the form and does with the view what the app answers."""
        ws, app = self._core.ws, self._installed.app
        body = payloads.interaction(ws, app, user, "view_submission")
        body |= {"view": payloads.in_view(ws, app, view)["view"], "response_urls": self._response_urls(user, view)}
        body |= self._tickets(user, None, view)
        answer = await self._ask(Parcel("interactive", "view_submission", body))
        return self._submitted(view, body["trigger_id"], answer)

    def _response_urls(self, user: User, view: View) -> list[dict[str, str]]:
        """An address to answer at for each chosen room of a select that asked for one."""
        urls = []
        for block, element in forms.elements(view.blocks):
            chosen = forms.held(view.values.get(block["block_id"], {}).get(element["action_id"], {}))
            room = self._core.ws.channels.get(str(chosen)) if element.get("response_url_enabled") else None
            if room is not None:
                key = self._core.responses.issue(self._installed.app, user.id, room)
                ids = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": room.id}
                urls.append(ids | {"response_url": f"{self._core.base_url}/response/{key}"})
        return urls

    def _submitted(self, view: View, trigger_id: str, answer: Any) -> Submission:
        if not isinstance(answer, dict) or not answer:
            self._core.views.close(view)
            return Submission(answer, trigger_id)
        desk = self._core.views
        match answer.get("response_action"):
            case "errors":
                view.errors = _known_blocks(view, answer.get("errors", {}))
                self._core.ws.changes.notify()
            case "update":
                desk.update(view, _checked(answer.get("view")))
            case "push":
                desk.push(view.app_id, view.user, _checked(answer.get("view")))
            case "clear":
                desk.clear(view.app_id, view.user)
            case other:
                raise NotAcked("view_submission", f"unknown response_action {other!r}")
        return Submission(answer, trigger_id, dict(view.errors))

    async def closed(self, user: User, view: View, *, is_cleared: bool) -> None:
        ws, app = self._core.ws, self._installed.app
        body = payloads.interaction(ws, app, user, "view_closed")
        body |= {"view": payloads.in_view(ws, app, view)["view"], "is_cleared": is_cleared}
        await self._ask(Parcel("interactive", "view_closed", body))

    async def suggestions(self, user: User, place: View | Message, control: forms.Element, typed: str) -> list[Any]:
        """The options an app offers for an external select while somebody types."""
        ws, app = self._core.ws, self._installed.app
        body = payloads.interaction(ws, app, user, "block_suggestion")
        if isinstance(place, View):
            body |= payloads.in_view(ws, app, place)
        else:
            body |= payloads.in_message(ws, ws.channels[place.channel], place)
        body |= {"value": typed, **control}
        answer = await self._ask(Parcel("interactive", "block_suggestion", body))
        grouped = [it for group in answer.get("option_groups", ()) for it in group["options"]]
        return [*answer.get("options", ()), *grouped]


def _known_blocks(view: View, errors: dict[str, str]) -> dict[str, str]:
    known = {block["block_id"] for block in view.blocks}
    unknown = sorted(set(errors) - known)
    if unknown:
        raise NotAcked("view_submission", f"errors name blocks that the view does not have: {unknown}")
    return dict(errors)


def _checked(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise NotAcked("view_submission", "the response_action carries no view")
    try:
        blockkit.check_view(body, "modal")
    except SlackError as error:
        raise NotAcked("view_submission", f"{error.code}: {error.details}") from error
    return body
