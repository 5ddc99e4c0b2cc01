"""What all modals share: what they remember between opening and sending, and reading what was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.locale import Translator
from bot.comms.words import audience_title, severity_name
from bot.warroom.base import Moment, Value
from bot.warroom.errors import BadTime
from bot.warroom.policy import Policy

AGAIN = ":again"
"""Ends the block ids of a form that is shown a second time: Slack then takes our initial values, and sending it with
the same words is another submission."""


class Origin(Value):
    """What a modal remembers: the incident, where the person was, and the message or thing it is about."""

    number: int | None = None
    channel: str | None = None
    message: str | None = None
    author: str = ""
    anyway: bool = False
    drill: bool = False
    mim: str | None = None
    model: str = ""
    name: str = ""
    helping: bool = False
    people: tuple[str, ...] = ()
    about: str = ""
    item: int | None = None
    line: str = ""
    swarm: str = ""


def origin_of(metadata: str) -> Origin:
    """What was remembered; nothing for metadata that is not ours."""
    try:
        return Origin.model_validate_json(metadata) if metadata else Origin()
    except ValidationError:
        return Origin()


def remembered(origin: Origin) -> str:
    """The origin as private_metadata."""
    return origin.model_dump_json(exclude_defaults=True)


@dataclass(frozen=True)
class Filled:
    """The values of a submitted modal, by block."""

    values: Mapping[str, Mapping[str, Mapping[str, Any]]]

    def block(self, name: str) -> str:
        """The block's id in this view, for errors."""
        return f"{name}{AGAIN}" if f"{name}{AGAIN}" in self.values else name

    def _element(self, name: str) -> Mapping[str, Any]:
        return (self.values.get(self.block(name)) or {}).get(name) or {}

    def text(self, name: str) -> str:
        """What was typed."""
        return str(self._element(name).get("value") or "")

    def choice(self, name: str) -> str | None:
        """What was chosen in a menu."""
        chosen = self._element(name).get("selected_option")
        return str(chosen["value"]) if chosen else None

    def choices(self, name: str) -> tuple[str, ...]:
        """Everything that was ticked."""
        return tuple(str(option["value"]) for option in self._element(name).get("selected_options") or ())

    def person(self, name: str) -> str | None:
        """The id of whoever was chosen."""
        return self._element(name).get("selected_user")

    def moment(self, name: str) -> Moment | None:
        """The date and time that were picked. Raises BadTime for what is none."""
        picked = self._element(name).get("selected_date_time")
        try:
            return datetime.fromtimestamp(int(picked), UTC) if picked else None
        except (ValueError, TypeError, OverflowError, OSError):
            raise BadTime(time=str(picked)[:50]) from None


def filled(view: Mapping[str, Any]) -> Filled:
    """What a person filled in."""
    return Filled((view.get("state") or {}).get("values") or {})


def moment_picker(action: str, initial: Moment | None = None) -> kit.Element:
    """A date and a time, on the person's own clock."""
    element: kit.Element = {"type": "datetimepicker", "action_id": action}
    return {**element, "initial_date_time": int(initial.timestamp())} if initial else element


def severity_options(policy: Policy) -> list[kit.Element]:
    """Every severity, with what it means."""
    return [
        kit.option(
            render.clip(severity_name(name, policy), kit.OPTION),
            name,
            description=render.clip(each.description, kit.OPTION) if each.description else "",
        )
        for name, each in policy.severities.items()
    ]


def audience_options(names: tuple[str, ...], policy: Policy) -> list[kit.Element]:
    """Audiences as check boxes; Slack shows ten."""
    return [kit.option(audience_title(name, policy), name) for name in names[:10]]


def chosen(options: list[kit.Element], value: str | None) -> kit.Element | None:
    """The option with that value, exactly as Slack wants an initial one."""
    return next((option for option in options if option["value"] == value), None)


def close_label(t: Translator) -> str:
    """The button that leaves a form without sending it."""
    return t.gettext("Cancel")
