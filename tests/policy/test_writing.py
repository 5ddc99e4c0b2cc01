"""Approved models as a part of a policy: pasted, they are the same models, and the policy's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.policy import load, read
from bot.policy.writing import length, models_text
from bot.warroom.improvements.item import ModelVersion
from bot.warroom.improvements.shelf import approved, laid_over
from bot.warroom.policy import IncidentModel, ModelStep
from tests.warroom.chronicle import BUDI, at

STEPS = (
    ModelStep(name='Ask "who"? # no: comment', within=timedelta(hours=1, minutes=30), role="scribe"),
    ModelStep(name="[x] {y} & *z"),
)
MODEL = IncidentModel(
    name="vpn_branch", title="VPN: down <now>", version=2, words=("vpn", "branch - office"), services=("vpn",),
    severity="sev2", roles=("scribe",), teams=("@network",), conditions=("It's 5% slow\\",),
    steps={step.name: step for step in STEPS}, templates={"internal": "We know: more soon."},
    solution="https://wiki.example.com/vpn",
)  # fmt: skip
VERSION = ModelVersion(model=MODEL, at=at(0), by=BUDI, item=7)


def test_what_is_exported_and_pasted_is_the_same_model_and_the_policys_from_then_on() -> None:
    text = models_text([VERSION])
    assert "  # Approved on 2026-11-24 by Budi, from I7" in text
    pasted = read(text).models
    assert pasted["vpn_branch"] == MODEL
    assert approved(pasted, [VERSION]) == []
    assert laid_over(pasted, [VERSION])["vpn_branch"] is pasted["vpn_branch"]


def test_only_the_version_in_use_is_exported() -> None:
    shipped = load(None).models
    older = VERSION.model_copy(update={"model": MODEL.model_copy(update={"version": 1})})
    assert approved(shipped, [older, VERSION]) == [VERSION]


def test_a_name_cannot_write_keys_of_its_own() -> None:
    by = BUDI.model_copy(update={"name": "Budi\nadministrators: [U0EVE]"})
    assert models_text([VERSION.model_copy(update={"by": by})]).count("\nadministrators") == 0


@pytest.mark.parametrize(
    ("span", "said"),
    [(timedelta(minutes=5), "5m"), (timedelta(days=1, hours=2), "1d2h"), (timedelta(seconds=90), "1m30s")],
)
def test_a_length_is_written_as_it_is_read(span: timedelta, said: str) -> None:
    assert length(span) == said
