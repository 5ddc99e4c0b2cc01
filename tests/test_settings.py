"""Settings come from the environment, say kindly what is missing, and never show a secret."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.cli import loading
from bot.settings import _REMEDIES, LocalSettings, Settings, explain, variable

BOT = "xoxb-1-very-secret"
APP = "xapp-1-very-secret"
SIGNING = "0123456789abcdef0123456789abcdef"
SOCKET = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}
HTTP = {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SIGNING, "POSKO_MODE": "http"}


@pytest.fixture
def settings(monkeypatch, tmp_path):
    """Builds settings from an environment that holds these variables and no others, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def build(environment: dict[str, str], kind: type[LocalSettings] = Settings):
        for name in map(variable, Settings.model_fields):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return kind()

    return build


def mistakes(settings, environment: dict[str, str]) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        settings(environment)
    return explain(refusal.value)


def test_two_tokens_are_enough(settings):
    found = settings(SOCKET)
    assert found.mode == "socket"
    assert found.slack_api_url == "https://slack.com/api/"
    assert (found.host, found.port, found.command) == ("127.0.0.1", 3000, "/incident")
    assert (found.tick_seconds, found.policy) == (0.5, None)


def test_a_dotenv_file_counts_and_the_environment_outranks_it(settings):
    Path(".env").write_text(f"SLACK_BOT_TOKEN={BOT}\nSLACK_APP_TOKEN={APP}\nPOSKO_PORT=4000\nPOSKO_POOL=7\nOTHER=1\n")
    found = settings({"POSKO_PORT": "5000"})
    assert (found.port, found.pool) == (5000, 7)


def test_everything_missing_is_named_at_once_with_where_to_find_it(settings):
    bot, app = mistakes(settings, {})
    assert bot.startswith("SLACK_BOT_TOKEN is missing.")
    assert "OAuth & Permissions" in bot
    assert app.startswith("SLACK_APP_TOKEN is missing.")
    assert "connections:write" in app


def test_http_mode_needs_the_signing_secret_and_no_app_token(settings):
    assert settings(HTTP).mode == "http"
    (mistake,) = mistakes(settings, {**HTTP, "SLACK_SIGNING_SECRET": ""})
    assert mistake.startswith("SLACK_SIGNING_SECRET is missing.")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", APP),
        ("SLACK_APP_TOKEN", BOT),
        ("SLACK_SIGNING_SECRET", BOT),
        ("SLACK_API_URL", "slack.com/api"),
        ("POSKO_MODE", "sockets"),
        ("POSKO_PORT", "99999"),
        ("POSKO_COMMAND", "incident"),
        ("POSKO_DATABASE_URL", "mysql://posko:very-secret@db/posko"),
        ("POSKO_LOG_LEVEL", "loud"),
        ("POSKO_LOG_FORMAT", "xml"),
        ("POSKO_TICK_SECONDS", "0"),
        ("POSKO_POOL", "many"),
    ],
)
def test_a_wrong_value_is_explained_without_being_shown(settings, name, value):
    (mistake,) = mistakes(settings, {**SOCKET, name: value})
    assert mistake.startswith(f"{name} has a value that cannot be right. It should be ")
    assert "very-secret" not in mistake


def test_every_setting_has_its_explanation():
    assert set(map(variable, Settings.model_fields)) == set(_REMEDIES)


@pytest.mark.parametrize("environment", [{**SOCKET, "SLACK_SIGNING_SECRET": SIGNING}, HTTP])
def test_no_secret_shows_in_a_repr(settings, environment):
    found = settings({**environment, "POSKO_DATABASE_URL": "postgresql://posko:very-secret@db/posko"})
    for shown in (repr(found), str(found), found.model_dump_json()):
        assert "very-secret" not in shown
        assert SIGNING not in shown


def test_no_secret_shows_in_a_refusal(settings):
    with pytest.raises(ValidationError) as refusal:
        settings(
            {**SOCKET, "SLACK_SIGNING_SECRET": SIGNING, "POSKO_PORT": "x", "POSKO_DATABASE_URL": "a:very-secret@b"}
        )
    assert "very-secret" not in str(refusal.value)
    assert SIGNING not in str(refusal.value)


def test_every_secret_is_handed_to_the_logs_redaction(settings):
    found = settings({**SOCKET, "SLACK_SIGNING_SECRET": SIGNING, "POSKO_DATABASE_URL": "postgres://a:b@c/d"})
    assert set(found.secrets()) == {BOT, APP, SIGNING, "postgresql+asyncpg://a:b@c/d"}


def test_the_database_lies_beside_the_policy_file(settings, tmp_path):
    found = settings({**SOCKET, "POSKO_POLICY": str(tmp_path / "etc" / "policy.yaml")})
    assert found.database == f"sqlite+aiosqlite:///{tmp_path}/etc/posko.sqlite3"


def test_without_a_policy_file_the_database_lies_in_the_working_folder(settings, tmp_path):
    assert settings(SOCKET).database == f"sqlite+aiosqlite:///{tmp_path}/posko.sqlite3"


@pytest.mark.parametrize(
    ("given", "driven"),
    [
        ("postgres://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql+asyncpg://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("sqlite:////var/lib/posko.sqlite3", "sqlite+aiosqlite:////var/lib/posko.sqlite3"),
    ],
)
def test_a_database_address_gets_the_driver_that_can_wait(settings, given, driven):
    assert settings({**SOCKET, "POSKO_DATABASE_URL": given}).database == driven


def test_slacks_address_always_ends_with_a_slash(settings):
    assert settings({**SOCKET, "SLACK_API_URL": "http://127.0.0.1:9000/api"}).slack_api_url == (
        "http://127.0.0.1:9000/api/"
    )


def test_commands_that_never_speak_to_slack_need_no_token(settings):
    assert settings({"POSKO_POOL": "3"}, LocalSettings).pool == 3


def test_settings_can_be_given_by_name_in_code(settings):
    del settings
    assert Settings(slack_bot_token=BOT, slack_app_token=APP, tick_seconds=1).tick_seconds == 1


def test_letter_case_of_a_choice_does_not_matter(settings):
    found = settings({**HTTP, "POSKO_MODE": "HTTP", "POSKO_LOG_LEVEL": "Info"})
    assert (found.mode, found.log_level) == ("http", "info")


HOOK = '{"pager": {"url": "https://x.example/hook", "secret": "s"}}'


@pytest.mark.parametrize(
    "value",
    [
        "{bad SECRET",
        '{"pager": {"url": "https://x.example"}}',
        '{"pager": {"url": "SECRET", "secret": "s"}}',
        '{"pager": {"url": "https://x.example", "secret": ""}}',
    ],
)
def test_a_webhook_that_cannot_be_one_is_said_in_words_without_its_value(settings, value: str):
    assert settings({**SOCKET, "POSKO_WEBHOOKS": HOOK}).webhooks["pager"].secret.get_secret_value() == "s"
    with pytest.raises(loading.Unusable, match="POSKO_WEBHOOKS has a value that cannot be right") as said:
        settings({**SOCKET, "POSKO_WEBHOOKS": value}, kind=loading.settings)
    assert "SECRET" not in str(said.value)
