"""Secrets and addresses, from the environment or a `.env` file: the few things that differ between installations.

What an organisation decides in advance is the policy file's, not this one's. Nothing here connects to anything, and
no secret appears in a repr, a log line or an error: `explain` speaks of variables by name and never of their values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from bot.comms.transports.email import Security
from bot.comms.transports.statuspage import Statuspage
from bot.comms.transports.webhook import Webhook

DATABASE_FILE = "posko.sqlite3"
DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}


def variable(field: str) -> str:
    """The environment variable of a setting: Slack's own keep their names, ours begin with POSKO_."""
    return field.upper() if field.startswith("slack_") else f"POSKO_{field.upper()}"


def _database(secret: SecretStr) -> SecretStr:
    scheme, colon, rest = secret.get_secret_value().partition("://")
    driver = DRIVERS.get(scheme, scheme)
    if not colon or driver not in DRIVERS.values():
        raise PydanticCustomError("database", "not the address of an SQLite or PostgreSQL database")
    return SecretStr(f"{driver}://{rest}")


def _api_address(url: str) -> str:
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise PydanticCustomError("address", "not a web address")
    return url.rstrip("/") + "/"


class LocalSettings(BaseSettings):
    """What commands need that never speak to Slack: export, review, report, verify, migrate."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        alias_generator=variable,
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    policy: Path | None = None
    database_url: Annotated[SecretStr, AfterValidator(_database)] | None = None
    pool: int = Field(default=5, ge=1, le=100)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["auto", "console", "json"] = "auto"

    @field_validator("log_level", "log_format", "mode", "tracker", mode="before", check_fields=False)
    @classmethod
    def _in_small_letters(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @property
    def database(self) -> str:
        """The database's address with its driver; without one given, an SQLite file beside the policy file.

        It may hold a password: hand it to the engine, never to a log.
        """
        if self.database_url:
            return self.database_url.get_secret_value()
        folder = self.policy.absolute().parent if self.policy else Path.cwd()
        return f"sqlite+aiosqlite:///{folder / DATABASE_FILE}"

    def secrets(self) -> tuple[str, ...]:
        """Every secret that was given, for the log's redaction."""
        given = (getattr(self, name) for name in type(self).model_fields)
        return tuple(secret.get_secret_value() for each in given for secret in _secrets_in(each))


def _secrets_in(value: object) -> Iterator[SecretStr]:
    if isinstance(value, SecretStr):
        yield value
    elif isinstance(value, BaseModel):
        yield from (secret for name in type(value).model_fields for secret in _secrets_in(getattr(value, name)))
    elif isinstance(value, Mapping):
        yield from (secret for each in value.values() for secret in _secrets_in(each))


class Settings(LocalSettings):
    """What `posko run` needs: the above, and how to reach Slack. `mode` decides which secret is needed."""

    mode: Literal["socket", "http"] = "socket"
    slack_bot_token: SecretStr
    slack_app_token: SecretStr | None = Field(default=None, validate_default=True)
    slack_signing_secret: SecretStr | None = Field(default=None, validate_default=True)
    slack_api_url: Annotated[str, AfterValidator(_api_address)] = "https://slack.com/api/"
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    smtp_security: Security = "starttls"
    smtp_ca: Path | None = None
    mail_from: str = Field(default="", pattern=r"^$|^[^@\s<>]{1,64}@[A-Za-z0-9.-]{1,253}$")
    webhooks: Mapping[str, Webhook] = Field(default_factory=dict)
    statuspages: Mapping[str, Statuspage] = Field(default_factory=dict)
    public_url: str = Field(default="", pattern=r"^$|^https?://[^\s]+$")
    status_token: SecretStr | None = Field(default=None, min_length=16)
    link_secret: SecretStr | None = Field(default=None, min_length=32)
    proxies: int = Field(default=0, ge=0, le=10)
    command: str = Field(default="/incident", pattern=r"^/[a-z0-9_-]{1,31}$")
    on_call_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    on_call_token: SecretStr | None = None
    on_call_file: Path | None = None
    tracker: Literal["", "file", "jira"] = ""
    tracker_folder: Path | None = None
    tracker_url: str = ""
    tracker_user: str = ""
    tracker_token: SecretStr | None = None
    tracker_project: str = ""
    tick_seconds: float = Field(default=0.5, ge=0.05, le=60)

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, secret: SecretStr) -> SecretStr:
        return _beginning("xoxb-", secret)

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is None and info.data.get("mode") == "socket":
            raise PydanticCustomError("missing", "needed in Socket Mode")
        return secret and _beginning("xapp-", secret)

    @field_validator("slack_signing_secret")
    @classmethod
    def _signing_secret(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is None and info.data.get("mode") == "http":
            raise PydanticCustomError("missing", "needed in HTTP mode")
        if secret and secret.get_secret_value().startswith(("xoxb-", "xapp-", "xoxp-")):
            raise PydanticCustomError("wrong_secret", "a token, not the signing secret")
        return secret


def _beginning(prefix: str, secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value().startswith(prefix):
        raise PydanticCustomError("wrong_secret", "begins differently")
    return secret


_REMEDIES = {
    "SLACK_BOT_TOKEN": (
        "the Bot User OAuth Token, which begins with xoxb-. Slack shows it at https://api.slack.com/apps → your app → "
        "OAuth & Permissions, once the app is installed."
    ),
    "SLACK_APP_TOKEN": (
        "an app-level token, which begins with xapp-; Socket Mode connects with it. Make one at "
        "https://api.slack.com/apps → your app → Basic Information → App-Level Tokens, with the scope "
        "connections:write. (Not using Socket Mode? Set POSKO_MODE=http.)"
    ),
    "SLACK_SIGNING_SECRET": (
        "the Signing Secret, by which requests from Slack are told from others; HTTP mode needs it. Slack shows it at "
        "https://api.slack.com/apps → your app → Basic Information → App Credentials."
    ),
    "SLACK_API_URL": "the address of Slack's Web API. Leave it out, unless you run the sandbox or a proxy.",
    "POSKO_MODE": "`socket` (no public address needed) or `http` (Slack calls your address).",
    "POSKO_HOST": "the address to listen on: 127.0.0.1 for this computer only, 0.0.0.0 for everybody who can reach it.",
    "POSKO_PORT": "a port number from 1 to 65535 (0 takes a free one). Without it, 3000.",
    "POSKO_DATABASE_URL": (
        "like sqlite:////var/lib/posko/posko.sqlite3 or postgresql://user:password@host/posko. "
        "Without it, the file posko.sqlite3 beside the policy file is used."
    ),
    "POSKO_POLICY": "the path of your policy file. Without it, the shipped policy applies.",
    "POSKO_COMMAND": (
        "the slash command as in the app's manifest: a slash and at most 31 small letters, digits, - or _, "
        "like /incident."
    ),
    "POSKO_ON_CALL_URL": "the address of the on-call provider's API, like https://api.pagerduty.com.",
    "POSKO_ON_CALL_TOKEN": "the API key of the on-call provider; reading is enough.",
    "POSKO_ON_CALL_FILE": "the path of a file that says who is on call; used when there is no POSKO_ON_CALL_URL.",
    "POSKO_SMTP_HOST": "the mail server's name, like smtp.example.com.",
    "POSKO_SMTP_USER": "who logs in to the mail server; without it, nobody does.",
    "POSKO_SMTP_PASSWORD": "the password for the mail server.",
    "POSKO_SMTP_CA": "the path of a file of certificates to trust, for a mail server with its own.",
    "POSKO_SMTP_PORT": "the mail server's port: 587 for STARTTLS, 465 for TLS.",
    "POSKO_SMTP_SECURITY": "`starttls`, `tls`, or `none` for a server on this machine.",
    "POSKO_MAIL_FROM": "the address that e-mail comes from, like incidents@example.com.",
    "POSKO_WEBHOOKS": 'JSON like {"pager": {"url": "https://…", "secret": "…"}}.',
    "POSKO_STATUSPAGES": 'JSON like {"main": {"page": "abc123", "key": "…", "components": {"shop": "xyz"}}}.',
    "POSKO_PUBLIC_URL": "where the status page is reached from outside, like https://status.example.com.",
    "POSKO_STATUS_TOKEN": "at least 16 characters by which internal status pages open.",
    "POSKO_LINK_SECRET": "at least 32 characters that sign the links in mails to subscribers.",
    "POSKO_PROXIES": "how many proxies of yours stand before the bot and add to X-Forwarded-For, from 0 to 10.",
    "POSKO_LOG_LEVEL": "`debug`, `info`, `warning` or `error`.",
    "POSKO_LOG_FORMAT": "`json`, `console`, or `auto` (console on a terminal, JSON elsewhere).",
    "POSKO_TICK_SECONDS": "how often due work is looked for, in seconds, from 0.05 to 60. Without it, 0.5.",
    "POSKO_TRACKER_URL": "your Jira's address, like https://example.atlassian.net.",
    "POSKO_TRACKER_PROJECT": "the key of the Jira project that gets the tickets, like OPS.",
    "POSKO_TRACKER_USER": "the e-mail address of the Jira account; empty when the token is a bearer token.",
    "POSKO_TRACKER_TOKEN": "the API token of the Jira account.",
    "POSKO_TRACKER_FOLDER": "the folder in which each output becomes a file. Without it, `outputs` beside the policy.",
    "POSKO_TRACKER": "`file` (a folder), `jira`, or nothing: then outputs stand on the record only.",
    "POSKO_POOL": "how many database connections may be open, from 1 to 100. Without it, 5.",
}


def explain(error: ValidationError) -> list[str]:
    """One sentence or two for each setting that is missing or wrong: its variable, what belongs there, where it is.

    The values themselves are never shown, since some are secrets.
    """
    mistakes = _mistakes(error)
    return [
        _explained(_variable_of(it["loc"]), missing=it["type"] == "missing" and len(it["loc"]) == 1) for it in mistakes
    ]


def explain_unread(error: SettingsError) -> str:
    """The same for a value that should be JSON and is none. The value is not shown."""
    found = re.search(r'field "(\w+)"', str(error))
    return _explained(variable(found[1]) if found else "A setting", missing=False)


def concerned(error: ValidationError) -> list[str]:
    """The variables that `explain` has a sentence for, in its order."""
    return [_variable_of(mistake["loc"]) for mistake in _mistakes(error)]


def _mistakes(error: ValidationError) -> list[ErrorDetails]:
    return error.errors(include_input=False, include_context=False, include_url=False)


def _variable_of(location: tuple[int | str, ...]) -> str:
    name = str(location[0]) if location else ""
    return name if name in _REMEDIES else variable(name)


def _explained(name: str, *, missing: bool) -> str:
    opening = f"{name} is missing." if missing else f"{name} has a value that cannot be right."
    remedy = _REMEDIES.get(name)
    return f"{opening} It should be {remedy}" if remedy else opening
