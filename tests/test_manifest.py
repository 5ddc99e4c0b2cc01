"""The app manifest is one Slack accepts, and asks for nothing that a feature does not need."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.manifest import BOT_EVENTS, SCOPES, SHORTCUTS, manifest

SCHEMA = Path(__file__).parent / "data" / "slack-manifest.schema.2.json"

NEEDED_BY_EVENT = {
    "app_home_opened": set(),
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
}


def mistakes(document: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft7Validator(json.loads(SCHEMA.read_text())).iter_errors(document)]


def test_the_schema_refuses_a_manifest_with_a_key_of_its_own_making():
    assert mistakes({**manifest("socket"), "events": {}})


@pytest.mark.parametrize("document", [manifest("socket"), manifest("http", "https://posko.example.com", "/mi")])
def test_slacks_schema_accepts_the_manifest(document):
    assert mistakes(document) == []


def test_socket_mode_names_no_address():
    assert "https://" not in json.dumps(manifest("socket"))
    assert manifest("socket")["settings"]["socket_mode_enabled"] is True


@pytest.mark.parametrize(
    "url", ["https://posko.example.com", "https://posko.example.com/", "https://posko.example.com/slack/events"]
)
def test_http_mode_sends_everything_to_one_address(url):
    document = manifest("http", url)
    addresses = {
        document["features"]["slash_commands"][0]["url"],
        document["settings"]["event_subscriptions"]["request_url"],
        document["settings"]["interactivity"]["request_url"],
    }
    assert addresses == {"https://posko.example.com/slack/events"}
    assert document["settings"]["socket_mode_enabled"] is False


@pytest.mark.parametrize("url", [None, "", "posko.example.com", "http://posko.example.com", "https://x.example/?a=b"])
def test_http_mode_refuses_an_address_that_slack_cannot_call(url):
    with pytest.raises(ValueError, match="public address"):
        manifest("http", url)


def test_a_slack_on_this_computer_may_call_over_plain_http():
    events = manifest("http", "http://127.0.0.1:3000")["settings"]["event_subscriptions"]
    assert events["request_url"] == "http://127.0.0.1:3000/slack/events"


@pytest.mark.parametrize("command", ["incident", "/", "/in cident", "/" + "x" * 32])
def test_a_command_that_slack_refuses_is_refused_here(command):
    with pytest.raises(ValueError, match="slash command"):
        manifest("socket", command=command)


def test_the_command_arrives_with_ids_instead_of_names():
    command = manifest("socket", command="/outage")["features"]["slash_commands"][0]
    assert command["command"] == "/outage"
    assert command["should_escape"] is True
    assert command["usage_hint"]


def test_every_event_has_the_permission_it_needs():
    assert set(BOT_EVENTS) == set(NEEDED_BY_EVENT)
    assert set().union(*NEEDED_BY_EVENT.values()) <= set(SCOPES)


def test_every_permission_says_what_it_is_for():
    assert all(SCOPES.values())


@pytest.mark.parametrize("scope", ["chat:write.public", "admin", "users:write", "search:read", "team:read"])
def test_no_permission_is_asked_for_that_no_feature_uses(scope):
    assert scope not in manifest("socket")["oauth_config"]["scopes"]["bot"]


def test_the_shortcuts_are_the_four_of_the_design():
    assert [(each["callback_id"], each["type"]) for each in SHORTCUTS] == [
        ("declare", "global"),
        ("add_to_timeline", "message"),
        ("create_task", "message"),
        ("declare_from_message", "message"),
    ]


def test_people_cannot_write_into_a_tab_that_nobody_reads():
    home = manifest("socket")["features"]["app_home"]
    assert home["home_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is True
