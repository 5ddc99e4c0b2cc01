"""The arguments of a Web API call, however they came: query, form, JSON body, multipart.

Must not know which arguments a method has.
"""

import json
from typing import Any

from aiohttp import web

from bot.sandbox import wholetext
from bot.sandbox.errors import SlackError, invalid_arguments

_TRUE = (True, 1, "1", "true", "True")
_FALSE = (False, 0, "0", "false", "False", "", None)


class Arguments:
    """Reads values in the shape a method wants, or refuses as Slack does."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw

    def has(self, name: str) -> bool:
        return self.raw.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        value = self.raw.get(name)
        return default if value is None else str(value)

    def optional(self, name: str) -> str | None:
        return self.text(name) if self.has(name) else None

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.raw.get(name)
        if value in _TRUE:
            return True
        if value is None:
            return default
        if value in _FALSE:
            return False
        raise invalid_arguments(f"must be a boolean [json-pointer:/{name}]")

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.raw[name]) if self.has(name) else default
        except (TypeError, ValueError):
            raise invalid_arguments(f"must be an integer [json-pointer:/{name}]") from None

    def listed(self, name: str) -> list[str]:
        """Comma-separated values, or a JSON list."""
        value = self.raw.get(name) or ""
        parts = value if isinstance(value, list) else str(value).strip("[]").split(",")
        return [each for part in parts if (each := str(part).strip().strip('"'))]

    def json(self, name: str, error: str = "invalid_json") -> Any:
        """The value parsed when it came as text; None when absent; raises `error` when it is no JSON."""
        value = self.raw.get(name)
        if not isinstance(value, str):
            return value
        try:
            return wholetext.loads(value) if value.strip() else None
        except json.JSONDecodeError:
            raise SlackError(error) from None


async def read(request: web.Request) -> Arguments:
    """Everything the request carries; a body of the wrong shape raises Slack's error."""
    raw: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        raw |= await _json_body(request)
    elif request.method == "POST":
        raw |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return Arguments(raw)


async def _json_body(request: web.Request) -> dict[str, Any]:
    text = await request.text()
    try:
        body = wholetext.loads(text) if text.strip() else {}
    except json.JSONDecodeError:
        raise SlackError("invalid_json") from None
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return body


def token(request: web.Request, args: Arguments) -> str | None:
    """The token of the header, or of the body; takes it out of the arguments."""
    given = args.raw.pop("token", None)
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else given
