"""Incident models: which fit, what applying one decides, who may give one up, and the words it has prepared."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.warroom import commands as c
from bot.warroom import commands_models as cm
from bot.warroom import events as e
from bot.warroom.errors import AlreadySo, EmptyText, NoModel, NoSolution, NotAllowed, UnknownModel, WrongState
from bot.warroom.modelling import fitting, standing
from bot.warroom.policy import IncidentModel, ModelStep
from tests.warroom.builders import ADI, BIMA, Game, policy

STEPS = {
    "ask": ModelStep(name="Ask three people", within=timedelta(minutes=5), role="scribe"),
    "look": ModelStep(name="Look at the name", role="mim"),
}
VPN = IncidentModel(
    name="vpn", title="VPN login", version=3, words=("vpn", "remote access"), services=("payments",), steps=STEPS,
    solution="https://example.com/vpn", templates={"staff": "Work without the VPN for now."},
)  # fmt: skip
DISK = IncidentModel(name="disk", title="Full disk", words=("disk",))


def game(**more: Any) -> Game:
    made = Game(policy=policy(models={"vpn": VPN, "disk": DISK}, **more)).declare()
    made.do(c.AcceptMim(), by=ADI)
    return made


@pytest.mark.parametrize(
    ("text", "services", "fits"),
    [
        ("The VPN is down", (), ("vpn",)),
        ("Remote access fails, disk full", (), ("vpn", "disk")),
        ("Nothing works", ("payments",), ("vpn",)),
        ("The vpnless office", (), ()),
    ],
)
def test_models_fit_by_whole_words_and_by_services(text: str, services: tuple[str, ...], fits: tuple[str, ...]) -> None:
    assert fitting(text, services, game().policy) == fits


def test_applying_one_makes_its_steps_tasks_with_times_and_the_holders_of_their_roles() -> None:
    made = game()
    applied, *tasks = made.do(cm.ApplyModel(model="VPN login"))
    assert isinstance(applied, e.ModelApplied)
    assert (applied.model, applied.version, applied.tasks) == ("vpn", 3, (1, 2))
    assert [(it.text, it.owner, it.due_at) for it in tasks if isinstance(it, e.TaskAdded)] == [
        ("Ask three people", None, made.now + timedelta(minutes=5)),
        ("Look at the name", ADI, None),
    ]


def test_an_unknown_one_the_same_one_and_one_that_comes_too_late_are_refused() -> None:
    made = game()
    with pytest.raises(UnknownModel):
        made.do(cm.ApplyModel(model="dns"))
    made.do(cm.ApplyModel(model="vpn"))
    with pytest.raises(AlreadySo):
        made.do(cm.ApplyModel(model="vpn"))
    made.do(c.Cancel(reason="An error"))
    with pytest.raises(WrongState):
        made.do(cm.ApplyModel(model="disk"))


def test_another_one_gives_the_first_up_and_only_whoever_leads_may() -> None:
    made = game()
    made.do(cm.ApplyModel(model="vpn"), by=BIMA)
    with pytest.raises(NotAllowed):
        made.do(cm.ApplyModel(model="disk"), by=BIMA)
    given_up, applied = made.do(cm.ApplyModel(model="disk"))
    assert (given_up.kind, applied.kind) == ("model_abandoned", "model_applied")


def test_giving_one_up_takes_one_and_a_reason() -> None:
    made = game()
    with pytest.raises(NoModel):
        made.do(cm.AbandonModel(reason="No"))
    made.do(cm.ApplyModel(model="vpn"))
    with pytest.raises(EmptyText):
        made.do(cm.AbandonModel(reason=" "))
    made.do(cm.AbandonModel(reason="It is the firewall"))
    assert standing(made.state, made.state.models[0]) == "abandoned"
    assert all(task.dropped for task in made.state.tasks)


def test_one_is_used_from_its_first_step_on() -> None:
    made = game()
    made.do(cm.ApplyModel(model="vpn"))
    assert standing(made.state, made.state.models[0]) == "applied"
    made.do(c.FinishTask(task=1))
    assert standing(made.state, made.state.models[0]) == "used"


def test_the_documented_solution_counts_once_and_only_where_there_is_one() -> None:
    made = game()
    made.do(cm.ApplyModel(model="disk"))
    with pytest.raises(NoSolution):
        made.do(cm.UseSolution())
    made.do(cm.ApplyModel(model="vpn"))
    made.do(cm.UseSolution())
    with pytest.raises(AlreadySo):
        made.do(cm.UseSolution())


def test_its_words_for_an_audience_stand_in_while_it_is_applied() -> None:
    made = game()
    made.do(cm.ApplyModel(model="vpn"))

    def told() -> dict[str, Any]:
        [sent] = [it for it in made.do(c.PublishUpdate()) if isinstance(it, e.UpdatePublished)]
        return sent.facts

    assert told()["prepared"] == {"staff": "Work without the VPN for now."}
    made.do(cm.AbandonModel(reason="It is the firewall"))
    assert told()["prepared"] == {}
