"""Settings and policy for the command line, with every mistake turned into words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr, ValidationError
from pydantic_settings import SettingsError
from sqlalchemy import make_url

from bot.policy import BrokenPolicy, load
from bot.settings import LocalSettings, Settings, concerned, explain, explain_unread
from bot.warroom.policy import Policy

S = TypeVar("S", bound=LocalSettings)


class Unusable(Exception):  # noqa: N818 - said of settings, policy or database; its text is for the operator
    """Something must be set or mended before this command can work; the message says what and how."""


def settings() -> Settings:
    """Everything `posko run` needs. Raises Unusable."""
    try:
        return _read(Settings)
    except ValidationError as problem:
        raise Unusable("\n".join(explain(problem))) from problem


def _read(kind: type[S]) -> S:
    """The settings as they are given. Raises ValidationError, and Unusable for a value that is not even JSON."""
    try:
        return kind()
    except SettingsError as problem:
        raise Unusable(explain_unread(problem)) from None


STAND_INS = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-", "SLACK_SIGNING_SECRET": "none"}
"""What Slack's secrets are read as where they are not set: nothing ever opens with them."""


@dataclass(frozen=True)
class Furnished:
    """Settings, some of Slack's secrets being stand-ins perhaps: `lacking` names those and says what belongs there."""

    settings: Settings
    lacking: Mapping[str, str]

    @property
    def slack(self) -> bool:
        """Whether Slack can be asked at all."""
        return "SLACK_BOT_TOKEN" not in self.lacking


def furnished() -> Furnished:
    """The settings for a look around, which goes as far as it can without Slack. Raises Unusable for all else."""
    try:
        return Furnished(_read(Settings), {})
    except ValidationError as problem:
        lacking = dict(zip(concerned(problem), explain(problem), strict=True))
        if not lacking.keys() <= STAND_INS.keys():
            raise Unusable("\n".join(lacking.values())) from problem
    given = {name: SecretStr(STAND_INS[name]) for name in lacking}
    return Furnished(Settings(**given), lacking)  # type: ignore[arg-type] # by their variables, as pydantic lets us


def local_settings() -> LocalSettings:
    """What commands need that never speak to Slack. Raises Unusable."""
    try:
        return _read(LocalSettings)
    except ValidationError as problem:
        raise Unusable("\n".join(explain(problem))) from problem


def missing_file(database: str) -> Path | None:
    """The SQLite file that this address names and that is not there; opening it would make an empty one."""
    url = make_url(database)
    path = Path(url.database or "")
    return path if url.get_backend_name() == "sqlite" and not path.is_file() else None


def policy(path: Path | None) -> Policy:
    """The organisation's policy, or the shipped one. Raises Unusable with every mistake and its line."""
    try:
        return load(path)
    except BrokenPolicy as problem:
        raise Unusable(str(problem)) from problem
