"""Every mistake in a policy file is told at once, with its place, what was found and what is allowed."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.policy import BrokenPolicy, Problem, default_text, load, read
from bot.warroom.policy import Policy


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(BrokenPolicy) as refusal:
        read(dedent(text).lstrip("\n"))
    return refusal.value.problems


def test_all_mistakes_of_a_file_are_told_together():
    found = problems(
        """
        organisation: Toko
        timezon: Asia/Jakarta
        room:
          archive_after: soon
        updates: {warn_at: 120%}
        reactions:
          bulb: idea
        """
    )
    assert [(each.line, each.column, each.where) for each in found] == [
        (2, 1, "timezon"),
        (4, 18, "room.archive_after"),
        (5, 20, "updates.warn_at"),
        (7, 9, "reactions.bulb"),
    ]


def test_a_problem_reads_as_file_place_key_fault_and_remedy():
    with pytest.raises(BrokenPolicy) as refusal:
        read("room:\n  archive_after: 7\n", "etc/policy.yaml")
    assert str(refusal.value) == (
        "The policy has one mistake:\n"
        "  etc/policy.yaml:2:18  room.archive_after: `7` is not a length of time. It has no unit: did you mean `7m`? "
        "A length of time, like 90s, 10m, 1h30m or 3d, up to 366d."
    )


@pytest.mark.parametrize(
    ("text", "where", "what", "allowed"),
    [
        ("timezon: UTC", "timezon", "no such key", "Did you mean `timezone`?"),
        ("room: {nam: x-{number}}", "", "not valid YAML", "brackets"),
        ("audiences: {internal: {cadance: 5m}}", "audiences.internal.cadance", "no such key", "`cadence`"),
        ("prefix: MI\nprefix: INC", "prefix", "twice, first in line 1", "one of them"),
        ("organisation: ''", "organisation", "Nothing", "at most 80"),
        (f"organisation: {'x' * 81}", "organisation", "81 characters", "at most 80"),
        ("organisation: [a]", "organisation", "A list", "A text"),
        ("timezone: Asia/Jakata", "timezone", "`Asia/Jakata`", "Did you mean `Asia/Jakarta`?"),
        ("timezone: ../etc/passwd", "timezone", "no time zone", "IANA"),
        ("timezone: Asia", "timezone", "no time zone", "IANA"),
        ("language: fr", "language", "`fr`", "en, id"),
        ("prefix: mi", "prefix", "`mi`", "capital letters"),
        ("create_missing_channels: maybe", "create_missing_channels", "`maybe`", "true, false"),
        ("similar_above: 101", "similar_above", "`101`", "from 0 to 100"),
        ("administrators: [no body]", "administrators[1]", "`no body`", "@backend"),
        ("administrators: {a: b}", "administrators", "A mapping", "A list"),
        ("room: war-room", "room", "`war-room`", "name, announce_in"),
        ("room: {announce_in: '#Big Room'}", "room.announce_in", "`#Big Room`", "small letters"),
        (f"room: {{announce_in: '#{'x' * 81}'}}", "room.announce_in", "this one 81", "small letters"),
        ("room: {name: war-room}", "room.name", "no {number}", "mi-{number}-{slug}"),
        ("room: {name: 'mi-{number}-{severity}'}", "room.name", "`{severity}`", "{slug}"),
        ("room: {name: 'MI-{number}'}", "room.name", "cannot hold `M`", "Small letters"),
        ("room: {name: 'mi {number}'}", "room.name", "cannot hold ` `", "Small letters"),
        ("room: {name: 'mi-{number'}", "room.name", "brace", "{number}"),
        ("room: {name: 'mi-{number.real.x}'}", "room.name", "not known", "{number}"),
        ("room: {name: 'mi-{number:z}'}", "room.name", "cannot be filled", "{number}"),
        (f"room: {{name: '{'x' * 60}{{number}}{{slug}}'}}", "room.name", "longer than Slack's 80", "{number}"),
        ("room: {archive_after: -1d}", "room.archive_after", "`-1d`", "10m"),
        ("room: {archive_after: 0s}", "room.archive_after", "too short", "10m"),
        ("room: {archive_after: 99999999999d}", "room.archive_after", "too long", "366d"),
        ("room: {bookmarks: {Wiki: wiki}}", "room.bookmarks.Wiki", "`wiki`", "https://"),
        ("severities: {p1: {emoji: fire}}", "severities.p1", "`label` is missing", "Add `label"),
        ("severities: {Sev1: {label: x}}", "severities.Sev1", "`Sev1`", "Small letters"),
        ("severities: {sev9: false}", "severities.sev9", "no shipped entry", "Take the line away"),
        ("severities: {sev1: {emoji: 'on fire'}}", "severities.sev1.emoji", "`on fire`", "emoji"),
        ("severities: {sev1: {teams: [x y]}}", "severities.sev1.teams[1]", "`x y`", "@backend"),
        (
            "severities: {sev1: {mandatory_roles: [mim, scrib]}}",
            "severities.sev1.mandatory_roles",
            "`scrib`",
            "`scribe`",
        ),
        (
            "severities: {sev1: {acceptance: {duty_manager_after: 4m}}}",
            "severities.sev1.acceptance.duty_manager_after",
            "not later than `backup_after`",
            "order",
        ),
        ("matrix: {high: {high: sev7}}", "matrix.high.high", "no severity `sev7`", "sev1, sev2, sev3, sev4"),
        ("audiences: {internal: {severities: [sev7]}}", "audiences.internal.severities", "no severity `sev7`", "sev1"),
        ("matrix: {higher: {}}", "matrix.higher", "no such key", "`high`"),
        ("services: {shop: {sla_target: quick}}", "services.shop.sla_target", "`quick`", "1h30m"),
        ("services: {shop: {}, Shop: {}}", "services.shop", "capital letters only", "one of them"),
        ("services: [shop]", "services", "A list", "at most 75"),
        ("roles: {mim: false}", "roles", "`mim` is left out", "somebody leads"),
        ("roles: {medic: {duties: [x]}}", "roles.medic", "`title` is missing", "Add"),
        ("rotas: {night: [a]}", "rotas.night", "no such key", "duty_manager"),
        ("audiences: {press: {}}", "audiences.press", "`title` is missing", "Add"),
        ("audiences: {customrs: {form: customer}}", "audiences.customrs", "`title` is missing", "mean `customers`?"),
        ("audiences: {customrs: false}", "audiences.customrs", "no shipped entry", "Did you mean `customers`?"),
        ("audiences: {internal: {quiet_hour: {}}}", "audiences.internal.quiet_hour", "no such key", "`quiet_hours`?"),
        ("audiences: {internal: {form: memo}}", "audiences.internal.form", "`memo`", "executive"),
        (
            "audiences: {internal: {cadence: {identifed: 5m}}}",
            "audiences.internal.cadence.identifed",
            "",
            "`identified`",
        ),
        ("audiences: {internal: {cadence: {closed: 5m}}}", "audiences.internal.cadence.closed", "", "monitoring"),
        (
            "audiences: {internal: {cadence: {identified: {sev7: 5m}}}}",
            "audiences.internal.cadence.identified.sev7",
            "no severity `sev7`",
            "default",
        ),
        ("audiences: {internal: {cadence: 0m}}", "audiences.internal.cadence.default.default", "too short", "10m"),
        ("updates: {warn_at: 0%}", "updates.warn_at", "between 0% and 100%", "80%"),
        ("updates: {warn_at: 1}", "updates.warn_at", "between 0% and 100%", "80%"),
        ("updates: {warn_at: nan}", "updates.warn_at", "between 0% and 100%", "80%"),
        ("updates: {warn_at: most}", "updates.warn_at", "`most`", "80%"),
        ("updates: {grace: 5m}", "updates.grace", "as long as the first promise", "first_within"),
        ("closure: {milestones: [startd]}", "closure.milestones[1]", "`startd`", "`started`"),
        ("reactions: {bulb: idea}", "reactions.bulb", "`idea`", "hypothesis"),
        ("reactions: {'💡': hypothesis}", "reactions.💡", "not the name of an emoji", "pushpin"),
    ],
)
def test_one_mistake_is_told_once_and_well(text, where, what, allowed):
    (problem,) = problems(text)
    assert problem.where == where
    assert what in problem.what
    assert allowed in problem.allowed
    assert problem.line >= 1


@pytest.mark.parametrize(
    ("text", "place", "what", "allowed"),
    [
        ("room:\n  announce_in: #incidents", (2, 16), "`#incidents` without quotes is a comment", '"#incidents"'),
        ("administrators:\n  - #ops", (2, 5), "comment", "quotes"),
        ("rotas:\n  mim: [@ayu]", (2, 9), "cannot begin with @", '"@backend"'),
        ("room:\n\tname: x", (2, 1), "tab", "spaces"),
        ("severities:\n  sev1:\n    emoji: :fire:", (3, 17), "`:`", "quotes"),
        ("a: &x 1\nb: *x", (2, 4), "alias", "Write the value out"),
        ("prefix: MI\n---\nprefix: MI", (2, 1), "second document", "one"),
        ("- prefix", (1, 1), "not a mapping", "key: value"),
        ("prefix: 'MI", (1, 12), "not valid YAML", "quotes"),
        ("prefix: M\x07", (1, 10), "cannot be printed", "away"),
        ("[" * 200, (1, 13), "deep", "needs"),
        ("? [a]\n: b", (1, 3), "where a key belongs", "name"),
    ],
)
def test_a_slip_in_the_yaml_itself_is_told_where_it_stands(text, place, what, allowed):
    problem, *more = problems(text)
    assert not more
    assert (problem.line, problem.column) == place
    assert what in problem.what
    assert allowed in problem.allowed


def test_a_comment_with_a_space_after_its_sign_is_just_a_comment():
    assert read("rotas: # nobody yet\n").rotas.mim == ()


def test_a_python_tag_constructs_nothing():
    (problem,) = problems("organisation: !!python/object/apply:os.getcwd []")
    assert problem.where == "organisation"


def test_a_shipped_value_that_clashes_is_to_be_mended_in_the_own_file():
    found = problems("severities: {sev4: false}")
    assert [each.where for each in found] == ["matrix.medium.low", "matrix.low.medium", "matrix.low.low"]
    assert "the shipped default.yaml" in str(found[0])
    assert "give `matrix.medium.low` there" in found[0].allowed


def test_a_mandatory_role_that_was_left_out_is_noticed():
    assert problems("roles: {scribe: false}")[0].where == "severities.sev1.mandatory_roles"


def test_no_severity_at_all_is_noticed():
    found = problems("severities: {sev1: false, sev2: false, sev3: false, sev4: false}")
    assert [each.where for each in found] == ["severities"]


def test_a_missing_file_is_told_and_not_replaced_by_the_default(tmp_path: Path):
    with pytest.raises(BrokenPolicy, match=r"policy\.yaml  The file cannot be read: No such file.*POSKO_POLICY"):
        load(tmp_path / "policy.yaml")


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path):
    path = tmp_path / "policy.yaml"
    path.write_bytes(b"organisation: a\nprefix: MI\n" + b"# caf\xe9\n")
    with pytest.raises(BrokenPolicy, match=r":3:1  The file is not UTF-8"):
        load(path)


LINES = default_text().splitlines()


@settings(max_examples=40, deadline=None)
@given(line=st.integers(0, len(LINES) - 1), column=st.integers(0, 40), scrap=st.text(max_size=6), drop=st.booleans())
def test_a_damaged_file_is_a_policy_or_told_with_its_place_and_never_anything_else(line, column, scrap, drop):
    damaged = LINES[line][:column] + scrap + LINES[line][column + drop :]
    text = "\n".join([*LINES[:line], damaged, *LINES[line + 1 :]])
    try:
        assert isinstance(read(text), Policy)
    except BrokenPolicy as broken:
        for problem in broken.problems:
            assert 1 <= problem.line <= len(text.splitlines()) + 1, problem
            assert problem.what, problem


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rotas: {mim: [schedule:x]}", "rotas.mim: There is no schedule `x`."),
        ("schedules: {a: {otherwise: [b]}}\nrotas: {mim: [schedule:x]}", "Allowed: a"),
        ("schedules: {a: {}}", "Nobody is ever on duty here."),
        ("schedules: {a: {otherwise: [schedule:a]}}", "A schedule cannot name another schedule."),
        ("schedules: {a: {shifts: {Day: {start: 25:00, who: [b]}}}}", "`25:00` is not a time of day."),
        ("schedules: {a: {shifts: {Day: {days: [noday], who: [b]}}}}", "`noday` is not known here."),
        ("schedules: {a: {timezone: Mars, otherwise: [b]}}", "There is no time zone `Mars`."),
        ("roles: {scribe: {candidates: [service:nobody]}}", "`service:nobody` names nobody."),
    ],
)
def test_a_schedule_that_cannot_work_is_told(text, says):
    with pytest.raises(BrokenPolicy) as broken:
        read(text)
    assert says in str(broken.value)
