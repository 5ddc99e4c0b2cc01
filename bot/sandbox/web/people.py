"""Methods about members and the team: users.*, dnd.*, team.info, emoji.list, auth.test, bots.info.

Must not change anything.
"""

from bot.sandbox import render
from bot.sandbox.errors import SlackError
from bot.sandbox.model import User
from bot.sandbox.web import paging
from bot.sandbox.web.call import Answer, ApiCall


def auth_test(call: ApiCall) -> Answer:
    return {
        "url": f"https://{call.ws.domain}.slack.com/",
        "team": call.ws.name,
        "user": call.app.user.handle,
        "team_id": call.ws.team_id,
        "user_id": call.me,
        "bot_id": call.app.bot_id,
        "is_enterprise_install": False,
    }


def api_test(call: ApiCall) -> Answer:
    if call.args.has("error"):
        raise SlackError(call.args.text("error"), args=call.args.raw)
    return {"args": call.args.raw} if call.args.raw else {}


def open_connection(call: ApiCall) -> Answer:
    """A one-time address for Socket Mode."""
    if not call.app.socket_mode:
        raise SlackError("socket_mode_not_enabled")
    hub = call.core.installation(call.app.id).sockets
    address = call.core.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/link/?ticket={hub.ticket()}&app_id={call.app.id}"}


def bot_info(call: ApiCall) -> Answer:
    bots = {each.app.bot_id: each.app for each in call.core.installed.values()}
    app = bots.get(call.args.text("bot", call.app.bot_id))
    if app is None:
        raise SlackError("bot_not_found")
    shown = {"id": app.bot_id, "app_id": app.id, "user_id": app.user.id, "name": app.name, "deleted": False}
    return {"bot": shown | {"updated": app.user.updated, "icons": render.icons(app.id, (36, 48, 72))}}


def listing(call: ApiCall) -> Answer:
    page, more = paging.page(call.args, list(call.ws.users.values()), default=999)
    return {"members": [_shown(call, user) for user in page], "cache_ts": call.ws.now(), **more}


def _shown(call: ApiCall, user: User) -> Answer:
    email = call.app.may("users:read.email")
    return render.user(call.ws, user, email=email, locale=call.args.flag("include_locale"))


def info(call: ApiCall) -> Answer:
    return {"user": _shown(call, call.person())}


def by_email(call: ApiCall) -> Answer:
    found = call.ws.find_email(call.args.text("email"))
    if found is None or found.deleted:
        raise SlackError("users_not_found")
    return {"user": _shown(call, found)}


def profile(call: ApiCall) -> Answer:
    user = call.person() if call.args.has("user") else call.app.user
    labels = call.args.flag("include_labels")
    fields = {key: it if labels else {k: v for k, v in it.items() if k != "label"} for key, it in user.fields.items()}
    return {"profile": render.profile(user, email=call.app.may("users:read.email")) | {"fields": fields}}


def presence(call: ApiCall) -> Answer:
    user = call.person() if call.args.has("user") else call.app.user
    return {"presence": "away" if user.deleted else user.presence}


def dnd(call: ApiCall) -> Answer:
    """Whether somebody wants to be left alone, and when; of the bot itself also that it does not snooze."""
    asked = call.person() if call.args.has("user") else call.ws.users[call.me]
    return render.dnd(call.ws, asked) | ({"snooze_enabled": False} if asked.id == call.me else {})


def team_dnd(call: ApiCall) -> Answer:
    asked = [it for it in call.args.listed("users") if it in call.ws.users]
    return {"users": {it: render.dnd(call.ws, call.ws.users[it]) for it in asked}}


def team(call: ApiCall) -> Answer:
    if call.args.text("team", call.ws.team_id) != call.ws.team_id:
        raise SlackError("team_not_found")
    shown = {"id": call.ws.team_id, "name": call.ws.name, "domain": call.ws.domain, "email_domain": ""}
    icon = render.icons(call.ws.team_id, (34, 44, 68, 88, 102, 132, 230)) | {"image_default": True}
    return {"team": shown | {"icon": icon, "url": f"https://{call.ws.domain}.slack.com/"}}


def emoji(call: ApiCall) -> Answer:
    """The custom ones, by name."""
    return {"emoji": dict(call.ws.emoji), "cache_ts": "0"} | (
        {"categories": []} if call.args.flag("include_categories") else {}
    )
