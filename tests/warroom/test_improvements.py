"""The register: what a month proposes, who decides, and what a new version of a model owes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.warroom import events as e
from bot.warroom.case import case
from bot.warroom.errors import AlreadySo, EmptyText, TimeInPast
from bot.warroom.improvements.deciding import Assign, Circumstances, Command, Move, Rewrite, decide
from bot.warroom.improvements.errors import BadSteps, NotItsOwner, NotSteward, WrongStage
from bot.warroom.improvements.item import MOVES, Improvement, ModelVersion
from bot.warroom.improvements.owing import announcements, filing, reminder, taught
from bot.warroom.improvements.proposing import Draft, drafts, new_ones
from bot.warroom.improvements.shelf import Shelf, following
from bot.warroom.outputs import Output
from bot.warroom.periodic.months import Month
from bot.warroom.periodic.pack import pack
from bot.warroom.policy import IncidentModel, ModelStep, Service
from bot.warroom.policy_improvements import Improvements
from tests.warroom.chronicle import BUDI, DEWI, SARI, Chronicle, at, policy

DAY = 24 * 60
NOVEMBER = Month(year=2026, month=11, timezone="Asia/Jakarta")
NETWORK = Service(name="vpn", owner="@dewi", teams=("@network",))
RULES = policy(timezone="Asia/Jakarta", services={"vpn": NETWORK})


def vpn(number: int, *steps: str, cause: str = "DNS zone misconfigured", **more: object) -> Chronicle:
    values = {"title": f"VPN down at branch {number}", "services": ("vpn",), "severity": "sev2", **more}
    log = Chronicle().declare(number, number=number, reference=f"MI-{number}", **values)
    log.add(e.Remark(kind="hypothesis", text=cause, numbered=True), number + 1, BUDI)
    log.add(e.HypothesisSettled(number=1, outcome="confirmed", evidence="dig"), number + 2, BUDI)
    for n, step in enumerate(steps, start=1):
        log.add(e.Remark(kind="action", text=step, numbered=True), number + 3, BUDI)
        log.add(e.ActionReported(number=n, what="result", text="It helped"), number + 4, BUDI)
    return log


def proposed(*logs: Chronicle, rules=RULES) -> tuple[Draft, ...]:
    cases = [case(log.state, log.entries, rules, at(20 * DAY)) for log in logs]
    return drafts(pack(cases, [], NOVEMBER, rules, at(20 * DAY)), rules)


def test_like_symptoms_make_a_model_with_the_steps_that_worked_the_most_frequent_first() -> None:
    logs = [vpn(1, "Flush cache", "Fix the record"), vpn(2, "Fix the record"), vpn(3, "fix the  record", "Call Telkom")]
    model, change = proposed(*logs)
    assert (model.kind, model.title, model.evidence, model.of) == ("model", "VPN down at branch", (1, 2, 3), 3)
    assert model.model is not None
    assert list(model.model.steps) == ["Fix the record"], "what was done once is no step"
    assert model.done_in == {"Fix the record": 3}
    assert (model.model.services, model.model.teams) == (("vpn",), ("@network",))
    assert "vpn" in model.model.words
    assert not {"down", "at"} & set(model.model.words)
    assert (change.kind, change.title, change.text) == ("change", "DNS zone misconfigured", "Fix the record (3)")


def test_an_action_that_was_rolled_back_and_a_task_that_was_dropped_are_no_steps() -> None:
    logs = [vpn(n, "Restart all") for n in (1, 2, 3)]
    for log in logs:
        log.add(e.ActionReported(number=1, what="rolled_back", text="Worse"), 20, BUDI)
        log.add(e.TaskAdded(task=1, text="Look at the logs"), 21, BUDI)
    [model] = [each.model for each in proposed(*logs) if each.kind == "model"]
    assert model is not None
    assert model.steps == {}


def test_what_was_handled_by_a_model_proposes_its_next_version_with_what_worked_on_top() -> None:
    known = IncidentModel(
        name="vpn", title="VPN", version=4, words=("vpn",), services=("vpn",), steps={"Call": ModelStep(name="Call")}
    )
    rules = policy(timezone="Asia/Jakarta", services={"vpn": NETWORK}, models={"vpn": known})
    [model] = [d.model for d in proposed(*[vpn(n, "Fix", "call") for n in (1, 2, 3)], rules=rules) if d.kind == "model"]
    assert model is not None
    assert (model.name, model.version, list(model.steps)) == ("vpn", 5, ["Fix", "Call"])


def test_a_service_whose_incidents_share_nothing_else_proposes_an_improvement() -> None:
    told = ("Printer jam", "Slow mail", "Lost keys")
    [only] = proposed(*[vpn(n, title=told[n - 1], cause=f"{told[n - 1]} twice") for n in (1, 2, 3)])
    assert (only.kind, only.title) == ("improvement", "vpn")


def test_private_incidents_and_drills_feed_no_proposal() -> None:
    assert proposed(vpn(1), vpn(2), vpn(3, private=True), vpn(4, drill=True)) == ()


def kept(draft: Draft, **more: object) -> Improvement:
    fields = draft.model_dump(exclude={"model"})
    values = {"number": 1, "source": draft.source, "raised_at": at(0), "model": draft.model, **fields, **more}
    return Improvement.model_validate(values)


@pytest.mark.parametrize(
    ("month", "grown", "seen"), [("2026-11", 9, True), ("2026-10", 2, True), ("2026-10", 3, False)]
)
def test_the_same_is_proposed_again_only_in_a_later_month_and_when_the_pattern_grew(month, grown, seen) -> None:
    found = proposed(*[vpn(n) for n in range(1, 5 + grown)])
    known = [kept(each, month=month, evidence=(1, 2, 3, 4), state="refused") for each in found]
    assert (new_ones(found, known, RULES) == ()) is seen


def item(state: str = "proposed", **more: object) -> Improvement:
    values = {"number": 7, "source": "x", "kind": "change", "title": "T", "state": state, "raised_at": at(0), **more}
    return Improvement.model_validate(values)


def by(person, *, steward: bool = False) -> Circumstances:
    return Circumstances(policy=RULES, now=at(0), actor=person, stewards=(DEWI,), administrator=steward)


@pytest.mark.parametrize("frm", list(MOVES))
@pytest.mark.parametrize("to", list(MOVES))
def test_an_item_moves_only_as_the_table_says(frm, to) -> None:
    if to == frm:
        with pytest.raises(AlreadySo):
            decide(item(frm), Move(to=to, reason="r"), by(DEWI))
    elif to in MOVES[frm]:
        assert decide(item(frm), Move(to=to, reason="r"), by(DEWI)).state == to
    else:
        with pytest.raises(WrongStage):
            decide(item(frm), Move(to=to, reason="r"), by(DEWI))


@pytest.mark.parametrize("command", [Move(to="approved"), Move(to="refused", reason="r"), Rewrite(title="T", text="")])
def test_only_stewards_and_administrators_decide(command: Command) -> None:
    with pytest.raises(NotSteward, match="Dewi and administrators"):
        decide(item(), command, by(BUDI))
    assert decide(item(), command, by(BUDI, steward=True))


def test_its_owner_says_how_far_it_is_and_nobody_else_but_stewards() -> None:
    owned = item("approved", owner=BUDI)
    assert decide(owned, Move(to="in_progress"), by(BUDI)).state == "in_progress"
    with pytest.raises(NotItsOwner, match="Budi"):
        decide(owned, Move(to="done"), by(SARI))
    with pytest.raises(NotSteward):
        decide(item("done", owner=BUDI), Move(to="verified"), by(BUDI))


def test_approved_without_owner_or_date_it_gets_both_and_a_refusal_needs_its_reason() -> None:
    approved = decide(item(), Move(to="approved"), by(DEWI))
    assert (approved.owner, approved.due_at) == (DEWI, at(0) + timedelta(days=30))
    for to in ("refused",):
        with pytest.raises(EmptyText):
            decide(item(), Move(to=to, reason="  "), by(DEWI))
    with pytest.raises(EmptyText):
        decide(item("approved"), Move(to="not_doing"), by(DEWI))


def test_whoever_takes_what_nobody_owns_may_and_a_date_lies_ahead() -> None:
    assert decide(item("approved"), Assign(owner=SARI), by(SARI)).owner == SARI
    with pytest.raises(NotSteward):
        decide(item("approved", owner=BUDI), Assign(owner=SARI), by(SARI))
    with pytest.raises(TimeInPast):
        decide(item("approved"), Assign(due_at=at(-1)), by(DEWI))


def test_the_steps_of_a_proposal_are_its_lines_and_keep_their_times() -> None:
    step = ModelStep(name="Fix", within=timedelta(minutes=5), role="tech")
    model = IncidentModel(name="vpn", title="VPN", steps={"Fix": step, "Old": ModelStep(name="Old")})
    held = item(kind="model", model=model)
    changed = decide(held, Rewrite(title="New", text="• Look\n\n- Fix\nLook"), by(DEWI)).model
    assert changed is not None
    assert (changed.title, list(changed.steps), changed.steps["Fix"]) == ("New", ["Look", "Fix"], step)
    for text in ("", "x" * 201):
        with pytest.raises(BadSteps):
            decide(held, Rewrite(title="New", text=text), by(DEWI))


def test_an_approved_model_is_done_at_once_since_it_is_in_use() -> None:
    done = decide(item(kind="model", model=IncidentModel(name="vpn", title="VPN")), Move(to="approved"), by(DEWI))
    assert [step.state for step in done.history] == ["approved", "done"]


def version(number: int, name: str = "vpn") -> ModelVersion:
    return ModelVersion(model=IncidentModel(name=name, title="VPN", version=number, services=("vpn",)), at=at(0))


def test_the_highest_version_is_used_and_of_two_alike_the_policys() -> None:
    base = {"vpn": IncidentModel(name="vpn", title="Policy's", version=2)}
    shelf = Shelf(base)
    shelf.put([version(2), version(1, "new")])
    assert (shelf["vpn"].title, shelf.origin("vpn"), shelf.origin("new")) == ("Policy's", "policy", "approved")
    shelf.put([version(2), version(3)])
    assert (shelf["vpn"].version, shelf.origin("vpn"), "new" in shelf) == (3, "approved", False)
    assert following("vpn", base, [version(3)]) == 4
    assert following("new", base, []) == 1


@pytest.mark.parametrize(
    ("rules", "places"),
    [
        (Improvements(channels={"vpn": "#network"}, announce_in="#all"), ["#network"]),
        (Improvements(channels={"mail": "#mail"}, announce_in="#all"), ["#all"]),
        (Improvements(), ["#incidents"]),
    ],
)
def test_a_version_is_told_in_its_services_channels_else_where_the_policy_says(rules, places) -> None:
    room = RULES.room.model_copy(update={"announce_in": "#incidents"})
    owed = announcements(version(3), policy(improvements=rules, room=room))
    assert [each.payload["place"] for each in owed] == places
    assert owed[0].key == f"model.announce:vpn:3:{places[0]}"


def test_a_ticket_is_owed_once_for_what_is_work_and_has_none() -> None:
    assert filing(item(), item("approved"))
    assert not filing(item("approved"), item("in_progress"))
    assert not filing(item(kind="model"), item("approved", kind="model"))
    assert not filing(item(source="output:1:2"), item("approved", source="output:1:2"))


@pytest.mark.parametrize(
    ("days", "turn"),
    [(-4, None), (-3, "soon"), (-0.1, "soon"), (0, "late0"), (6.9, "late0"), (7, "late1"), (15, "late2")],
)
def test_an_owner_is_reminded_ahead_and_then_in_turns(days, turn) -> None:
    owed = reminder(item("approved", owner=BUDI, due_at=at(0)), RULES, at(days * DAY))
    assert (owed.key.rpartition(":")[2] if owed else None) == turn
    assert reminder(item("done", owner=BUDI, due_at=at(0)), RULES, at(DAY)) is None


def test_improvements_asked_for_in_an_incident_enter_the_register_and_private_ones_do_not() -> None:
    raised = Output(number=1, what="improvement", text="Watch it")
    state = vpn(1).state.model_copy(update={"outputs": (raised, Output(number=2, what="problem", text="Why"))})
    assert taught(state, (1, 2)) == [raised]
    for hidden in ({"private": True}, {"drill": True}):
        assert taught(state.model_copy(update=hidden), (1,)) == []
