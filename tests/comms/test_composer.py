"""Whole updates, as each audience reads them in each phase. What is not known is said to be unknown."""

from pathlib import Path
from typing import Any

import pytest

from bot.cli.checking_templates import templates
from bot.comms.cards.update import update_message
from bot.comms.composer import PHASES, TEMPLATES, compose_slack, compose_text
from bot.comms.locale import LANGUAGES, translator
from bot.policy.loading import read
from bot.policy.problems import SHIPPED as SHIPPED_POLICY
from bot.warroom.lifecycle import State
from bot.warroom.linting import Circumstances, lint
from bot.warroom.policy import Audience
from bot.warroom.promising import TEXT_LIMIT
from bot.warroom.updates import Change, UpdateFacts
from bot.warroom.wording import READ
from tests.comms.stage import at, organisation

EXECUTIVES = Audience(name="executives", title="Executives", form="executive")
INTERNAL = Audience(name="internal", title="Internal staff", ask_in="#ask-incidents")


def told(state: State, **changes: Any) -> UpdateFacts:
    values: dict[str, Any] = {
        "number": 3,
        "reference": "MI-42",
        "title": "Checkout is down",
        "state": state,
        "severity": "sev1",
        "since": at(-10),
        "since_known": True,
        "impact": "Nobody can pay by card",
        "services": ("payments", "shop"),
        "text": "Rolling back",
        "changes": (Change(at=at(5), kind="decision", text="Roll back the\ndeploy"),),
        "workaround": "Pay by transfer",
        "mim": "Sari",
        "as_of": at(20),
        "next_by": {"executives": at(50), "internal": at(35)},
    }
    return UpdateFacts(**{**values, **changes})


def unknown(state: State) -> UpdateFacts:
    blank: dict[str, Any] = {"impact": "", "services": (), "text": "", "changes": (), "workaround": "", "mim": ""}
    return told(state, since_known=False, since=at(0), **blank)


def text(state: State, audience: Audience, **changes: Any) -> str:
    return compose_text(told(state, **changes), audience, organisation())


EXECUTIVE_HEAD = (
    "MI-42 · Checkout is down\nSEV1 Critical · {} · Update 3 · since 16:50 WIB\nImpact: Nobody can pay by card\n"
)
EXECUTIVE_FOOT = "\nNext update by 17:50 WIB · Questions: Sari, Major Incident Manager · Facts as of 17:20 WIB"


@pytest.mark.parametrize(
    ("state", "line"),
    [
        ("investigating", "Now: Rolling back. Workaround: Pay by transfer"),
        ("identified", "Cause and remedy: Rolling back. Workaround: Pay by transfer"),
        ("monitoring", "Now: A remedy is in place and being watched. Rolling back."),
        ("resolved", "Resolved: Rolling back. Review due Nov 27, 2026."),
        ("cancelled", "Cancelled: Rolling back. Nothing needs to be done."),
    ],
)
def test_executives_read_five_lines(state: State, line: str) -> None:
    head = EXECUTIVE_HEAD.format(state.capitalize())
    assert text(state, EXECUTIVES) == f"{head}{line}{EXECUTIVE_FOOT}"


@pytest.mark.parametrize("state", PHASES)
def test_executives_never_read_more_than_five_lines(state: State) -> None:
    long = "many words\n" * 400
    written = text(state, EXECUTIVES, title=long, impact=long, text=long, workaround=long, mim=long, reopened=True)
    assert len(written.split("\n")) == 5


INTERNAL_HEAD = (
    "MI-42 · Checkout is down\nSEV1 Critical · {} · Update 3\nImpact: Nobody can pay by card\nSince: 16:50 WIB\n"
    "Services: payments and shop\n"
)
INTERNAL_FOOT = "\nNext update by 17:35 WIB · Questions: #ask-incidents · Facts as of 17:20 WIB"
CHANGES = "Since the last update:\n- 17:05 WIB Decision: Roll back the deploy\n"


@pytest.mark.parametrize(
    ("state", "middle"),
    [
        ("investigating", f"What is being done: Rolling back.\n{CHANGES}Workaround: Pay by transfer"),
        ("identified", f"Cause and remedy: Rolling back.\n{CHANGES}Workaround: Pay by transfer"),
        (
            "monitoring",
            "What is being done: A remedy is in place and being watched. Rolling back.\n"
            "If it persists: whoever still notices the impact described above, please say so in #ask-incidents.\n"
            f"{CHANGES}Workaround: Pay by transfer",
        ),
        (
            "resolved",
            "Resolved: Rolling back.\n"
            "Confirmation: whoever still notices the impact described above, please say so in #ask-incidents.\n"
            "Residual effects and data loss: a workaround is still in place, see below.\nReview: due Nov 27, 2026.\n"
            f"{CHANGES}Workaround: Pay by transfer",
        ),
        ("cancelled", "Cancelled: Rolling back. Nothing needs to be done."),
    ],
)
def test_staff_read_everything(state: State, middle: str) -> None:
    assert text(state, INTERNAL) == f"{INTERNAL_HEAD.format(state.capitalize())}{middle}{INTERNAL_FOOT}"


def test_staff_read_the_longest_update_to_its_last_word() -> None:
    words = "word " * (TEXT_LIMIT // 5 - 1) + "last"
    assert words in " ".join(text("investigating", INTERNAL, text=words).split())


@pytest.mark.parametrize("form", ["executive", "internal", "support", "customer", "partner", "regulator", "social"])
def test_every_audience_reads_in_its_language_how_sure_the_impact_is(form: Any) -> None:
    reader = Audience(name="readers", title="Readers", form=form, language="id")
    assert "1,200 kartu (perkiraan)" in text("investigating", reader, impact="estimated 1,200 kartu.")
    assert "Kartu ditolak (terkonfirmasi)" in text("investigating", reader, impact="confirmed: Kartu ditolak")


def test_what_is_unknown_is_said_to_be_unknown() -> None:
    assert compose_text(unknown("investigating"), INTERNAL, organisation()) == (
        "MI-42 · Checkout is down\nSEV1 Critical · Investigating · Update 3\nImpact: being assessed\n"
        "Since: 17:00 WIB (declared; when the impact began is not known yet)\n"
        "What is being done: The cause is not known yet and is being looked for.\n"
        "Since the last update: nothing new has been recorded.\nWorkaround: none known yet."
        f"{INTERNAL_FOOT}"
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("no data lost", "no data lost."),
        ("no data lost.", "no data lost."),
        ("Is it over? ", "Is it over?"),
        ("rolled back (change 7)", "rolled back (change 7)."),
        ('the bank said "all is well."', 'the bank said "all is well."'),
        ("R&D", "R&D."),
    ],
)
def test_the_words_of_people_end_before_ours_begin(typed: str, read: str) -> None:
    for audience in (EXECUTIVES, INTERNAL):
        assert f"Cancelled: {read} Nothing needs to be done." in text("cancelled", audience, text=typed)


@pytest.mark.parametrize("audience", [EXECUTIVES, INTERNAL])
@pytest.mark.parametrize("state", ["resolved", "cancelled"])
def test_an_impact_that_nobody_recorded_is_not_being_assessed_after_the_end(state: State, audience: Audience) -> None:
    assert "\nImpact: not recorded\n" in compose_text(unknown(state), audience, organisation())


def test_a_last_update_does_not_say_that_nothing_new_was_recorded() -> None:
    assert "Since the last update" not in compose_text(unknown("resolved"), INTERNAL, organisation())


def test_the_heading_shows_a_title_as_it_was_typed() -> None:
    message = update_message(told("investigating", title="R&D <lab>"), EXECUTIVES, organisation(), translator("en"))
    assert message.blocks[0]["text"]["text"] == "MI-42 · R&D <lab>"


def test_investigating_states_no_cause_of_its_own() -> None:
    for audience in (EXECUTIVES, INTERNAL):
        written = compose_text(unknown("investigating"), audience, organisation())
        assert "The cause is not known yet" in written
        assert "Cause and remedy" not in written


@pytest.mark.parametrize("audience", [EXECUTIVES, INTERNAL])
@pytest.mark.parametrize("state", PHASES)
def test_every_phase_has_its_words_even_when_nothing_is_known(state: State, audience: Audience) -> None:
    written = compose_text(unknown(state), audience, organisation())
    assert "None" not in written
    assert "  " not in written
    assert len(written.split("\n")) >= 5


def test_a_drill_says_so_and_that_nothing_is_broken() -> None:
    written = text("investigating", INTERNAL, drill=True)
    assert written.startswith("DRILL · MI-42 · Checkout is down\n")
    assert "This is an exercise; nothing is broken." in written


def test_the_last_update_promises_no_other() -> None:
    written = text("resolved", INTERNAL, final=True, next_by={})
    assert written.endswith("\nThis is the last update · Questions: #ask-incidents · Facts as of 17:20 WIB")


def test_a_reopened_incident_says_that_it_came_back() -> None:
    assert "Reopened: the incident was thought to be over and is not." in text("investigating", INTERNAL, reopened=True)
    assert "Now: It came back. Rolling back" in text("investigating", EXECUTIVES, reopened=True)


def test_a_time_of_another_day_carries_its_date() -> None:
    assert "since Nov 23, 2026 16:50 WIB" in text("investigating", EXECUTIVES, since=at(-10 - 24 * 60))


def test_in_slack_peoples_words_are_escaped_and_ours_are_not() -> None:
    composed = compose_slack(
        told("investigating", impact="<!channel> a & b", title="Checkout <down>"), INTERNAL, organisation()
    )
    assert composed.headline == "MI-42 · Checkout &lt;down&gt;"
    assert composed.body.startswith(
        "*SEV1 Critical* · *Investigating* · Update 3\n*Impact:* &lt;!channel&gt; a &amp; b\n"
        "*Since:* <!date^1795513800^{time}|16:50 WIB>\n"
    )
    assert composed.foot.startswith("Next update by <!date^1795516500^{time}|17:35 WIB> · ")


def test_plain_text_is_not_escaped_but_cleaned() -> None:
    assert "Impact: a < b & c\n" in text("investigating", INTERNAL, impact="a < b & \u202ec")


def test_peoples_braces_are_words_and_no_template() -> None:
    assert "Impact: {{ 7*7 }} {% raw %}\n" in text("investigating", INTERNAL, impact="{{ 7*7 }} {% raw %}")


def test_a_language_or_form_without_templates_falls_back() -> None:
    other = INTERNAL.model_copy(update={"language": "xx", "form": "none"})
    assert text("investigating", other) == text("investigating", INTERNAL)


def test_every_language_has_every_form_and_phase() -> None:
    phases = set(PHASES.values())
    for form in TEMPLATES.glob("*/*/"):
        found = {template.stem for template in form.glob("*.j2")}
        assert phases <= found or found == {"all"}, form


def test_every_language_has_the_form_of_every_audience_that_is_shipped() -> None:
    forms = {each.form for each in read("", SHIPPED_POLICY).audiences.values()} | {"internal", "executive"}
    assert forms == set(READ)
    for language in LANGUAGES:
        assert forms <= {folder.name for folder in (TEMPLATES / language).iterdir()}, language


STOOD = {"standing": "The certificate has expired", "phase_since": at(5), "text": "Installing the new one"}


@pytest.mark.parametrize("form", ["internal", "executive"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_an_update_never_push_the_cause_and_the_remedy_out(language: str, form: str) -> None:
    audience = Audience(name="executives", title="Readers", form=form, language=language)
    for state in ("identified", "monitoring"):
        said = text(state, audience, **STOOD)
        for words in (
            "The certificate has expired.",
            "Installing the new one.",
            translator(language).clock(at(5), organisation().timezone),
        ):
            assert words in said
    assert text("identified", audience, **{**STOOD, "standing": ""}).count("Installing the new one") == 1


@pytest.mark.parametrize("form", sorted(set(READ) - {"social"}))
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_reads_that_it_is_watched_reads_since_when(language: str, form: str) -> None:
    audience = Audience(name="executives", title="Readers", form=form, language=language)
    assert translator(language).clock(at(5), organisation().timezone) in text("monitoring", audience, **STOOD)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_somebody_wrote_for_social_media_is_said_there_in_every_state(language: str) -> None:
    audience = Audience(name="social", title="Social", form="social", language=language)
    for state in ("investigating", "identified", "monitoring", "resolved", "cancelled"):
        assert "Installing the new one." in text(state, audience, text="Installing the new one")


def test_what_a_model_prepared_stands_in_for_words_that_nobody_wrote() -> None:
    prepared = {INTERNAL.name: "Work without the VPN for now"}
    assert "Work without the VPN for now." in text("investigating", INTERNAL, text="", prepared=prepared)
    assert "Work without" not in text("investigating", INTERNAL, text="Rolling back", prepared=prepared)


SHIPPED = sorted({path.relative_to(TEMPLATES).parts[:2] for path in TEMPLATES.glob("??/*/*.j2")})


@pytest.mark.parametrize(("language", "form"), SHIPPED)
@pytest.mark.parametrize("state", ["investigating", "identified", "monitoring", "resolved"])
def test_no_template_says_anything_that_the_linter_minds(language: str, form: str, state: State) -> None:
    audience = Audience(name="executives", title="Readers", form=form, language=language)
    for said in (unknown(state), unknown(state).model_copy(update={"final": state == "resolved", "corrects": 2})):
        words = compose_text(said, audience, organisation())
        known = Circumstances(state=state, names=("Sari Dewi",), cause_known=state != "investigating")
        assert lint(words.replace("Checkout is down", ""), known) == ()


@pytest.mark.parametrize(("language", "form"), SHIPPED)
@pytest.mark.parametrize("state", PHASES)
def test_what_the_linter_reads_is_what_the_template_shows(language: str, form: str, state: State) -> None:
    audience = Audience(name="executives", title="Readers", form=form, language=language)
    marks = {
        "title": "Tttt",
        "text": "Xxxx",
        "impact": "Iiii",
        "workaround": "Wwww",
        "because": "Bbbb",
        "standing": "Ssss",
    }
    change = (Change(at=at(5), kind="action", text="Cccc"),)
    said = told(state, **marks, changes=change, reopened=True)
    bare = said.model_copy(update={"text": ""})
    words = "".join(compose_text(each, audience, organisation()) for each in (said, bare))
    shown = {part for part, mark in (*marks.items(), ("changes", "Cccc")) if mark in words}
    assert shown <= READ[form]


def test_a_template_of_the_organisation_stands_for_ours_and_a_broken_one_never_silences(tmp_path: Path) -> None:
    audience = EXECUTIVES
    policy = organisation(audiences={"executives": audience}, templates=str(tmp_path))
    parts = "{{ end_of_part }}"
    for number, (words, says) in enumerate(
        [("Ours: {{ text }}", "Ours: Rolling back"), ("Ours\n{{ txet }}", "Now: Rolling back"), ("{% if %}", "Now:")]
    ):
        folder = tmp_path / str(number) / "en" / "executive"
        folder.mkdir(parents=True)
        (folder / "investigating.j2").write_text(f"{words}{parts}Body{parts}Foot")
        here = policy.model_copy(update={"templates": str(tmp_path / str(number))})
        assert says in compose_text(told("investigating"), audience, here)
        faults = [finding.what for finding in templates(here) if finding.level == "fault"]
        assert bool(faults) == bool(number)
        if number == 1:
            assert "investigating.j2, line 2: 'txet' is undefined" in faults[0]
        if number == 2:
            assert "investigating.j2, line 1" in faults[0]
