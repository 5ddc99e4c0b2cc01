"""The shipped policy is complete, holds the numbers of the practice, and works in an empty workspace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from typing import Any

import pytest

from bot.policy import default_text, load, read
from bot.policy.forms import Named, Section
from bot.policy.schema import FORMS, POLICY
from bot.warroom.audiences import Deliveries, StatusPages
from bot.warroom.base import Value
from bot.warroom.places import Quiet, Route
from bot.warroom.policy import (
    Acceptance,
    Audience,
    Closure,
    Concern,
    Policy,
    Role,
    Room,
    Rotas,
    Service,
    Severity,
    Updates,
)
from bot.warroom.policy_survey import SurveyTerms


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(None)


def minutes(*numbers: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=number) for number in numbers)


@pytest.mark.parametrize(
    ("severity", "backup", "duty_manager", "everyone"), [("sev1", 5, 10, 15), ("sev2", 10, 20, 30)]
)
def test_the_next_one_is_asked_to_lead_in_the_practices_rhythm(policy, severity, backup, duty_manager, everyone):
    acceptance = policy.severities[severity].acceptance
    assert minutes(backup, duty_manager, everyone) == (
        acceptance.backup_after,
        acceptance.duty_manager_after,
        acceptance.everyone_after,
    )
    assert acceptance.remind_after < acceptance.backup_after


@pytest.mark.parametrize(
    ("audience", "state", "sev1", "sev2", "sev3", "sev4"),
    [
        ("internal", "investigating", 10, 15, 15, 15),
        ("internal", "identified", 10, 30, 30, 30),
        ("internal", "monitoring", 30, 60, 60, 60),
        ("executives", "investigating", 30, 60, 60, 60),
        ("executives", "monitoring", 30, 60, 60, 60),
    ],
)
def test_audiences_are_promised_updates_in_the_practices_rhythm(policy, audience, state, sev1, sev2, sev3, sev4):
    told = policy.audiences[audience]
    assert minutes(sev1, sev2, sev3, sev4) == tuple(told.interval(state, name) for name in policy.severities)


def test_the_first_update_and_the_ladder_follow_the_practice(policy):
    assert policy.updates == Updates(
        first_within=timedelta(minutes=5),
        warn_at=0.8,
        escalate_after=timedelta(minutes=5),
        grace=timedelta(minutes=1),
        snooze_at_most=timedelta(minutes=30),
    )


def test_the_matrix_rises_with_impact_and_with_urgency(policy):
    rank = list(policy.severities)
    levels = ("high", "medium", "low")
    table = [[rank.index(policy.matrix[impact][urgency]) for urgency in levels] for impact in levels]
    assert table == [[0, 1, 2], [1, 2, 3], [2, 3, 3]]


def test_severities_run_from_the_most_to_the_least_severe(policy):
    assert list(policy.severities) == ["sev1", "sev2", "sev3", "sev4"]
    assert all(each.label and each.description and each.emoji for each in policy.severities.values())
    assert policy.severities["sev1"].review_due == timedelta(days=3)
    assert policy.severities["sev2"].review_due == timedelta(days=5)


def test_everybody_who_takes_a_role_is_told_what_to_do(policy):
    assert set(policy.roles) == {
        "mim",
        "deputy",
        "scribe",
        "communications_lead",
        "technical_lead",
        "swarm_lead",
        "vendor_liaison",
        "service_owner",
    }
    assert all(len(role.duties) >= 3 for role in policy.roles.values())


def test_announcements_and_audiences_have_their_channels(policy):
    assert policy.room.announce_in == "#incidents"
    assert policy.audiences["executives"].channels == (Route.model_validate("#exec-updates"),)
    assert policy.audiences["executives"].form == "executive"
    assert policy.audiences["internal"].channels == (Route.model_validate("#incident-updates"),)
    assert policy.room.archive_after == timedelta(days=7)


def test_reactions_mark_the_kinds_of_the_design(policy):
    assert policy.reactions == {
        "pushpin": "key_moment",
        "bulb": "hypothesis",
        "scales": "decision",
        "wrench": "action",
        "adhesive_bandage": "workaround",
        "boom": "impact",
    }


def test_nobody_is_named_whom_an_empty_workspace_lacks(policy):
    assert policy.rotas == Rotas()
    assert policy.administrators == ()
    assert not [severity for severity in policy.severities.values() if severity.teams]


def test_private_incidents_are_told_to_nobody_outside_the_room(policy):
    assert policy.audiences_for(Concern(severity="sev1", private=True)) == ()


@pytest.mark.parametrize(("severity", "executives"), [("sev1", True), ("sev2", True), ("sev3", False), ("sev4", False)])
def test_executives_hear_of_the_severe_ones_and_staff_of_all(policy, severity, executives):
    told = [each.name for each in policy.audiences_for(Concern(severity=severity))]
    assert told == (["executives", "internal"] if executives else ["internal"])


def test_example_services_show_owners_teams_targets_and_links(policy):
    assert set(policy.services) == {"shop", "payments", "login", "email"}
    assert policy.services["shop"].links[0].title == "Dashboard"


def test_an_empty_file_changes_nothing(policy):
    assert read("") == policy
    assert read("# only words\n") == policy


def test_the_shipped_text_is_itself_a_policy_file(policy):
    assert read(default_text()) == policy


WORDS = {
    "title",
    "label",
    "description",
    "duties",
    "text",
    "hint",
    "note",
    "authority",
    "contact",
    "conditions",
    "task",
}
SAME_IN_BOTH = {"BSSN", "OJK", "Regulator", "Major Incident Manager"}


def said(policy: Policy) -> dict[str, str]:
    """What people read of a policy, by the place where it stands."""
    return dict(_said(policy.model_dump(mode="json"), ""))


def _said(tree: Any, where: str) -> Iterator[tuple[str, str]]:
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in pairs:
        yield from _said(value, f"{where}.{key}")
    if isinstance(tree, str) and tree and WORDS & set(where.split(".")[-2:]):
        yield where, tree


def test_where_the_organisation_speaks_indonesian_every_word_of_the_shipped_policy_does_too(policy):
    ours = said(read("language: id\naudiences: {partners: {title: Rekan}}\nmodels: {vpn_login: false}"))
    english = {where: text for where, text in said(policy).items() if text not in SAME_IN_BOTH}
    assert len(ours) > 50
    assert [where for where, text in ours.items() if english.get(where) == text and ".links." not in where] == []
    assert (ours[".audiences.partners.title"], ".models.vpn_login.title" in ours) == ("Rekan", False)


def test_in_indonesian_only_the_words_of_the_shipped_policy_differ(policy):
    ours = read("language: id")
    assert ours.regulators.clocks.keys() == policy.regulators.clocks.keys()
    assert {name: each.cadence for name, each in ours.audiences.items()} == {
        name: each.cadence for name, each in policy.audiences.items()
    }
    assert [len(each.steps) for each in ours.models.values()] == [len(each.steps) for each in policy.models.values()]


def test_the_policy_survives_its_own_json(policy):
    assert Policy.model_validate_json(policy.model_dump_json()) == policy


def fields(model: type[Value]) -> set[str]:
    return set(model.model_fields) - {"name"} if model is not Room else set(model.model_fields)


def section(*path: str) -> Section:
    form = POLICY
    for key in path:
        form = form.keys[key]
        form = form.each if isinstance(form, Named) else form
    return form


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ((), Policy),
        (("room",), Room),
        (("severities",), Severity),
        (("severities", "acceptance"), Acceptance),
        (("services",), Service),
        (("roles",), Role),
        (("rotas",), Rotas),
        (("audiences",), Audience),
        (("audiences", "quiet_hours"), Quiet),
        (("updates",), Updates),
        (("deliveries",), Deliveries),
        (("status_page",), StatusPages),
        (("closure",), Closure),
        (("survey",), SurveyTerms),
    ],
)
def test_every_value_of_the_core_can_be_written_in_the_file(path, model):
    assert set(section(*path).keys) == fields(model)


def test_the_shipped_file_shows_every_key():
    shown = default_text()
    keys = {key for form in _sections(POLICY) for key in form.keys}
    assert not [key for key in keys if f"{key}:" not in shown]


def _sections(form: object) -> list[Section]:
    inner = form.keys.values() if isinstance(form, Section) else [form.each] if isinstance(form, Named) else []
    found = [each for part in inner for each in _sections(part)]
    return [form, *found] if isinstance(form, Section) else found


def test_every_form_an_audience_can_choose_has_its_templates():
    templates = files("bot.comms").joinpath("templates", "en")
    assert set(FORMS) == {each.name for each in templates.iterdir() if each.is_dir()}


def test_services_keep_the_order_of_the_file():
    assert list(read("services: {b: {}, a: {}}").services) == ["b", "a"]
