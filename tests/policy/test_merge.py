"""An organisation writes only what differs: its file is laid over the shipped policy."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.policy import load, read


@pytest.fixture(scope="module")
def shipped():
    return load(None)


def test_mappings_are_joined_key_by_key(shipped):
    policy = read("severities: {sev1: {acceptance: {backup_after: 3m}}}")
    changed = policy.severities["sev1"].acceptance
    assert changed.backup_after == timedelta(minutes=3)
    assert changed.everyone_after == shipped.severities["sev1"].acceptance.everyone_after
    assert policy.severities["sev2"] == shipped.severities["sev2"]
    assert policy.audiences == shipped.audiences


def test_lists_are_replaced():
    assert read("closure: {milestones: [detected]}").closure.milestones == ("detected",)
    assert read("roles: {scribe: {duties: [Write.]}}").roles["scribe"].duties == ("Write.",)


def test_the_example_services_go_as_soon_as_there_are_real_ones():
    assert list(read("services: {Warehouse: {teams: [warehouse]}}").services) == ["Warehouse"]
    assert read("services: {}").services == {}


def test_a_service_needs_nothing_but_its_name():
    assert read("services:\n  Warehouse:\n").services["Warehouse"].name == "Warehouse"


def test_a_key_left_empty_keeps_the_shipped_value(shipped):
    assert read("rotas:\nroom:\n  announce_in:\n  archive_after: 1d").room.announce_in == shipped.room.announce_in


def test_false_leaves_out_what_is_shipped():
    policy = read("reactions: {boom: false, fire: impact}\naudiences: {executives: false}\nroles: {swarm_lead: no}")
    assert "boom" not in policy.reactions
    assert policy.reactions["fire"] == "impact"
    assert "executives" not in policy.audiences
    assert "swarm_lead" not in policy.roles


def test_an_audience_is_added_beside_the_shipped_ones():
    policy = read('audiences: {helpdesk: {title: Support desk, channels: "#helpdesk", language: id, cadence: 20m}}')
    support = policy.audiences["helpdesk"]
    assert (support.name, support.channels[0].refs, support.language) == ("helpdesk", ("#helpdesk",), "id")
    assert support.interval("monitoring", "sev4") == timedelta(minutes=20)
    assert list(policy.audiences) == [*load(None).audiences, "helpdesk"]


def test_one_interval_stands_for_all_severities_of_a_state():
    internal = read("audiences: {internal: {cadence: {investigating: 7m}}}").audiences["internal"]
    assert internal.interval("investigating", "sev1") == timedelta(minutes=7)
    assert internal.interval("identified", "sev2") == timedelta(minutes=30)


def test_an_organisation_may_have_severities_of_its_own():
    policy = read(
        """
        severities:
          sev1: false
          sev2: false
          sev3: false
          sev4: false
          p1: {label: Highest}
          p2: {label: Lower}
        matrix:
          high: {high: p1, medium: p1, low: p2}
          medium: {high: p1, medium: p2, low: p2}
          low: {high: p2, medium: p2, low: p2}
        """
    )
    assert list(policy.severities) == ["p1", "p2"]
    assert policy.severity("sev1").name == "p1"


def test_listing_all_severities_gives_them_the_organisations_order():
    policy = read("severities:\n  sev0: {label: Catastrophe}\n  sev1:\n  sev2:\n  sev3:\n  sev4:\n")
    assert list(policy.severities) == ["sev0", "sev1", "sev2", "sev3", "sev4"]


def test_listing_some_severities_leaves_the_order_as_shipped():
    policy = read("severities:\n  sev2: {label: Big}\n  sev5: {label: Tiny}\n")
    assert list(policy.severities) == ["sev1", "sev2", "sev3", "sev4", "sev5"]


def test_false_means_no_channel_where_one_is_optional():
    policy = read('room: {announce_in: false}\naudiences: {internal: {ask_in: "#ask"}}')
    assert policy.room.announce_in == ""
    assert policy.audiences["internal"].ask_in == "#ask"


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("90s", timedelta(seconds=90)),
        ("10m", timedelta(minutes=10)),
        ("1h", timedelta(hours=1)),
        ("1h30m", timedelta(minutes=90)),
        ("3d", timedelta(days=3)),
        ("2w", timedelta(days=14)),
        ('"1d 12h"', timedelta(hours=36)),
    ],
)
def test_lengths_of_time_are_written_as_people_say_them(written, means):
    assert read(f"room: {{archive_after: {written}}}").room.archive_after == means


@pytest.mark.parametrize(("written", "means"), [("75%", 0.75), ("0.75", 0.75), ('"75 %"', 0.75)])
def test_a_share_is_a_percentage_or_a_fraction(written, means):
    assert read(f"updates: {{warn_at: {written}}}").updates.warn_at == means


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ('"@backend"', "@backend"),
        ("backend", "@backend"),
        ("ayu@example.com", "ayu@example.com"),
        ("U0123456789", "U0123456789"),
        ("S0123456789", "S0123456789"),
    ],
)
def test_people_are_handles_addresses_or_ids(written, means):
    assert read(f"rotas: {{mim: [{written}]}}").rotas.mim == (means,)


@pytest.mark.parametrize(
    ("written", "means"),
    [('"#major-incidents"', "#major-incidents"), ("major-incidents", "#major-incidents"), ("C0123456789",) * 2],
)
def test_channels_are_names_with_or_without_the_sign_or_ids(written, means):
    assert read(f"room: {{announce_in: {written}}}").room.announce_in == means


@pytest.mark.parametrize("written", ["fire", '":fire:"'])
def test_an_emoji_is_written_with_or_without_colons(written):
    policy = read(f"reactions: {{{written}: impact}}\nseverities: {{sev1: {{emoji: {written}}}}}")
    assert policy.reactions["fire"] == "impact"
    assert policy.severities["sev1"].emoji == ":fire:"


def test_links_are_written_as_title_and_address():
    (link,) = read("room: {bookmarks: {Status page: https://status.example.com}}").room.bookmarks
    assert (link.title, link.url) == ("Status page", "https://status.example.com")


def test_what_yaml_would_turn_into_something_else_stays_as_written():
    assert read("organisation: 007").organisation == "007"
    assert read("organisation: 2026-11-24").organisation == "2026-11-24"
    assert read("organisation: no").organisation == "no"


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text("organisation: Toko\r\nprefix: INC\r\n", encoding="utf-8-sig")
    policy = load(path)
    assert (policy.organisation, policy.prefix) == ("Toko", "INC")
