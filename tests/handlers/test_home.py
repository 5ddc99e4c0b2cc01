"""The Home tab: what waits for me, and what is open."""

from __future__ import annotations

from datetime import timedelta

from bot.comms.cards.scene import Scene
from bot.comms.locale import translator
from bot.handlers.views.home import Known, home_view
from bot.sandbox.blockkit import check_view
from bot.warroom import commands as c
from bot.warroom.clocks import RunningClock
from bot.warroom.incident import Incident, Promise, Task
from bot.warroom.objects import Hypothesis
from bot.warroom.operations.declare import declare_incident
from bot.warroom.operations.engine import Asked
from bot.warroom.operations.stewarding import Waiting
from bot.warroom.partners import DebtItem, Resource
from tests.handlers.stage import BUDI, RINA, SARI, START, Stage
from tests.warroom.test_improvements import item


async def test_it_shows_my_roles_my_tasks_and_the_next_promise(stage: Stage) -> None:
    await stage.declared("Checkout is down")
    await stage.done(c.AssignRole(role="scribe", person=BUDI))
    await stage.done(c.AddTask(text="restart the pods", owner=BUDI))
    await stage.desk.home(BUDI.id)
    shown = str(stage.window.homes[BUDI.id])
    for words in ("Scribe", "restart the pods", "Checkout is down", "Next update by", "declare_open"):
        assert words in shown
    await stage.desk.home("U0AYU")
    assert "restart the pods" not in str(stage.window.homes["U0AYU"])


async def test_it_shows_what_i_am_finding_out_with_its_buttons(stage: Stage) -> None:
    await stage.declared("Checkout is down")
    await stage.done(c.RecordRemark(kind="hypothesis", text="the pool is full", owner=BUDI))
    await stage.desk.home(BUDI.id)
    shown = str(stage.window.homes[BUDI.id])
    for words in ("My hypotheses", "the pool is full", "hypothesis_confirm_open", "hypothesis_disprove_open"):
        assert words in shown
    await stage.desk.home("U0AYU")
    assert "the pool is full" not in str(stage.window.homes["U0AYU"])


async def test_what_i_am_to_judge_has_its_buttons_and_nobody_else_has_them(stage: Stage) -> None:
    await declare_incident(stage.engine, c.DeclareIncident(title="Logins are slow", severity="sev2", mim=BUDI,
                                                           candidate=True), Asked(actor=SARI))  # fmt: skip
    assert (await stage.state()).judge == BUDI
    await stage.desk.home(BUDI.id)
    await stage.desk.home("U0AYU")
    for words in ("Is it a major incident?", "candidate_accept_open", "candidate_reject_open"):
        assert words in str(stage.window.homes[BUDI.id])
        assert words not in str(stage.window.homes["U0AYU"])


async def test_what_is_due_soonest_stands_first_among_my_tasks(stage: Stage) -> None:
    await stage.declared("Checkout is down")
    for text, minutes in (("whenever", None), ("in two hours", 120), ("in ten minutes", 10)):
        due = stage.clock.now() + timedelta(minutes=minutes) if minutes else None
        await stage.done(c.AddTask(text=text, owner=BUDI, due_at=due))
    shown = await homes(stage, BUDI.id)
    assert shown.index("in ten minutes") < shown.index("in two hours") < shown.index("whenever")


async def test_nothing_open_is_said(stage: Stage) -> None:
    await stage.desk.home(SARI.id)
    assert "Nothing is open" in str(stage.window.homes[SARI.id])


async def test_the_register_waits_for_its_owners_and_for_those_who_decide_and_for_nobody_else(stage: Stage) -> None:
    assert "stands in the register" in await stage.type("improvement Watch the last day owner @budi by 5d", by=SARI)
    await stage.desk.home(BUDI.id)
    assert "Watch the last day" not in str(stage.window.homes[BUDI.id]), "nobody has approved it"
    await stage.desk.home(RINA.id)
    for words in ("Improvements to decide", "Watch the last day", "improvement_approve", "improvement_refuse_open"):
        assert words in str(stage.window.homes[RINA.id])
    assert "*I1* is now: approved." in await stage.press_at_home("improvement_approve", "1", by=RINA)
    stage.clock.advance(6 * 24 * 60 * 60)
    await stage.desk.home(BUDI.id)
    for words in ("My improvements", "overdue", "improvement_done"):
        assert words in str(stage.window.homes[BUDI.id])
    assert "*I1* is now: done, to be verified." in await stage.press_at_home("improvement_done", "1", by=BUDI)
    assert "improvement_verify" not in await homes(stage, BUDI.id), "whoever did it does not judge it"
    assert "improvement_verify" in await homes(stage, RINA.id)
    assert "Only administrators" in await stage.press_at_home("improvement_verify", "1", by=BUDI)
    assert "*I1* is now: verified." in await stage.press_at_home("improvement_verify", "1", by=RINA)
    assert "Watch the last day" not in await homes(stage, RINA.id)


async def homes(stage: Stage, user: str) -> str:
    await stage.desk.home(user)
    return str(stage.window.homes[user])


def test_two_hundred_incidents_fit(stage: Stage) -> None:
    t = translator("en")
    tasks = tuple(Task(number=number, text="x" * 3_000, owner=SARI) for number in range(1, 20))
    guesses = tuple(Hypothesis(number=n, text="z" * 3_000, seq=n, opened_at=START, owner=SARI) for n in range(1, 20))
    asked = tuple(Resource(number=n, text="r" * 3_000, asked_by=SARI, approvers=(SARI,)) for n in range(1, 20))
    owed = tuple(DebtItem(number=n, does="d" * 3_000, owner=SARI, opened_at=START) for n in range(1, 20))
    clock = RunningClock(title="c" * 3_000, started_at=START, due_at=START)
    hour_ago = START - timedelta(hours=1)
    late = {"executives": Promise(due_at=hour_ago, send_at=hour_ago, made_at=hour_ago)}
    states = [
        Incident(
            number=n,
            reference=f"MI-{n}",
            state="candidate" if n < 20 else "investigating",
            judge=SARI,
            title="y" * 150,
            severity="sev1",
            reporter=SARI,
            declared_at=START,
            tasks=tasks,
            hypotheses=guesses,
            resources=asked,
            debts=owed,
            clocks={"gdpr": clock},
            promises=late,
            review=1,
        )
        for n in range(200)
    ]
    scenes = [Scene(state, stage.policy, t) for state in states]
    long = {"title": "i" * 3_000, "text": "w" * 3_000, "owner": SARI}
    waiting = Waiting(owed=tuple(item("approved", **long) for _n in range(9)), to_decide=(item(**long),) * 9)
    view = home_view(
        Known(stage.policy, scenes, register=waiting, ended=scenes, owing=scenes, language="id"), SARI.id, START, t
    )
    check_view(view, "home")
    assert len(view["blocks"]) <= 100
    assert len(view["blocks"]) == 100, "as many open incidents as there is room for"
    assert "more: `/incident find open`" in str(view)
    shown = str(view)
    hidden = {"tasks": 3_790, "hypotheses": 3_795, "approvals": 3_795, "overdue": 195, "candidates": 17, "clocks": 395}
    assert [n for n in hidden.values() if f"… and {n} more'" not in shown] == []
    for words in (
        "Is it a major incident?",
        "Waits for your approval",
        "Overdue updates",
        "Improvements to decide* · 9 in all",
        "My improvements* · 9 in all",
        "Regulators",
        "Workarounds to replace",
        "Recent reviews",
    ):
        assert words in shown
