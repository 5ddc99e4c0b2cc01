"""The organisation's own folder of templates: whose file is used, and what `posko check` says of it."""

from __future__ import annotations

from pathlib import Path

from bot.cli.checking_templates import templates
from bot.comms.composer import compose_text
from tests.comms.stage import organisation
from tests.comms.test_composer import EXECUTIVES, told


def test_one_file_for_all_states_goes_before_ours_and_the_check_names_what_is_never_read(tmp_path: Path) -> None:
    policy = organisation(audiences={"executives": EXECUTIVES}, templates=str(tmp_path))
    for name, words in {
        "en/executive/all": "Ours{{ end_of_part }}Body{{ end_of_part }}Foot",
        "en/executive/resolved": "{% include 'en/more.j2' %}",
        "en/more": "Over",
        "en/executive/resolvd": "",
        "en/exec/all": "",
    }.items():
        file = tmp_path / f"{name}.j2"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words)
    for state in ("candidate", "investigating", "cancelled"):
        assert "Ours" in compose_text(told(state), EXECUTIVES, policy)
    faults = "\n".join(finding.what for finding in templates(policy))
    assert "executive/resolved.j2: it has 1 of the parts headline, body and small print" in faults
    assert "executive/resolvd.j2: no update uses a file of this name" in faults
    assert "exec/all.j2: no update uses" in faults
    assert "executive/all.j2" not in faults + faults.replace("more.j2", "executive/all.j2")
