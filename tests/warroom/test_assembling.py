"""The team comes together: mandatory roles asked, acknowledged, joined, missing; and stands down."""

from __future__ import annotations

import pytest

from bot.warroom import commands as c
from bot.warroom import commands_assembly as ca
from bot.warroom import events as e
from bot.warroom.assembly import absent, board, next_asked, references, seat
from bot.warroom.base import Person
from bot.warroom.errors import AlreadySo, NotAllowed, NotAskedForRole
from bot.warroom.policy import Role, Service, Severity
from bot.warroom.policy_people import Assembly
from tests.warroom.builders import ADI, BIMA, CITRA, DIAN, EKA, Game, accepted, kinds, later, of, policy

SEV1 = Severity(name="sev1", label="Critical", mandatory_roles=("mim", "scribe"))
ROLES = {
    "mim": Role(name="mim", title="Major Incident Manager"),
    "scribe": Role(name="scribe", title="Scribe", candidates=("@scribes",)),
    "service_owner": Role(name="service_owner", title="Owner", candidates=("service:owner", "service:teams")),
    "deputy": Role(name="deputy", title="Deputy"),
}
TEAM = policy(severities={"sev1": SEV1}, roles=ROLES)


def begun() -> Game:
    """Adi leads and is in the room; the scribe is still to be found."""
    return joined(accepted(policy=TEAM), ADI)


def joined(game: Game, *people: Person) -> Game:
    game.record([e.PersonJoined(person=person) for person in people])
    return game


def asked(game: Game, person: Person = BIMA) -> Game:
    game.record([e.RoleAsked(role="scribe", person=person)])
    return game


def standing(game: Game, role: str = "scribe") -> str:
    return seat(game.state, role).standing


def test_a_role_is_asked_acknowledged_then_joined() -> None:
    game = begun()
    assert standing(game) == "free"
    assert standing(joined(asked(game), BIMA)) == "asked", "being invited is not joining"
    game.do(ca.AcknowledgeRole(), by=BIMA)
    assert standing(game) == "joined"
    game.record([e.PersonLeft(person=BIMA)])
    assert standing(game) == "acknowledged"


def test_the_team_is_assembled_when_the_last_mandatory_role_joins() -> None:
    game = joined(asked(begun()), BIMA)
    game.wait(3)
    assert kinds(game.do(ca.AcknowledgeRole(role="scribe"), by=BIMA))[-1] == "milestone"
    assert game.state.milestones["assembled"].at == later(3)
    assert absent(game.state, TEAM) == ()


def test_it_is_assembled_once() -> None:
    game = joined(asked(begun()), BIMA)
    game.do(ca.AcknowledgeRole(), by=BIMA)
    joined(game, CITRA, DIAN)
    assert sum(event.kind == "milestone" and event.milestone == "assembled" for event in game.since(0)) == 1


def test_whoever_speaks_in_the_room_has_taken_what_they_were_given() -> None:
    game = joined(begun(), BIMA)
    game.do(c.AssignRole(role="scribe", person=BIMA), by=ADI)
    assert standing(game) == "asked"
    happened = game.record([e.MessagePosted(text="Here")], by=BIMA)
    assert kinds(happened) == ["message", "role_acknowledged", "milestone"]


def test_what_somebody_takes_themselves_needs_no_answer() -> None:
    game = joined(begun(), BIMA)
    game.do(c.AssignRole(role="scribe", person=BIMA), by=BIMA)
    assert standing(game) == "joined"


def test_nobody_answers_for_somebody_else() -> None:
    game = asked(begun())
    with pytest.raises(NotAskedForRole):
        game.do(ca.AcknowledgeRole(role="scribe"), by=CITRA)
    game.do(c.AssignRole(role="scribe", person=CITRA), by=CITRA)
    with pytest.raises(AlreadySo):
        game.do(ca.AcknowledgeRole(role="scribe"), by=BIMA)


def test_a_decline_frees_the_role_and_asks_the_next_one() -> None:
    game = begun()
    game.do(c.AssignRole(role="scribe", person=BIMA), by=ADI)
    before = len(game.rows("role.ask"))
    assert kinds(game.do(ca.DeclineRole(), by=BIMA)) == ["role_released", "role_declined"]
    assert standing(game) == "free"
    assert len(game.rows("role.ask")) == before + 1


def test_silence_passes_the_question_on_after_the_policys_time() -> None:
    game = asked(begun())
    assert of(e.RoleUnanswered, game.wait(4.9)) == []
    assert of(e.RoleUnanswered, game.wait(0.1)) == [e.RoleUnanswered(role="scribe", person=BIMA)]
    assert [row.payload for row in game.rows("role.ask")][-1] == {"role": "scribe"}
    game.do(ca.AcknowledgeRole(), by=BIMA)
    assert game.state.holding("scribe") == (BIMA,), "late is better than never"


def test_an_answer_ends_the_question() -> None:
    game = asked(begun())
    game.do(ca.AcknowledgeRole(), by=BIMA)
    assert of(e.RoleUnanswered, game.wait(60)) == []


def test_after_the_policys_time_the_missing_are_named_once() -> None:
    game = begun()
    assert of(e.RolesMissing, game.wait(9.9)) == []
    assert of(e.RolesMissing, game.wait(0.1)) == [e.RolesMissing(roles=("scribe",))]
    assert standing(game) == "missing"
    assert of(e.RolesMissing, game.wait(600)) == []


def test_nobody_is_missing_from_a_team_that_is_complete() -> None:
    game = joined(asked(begun()), BIMA)
    game.do(ca.AcknowledgeRole(), by=BIMA)
    assert of(e.RolesMissing, game.wait(60)) == []


def test_a_higher_severity_asks_for_its_roles() -> None:
    sev2 = Severity(name="sev2", label="Major")
    both = policy(severities={"sev1": SEV1, "sev2": sev2}, roles=ROLES)
    game = accepted(policy=both, severity="sev2")
    assert game.rows("role.ask") == []
    game.do(c.ChangeSeverity(to="sev1", reason="worse"))
    assert [row.payload["role"] for row in game.rows("role.ask")] == ["scribe"]


def test_only_roles_with_candidates_are_asked_for_and_the_lead_has_a_ladder_of_its_own() -> None:
    wanted = SEV1.model_copy(update={"mandatory_roles": ("mim", "deputy", "scribe")})
    game = accepted(policy=policy(severities={"sev1": wanted}, roles=ROLES))
    assert [row.payload["role"] for row in game.rows("role.ask")] == ["scribe"]


def test_rather_somebody_with_nothing_else_to_do_is_asked_and_nobody_twice() -> None:
    game = asked(begun(), BIMA)
    assert next_asked(game.state, "deputy", [ADI, BIMA, CITRA]) == CITRA
    assert next_asked(game.state, "deputy", [ADI, BIMA]) == ADI
    assert next_asked(game.state, "scribe", [BIMA]) is None


def test_owners_and_teams_of_the_services_can_be_candidates() -> None:
    service = Service(name="payments", owner="@pay-owner", teams=("@pay", "@cards"))
    game = Game(policy=policy(roles=ROLES, services={"payments": service})).declare(services=("payments",))
    assert references(game.state, "service_owner", game.policy) == ("@pay-owner", "@pay", "@cards")
    assert references(Game(policy=TEAM).declare().state, "service_owner", TEAM) == ()


# too many, and standing down


def test_more_than_the_span_of_control_is_said_once() -> None:
    crowd = [Person(id=f"U{n}", name=f"P{n}") for n in range(20, 30)]
    game = accepted(policy=policy(assembly=Assembly(span_of_control=8)))
    joined(game, ADI, *crowd[:7])  # and the reporter, who is there from the start
    assert of(e.SpanExceeded, game.since(0)) == []
    joined(game, crowd[7])
    joined(game, crowd[8])
    assert of(e.SpanExceeded, game.since(0)) == [e.SpanExceeded(person=ADI, people=9)]


def test_these_stay_the_others_are_released_and_the_lead_always_stays() -> None:
    game = joined(begun(), BIMA, CITRA, DIAN)
    game.do(c.AssignRole(role="scribe", person=CITRA))
    game.do(c.AddTask(text="Call the bank", owner=DIAN))
    happened = game.do(ca.StandDown(stay=(BIMA,)))
    assert kinds(happened) == ["role_released", "stood_down"]
    [event] = of(e.StoodDown, happened)
    assert {person.name for person in event.stay} == {"Adi", "Bima"}
    assert game.state.tasks[0].owner is None
    assert {row.payload["user"] for row in game.rows("person.say") if row.payload["as"] == "released"} == {
        person.id for person in event.released
    }
    with pytest.raises(AlreadySo):
        game.do(ca.StandDown(stay=(BIMA,)))


def test_nobody_is_released_whom_the_form_did_not_show() -> None:
    game = joined(begun(), BIMA, CITRA)
    [event] = of(e.StoodDown, game.do(ca.StandDown(stay=(), among=(BIMA.id,))))
    assert event.released == (BIMA,)


def test_only_whoever_leads_stands_others_down() -> None:
    with pytest.raises(NotAllowed):
        joined(begun(), BIMA).do(ca.StandDown(stay=()), by=BIMA)


def test_whoever_was_released_and_is_needed_again_counts_again() -> None:
    game = joined(begun(), BIMA)
    game.do(ca.StandDown(stay=()))
    assert BIMA.id in game.state.released
    game.do(c.AssignRole(role="scribe", person=BIMA))
    assert game.state.released == (EKA.id,)


# leaving


def test_leaving_with_a_role_is_noticed_by_the_room_and_asked_about() -> None:
    game = joined(begun(), BIMA, CITRA)
    game.do(c.AssignRole(role="scribe", person=BIMA))
    before = len(game.told)
    game.record([e.PersonLeft(person=CITRA)])
    assert game.told[before:] == [], "who has no role may go"
    game.record([e.PersonLeft(person=BIMA)])
    assert [row.step for row in game.told[before:]] == ["room.say", "person.say", "room.card"]


def test_whoever_keeps_the_role_is_invited_again() -> None:
    game = joined(begun(), BIMA)
    game.do(c.AssignRole(role="scribe", person=BIMA))
    with pytest.raises(AlreadySo):
        game.do(ca.KeepRoles(), by=BIMA)
    game.record([e.PersonLeft(person=BIMA)])
    game.do(ca.KeepRoles(), by=BIMA)
    assert game.rows("room.invite")[-1].payload == {"refs": [BIMA.id]}


def test_the_board_has_the_mandatory_roles_first() -> None:
    game = begun()
    game.do(c.AssignRole(role="deputy", person=BIMA))
    assert [each.role for each in board(game.state, TEAM)] == ["mim", "scribe", "deputy"]


def test_a_room_that_opens_after_the_end_asks_nobody_and_waits_for_nothing():
    game = Game().declare()
    game.do(c.Cancel(reason="declared in error"), ADI, administrator=True)
    game.open_room()
    assert set(game.timers) <= {("room_archive", "")}


def test_a_reopened_incident_asks_again_for_the_roles_that_nobody_holds() -> None:
    game = asked(begun(), BIMA)
    game.do(ca.DeclineRole(), by=BIMA)
    game.do(c.Resolve(text="Restarted"))
    before = len(game.rows("role.ask"))
    game.do(c.Reopen(reason="It is back"))
    assert [row.payload for row in game.rows("role.ask")[before:]] == [{"role": "scribe"}]
    assert next_asked(game.state, "scribe", [BIMA, CITRA]) == BIMA, "who could not then may now"
