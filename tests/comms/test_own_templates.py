"""The organisation's own folder of templates: whose file is used, and what `posko check` says of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.cli.checking_templates import templates
from bot.comms.composer import TEMPLATES, compose_text
from bot.comms.locale import LANGUAGES
from bot.warroom.policy import Audience, Policy
from bot.warroom.wording import READ
from tests.comms.stage import organisation
from tests.comms.test_composer import EXECUTIVES, told


def test_one_file_for_all_states_goes_before_ours_and_the_check_names_what_is_never_read(tmp_path: Path) -> None:
    staff = Audience(name="staff", title="Staff")
    policy = organisation(audiences={"executives": EXECUTIVES, "staff": staff}, templates=str(tmp_path))
    for name, words in {
        "en/executive/all": "Ours{{ end_of_part }}Body{{ end_of_part }}Foot",
        "en/executive/resolved": "{% include 'en/more.j2' %}",
        "en/more": "Over",
        "en/executive/resolvd": "",
        "en/exec/all": "",
        "en/internal/all": "{{ end_of_part }}\n{{ txet }}{{ end_of_part }}",
    }.items():
        file = tmp_path / f"{name}.j2"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words)
    for state in ("candidate", "investigating", "cancelled"):
        assert "Ours" in compose_text(told(state), EXECUTIVES, policy)
    faults = "\n".join(finding.what for finding in templates(policy))
    assert "executive/resolved.j2: it has 1 of the parts headline, body and small print" in faults
    assert faults.count("txet") == 1
    assert "internal/all.j2, line 2: 'txet' is undefined (staff: every state)" in faults
    assert "executive/resolvd.j2: no update uses a file of this name" in faults
    assert "exec/all.j2: no update uses" in faults
    assert "executive/all.j2" not in faults + faults.replace("more.j2", "executive/all.j2")


def test_executives_never_read_more_than_five_lines_and_a_fault_is_told_once(tmp_path: Path) -> None:
    end = "{{ end_of_part }}"
    for folder, words, why in (
        ("long", "One\nTwo\nThree\nFour", ": executives would read 6 lines, and they read at most 5"),
        ("gone", "{% include '../foto.j2' %}", ", line 1: there is no template ../foto.j2"),
        ("five", "One\nTwo\nThree", ""),
    ):
        file = tmp_path / folder / "en" / "executive" / "all.j2"
        file.parent.mkdir(parents=True)
        file.write_text(f"Ours{end}{words}{end}Foot")
        policy = organisation(audiences={"executives": EXECUTIVES}, templates=str(tmp_path / folder))
        assert ("Ours" in compose_text(told("investigating"), EXECUTIVES, policy)) == (not why)
        faults = [each.what for each in templates(policy) if each.level == "fault"]
        assert faults == ([f"Templates: {file}{why} (executives: every state)"] if why else [])


WORDS = {
    "en/customer/investigating": "Ours\n{{ end_of_part }}\n{{ impact }}\nWe will be back by {{ next_by }}, promise.\n"
    "Ask {{ mim | short }}.{{ end_of_part }}\nFoot",
    "id/customer/all": "Kami{{ end_of_part }}Ini kesalahan vendor.\n{{ text }}{{ end_of_part }}Kaki",
    "en/internal/all": "Ours{{ end_of_part }}Log in to db-prod-01, ask {{ mim }}{{ end_of_part }}It was a full disk",
}


def written(folder: Path) -> Policy:
    for name, words in WORDS.items():
        file = folder / f"{name}.j2"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words)
    customers = Audience(name="customers", title="Customers", form="customer", linter="block")
    staff = Audience(name="staff", title="Staff", linter="warn")
    return organisation(audiences={"customers": customers, "staff": staff}, templates=str(folder))


def test_what_a_template_itself_says_is_held_against_the_linter_with_file_line_rule_and_level(tmp_path: Path) -> None:
    found = [(each.level, each.what.removeprefix(f"Templates: {tmp_path}/")) for each in templates(written(tmp_path))]
    customer = "(customers, candidate)"
    assert found == [
        ("fault", f"en/customer/investigating.j2, line 5: name of a person: “Sari Dewi” {customer}"),
        ("fault", f"en/customer/investigating.j2, line 4: time of recovery: “will be back by 19:30 WIB” {customer}"),
        ("fault", f"id/customer/all.j2, line 1: blame: “kesalahan vendor” {customer}"),
    ]


def test_the_linter_off_says_nothing_of_a_template_and_one_that_warns_notes_it(tmp_path: Path) -> None:
    policy = written(tmp_path)
    for level, expected in (("off", {"ok"}), ("warn", {"note", "ok"})):
        told = {name: each.model_copy(update={"linter": level}) for name, each in policy.audiences.items()}
        assert {each.level for each in templates(policy.model_copy(update={"audiences": told}))} == expected


def test_what_is_shipped_says_nothing_that_the_linter_minds_in_any_language_and_state(tmp_path: Path) -> None:
    for language in LANGUAGES:
        shutil.copytree(TEMPLATES / language, tmp_path / language)
    readers = {form: Audience(name=form, title=form, form=form, linter="block") for form in READ}
    assert [each.level for each in templates(organisation(audiences=readers, templates=str(tmp_path)))] == ["ok"]
