"""Settings and policy for the command line, with every mistake turned into words that say what to do."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import make_url

from bot.policy import BrokenPolicy, load
from bot.settings import LocalSettings, Settings, explain
from bot.warroom.policy import Policy


class Unusable(Exception):  # noqa: N818 - said of settings, policy or database; its text is for the operator
    """Something must be set or mended before this command can work; the message says what and how."""


def settings() -> Settings:
    """Everything `posko run` needs. Raises Unusable."""
    try:
        return Settings()
    except ValidationError as problem:
        raise Unusable("\n".join(explain(problem))) from problem


def local_settings() -> LocalSettings:
    """What commands need that never speak to Slack. Raises Unusable."""
    try:
        return LocalSettings()
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
