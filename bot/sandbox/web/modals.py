"""The views.* methods: open, push and update modals, publish home tabs.

Must not know what people do with the views.
"""

from typing import Any

from bot.sandbox import blockkit, views
from bot.sandbox.errors import SlackError, invalid_arguments
from bot.sandbox.tickets import Trigger
from bot.sandbox.web.call import Answer, ApiCall


def open_modal(call: ApiCall) -> Answer:
    body = _body(call, "modal")
    trigger = _trigger(call)
    return _shown(call, call.core.views.open(call.app.id, trigger.user, body))


def push(call: ApiCall) -> Answer:
    body = _body(call, "modal")
    trigger = _trigger(call)
    if not call.core.views.stack(call.app.id, trigger.user):
        raise SlackError("not_found")
    return _shown(call, call.core.views.push(call.app.id, trigger.user, body))


def _body(call: ApiCall, kind: str) -> dict[str, Any]:
    body = call.args.json("view", "invalid_arguments")
    if not isinstance(body, dict):
        raise invalid_arguments("must be a valid view object [json-pointer:/view]")
    blockkit.check_view(body, kind)
    return body


def _trigger(call: ApiCall) -> Trigger:
    given = call.args.optional("trigger_id") or call.args.optional("interactivity_pointer")
    if given is None:
        raise invalid_arguments("missing required field: trigger_id")
    return call.core.triggers.redeem(call.app, given)


def update(call: ApiCall) -> Answer:
    """By view_id or external_id; a stale hash raises hash_conflict."""
    if not (call.args.has("view_id") or call.args.has("external_id")):
        raise invalid_arguments("missing required field: view_id")
    found = call.core.views.find(call.app.id, call.args.optional("view_id"), call.args.optional("external_id"))
    _same_hash(call, found)
    body = _body(call, str(found.body["type"]))
    return _shown(call, call.core.views.update(found, body))


def _same_hash(call: ApiCall, found: views.View) -> None:
    if call.args.has("hash") and call.args.text("hash") != found.hash:
        raise SlackError("hash_conflict")


def publish(call: ApiCall) -> Answer:
    if not call.app.home_tab:
        raise SlackError("not_enabled")
    user = call.person("user_id")
    body = _body(call, "home")
    known = call.core.views.homes.get((call.app.id, user.id))
    if known is not None:
        _same_hash(call, known)
    return _shown(call, call.core.views.publish(call.app.id, user.id, body))


def _shown(call: ApiCall, view: views.View) -> Answer:
    return {"view": views.render(call.ws, view, call.app.bot_id)}
