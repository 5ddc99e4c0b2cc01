"""Swarms: lines of work with a lead who answers for them; and work that nobody owns."""

from __future__ import annotations

import pytest

from bot.warroom import commands as c
from bot.warroom import commands_assembly as ca
from bot.warroom import commands_swarms as cs
from bot.warroom import events as e
from bot.warroom.assembly import coordinated
from bot.warroom.base import Person, SlackRef
from bot.warroom.errors import EmptyText, NotAllowed, StillCandidate, SwarmAtWork, UnknownSwarm, WrongState
from bot.warroom.policy import Role, Severity
from bot.warroom.swarm_rooms import placed
from bot.warroom.timeline import Fact
from tests.warroom.builders import ADI, BIMA, CITRA, DIAN, EKA, Game, accepted, in_state, kinds, of, policy

ROLES = {
    "mim": Role(name="mim", title="Major Incident Manager"),
    "scribe": Role(name="scribe", title="Scribe"),
    "swarm_lead": Role(name="swarm_lead", title="Swarm lead"),
}
WITH_LEADS = policy(roles=ROLES)


def new(name: str = "network", lead: Person | None = None, *members: Person, team: str = "") -> cs.OpenSwarms:
    return cs.OpenSwarms(swarms=(cs.NewSwarm(name=name, goal="Is it the DNS?", lead=lead, members=members, team=team),))


def swarming(lead: Person | None = BIMA, *members: Person) -> Game:
    game = accepted(policy=WITH_LEADS)
    game.do(new("network", lead, *members))
    return game


def test_a_swarm_has_a_lead_members_and_a_goal_and_its_lead_gets_the_duties() -> None:
    game = accepted(policy=WITH_LEADS)
    assert kinds(game.do(new("network", BIMA, CITRA))) == ["swarm_opened", "role_assigned"]
    [swarm] = game.state.swarms
    assert (swarm.lead, swarm.members, swarm.goal) == (BIMA, (CITRA, BIMA), "Is it the DNS?")
    assert any(row.payload.get("as") == "duties:swarm_lead" for row in game.rows("person.say"))


def test_its_team_is_invited_and_its_thread_hangs_in_the_room() -> None:
    game = accepted(policy=WITH_LEADS)
    game.do(new("network", None, CITRA, team="@network"))
    assert game.rows("room.invite")[-1].payload == {"refs": ["@network"]}
    assert [row.payload for row in game.rows("room.swarm")] == [{"swarm": 1}]
    assert game.rows("swarm.call") == []
    for _again in range(2):
        game.record([e.Posted(what="swarm:1", channel="C1ROOM", ts="5.0")])
    assert len(game.rows("swarm.call")) == 1, "called into the thread once"


def test_several_are_formed_in_one_step() -> None:
    game = accepted(policy=WITH_LEADS)
    game.do(cs.OpenSwarms(swarms=(cs.NewSwarm(name="network"), cs.NewSwarm(name="@database"))))
    assert [(swarm.number, swarm.name) for swarm in game.state.swarms] == [(1, "network"), (2, "database")]
    with pytest.raises(SwarmAtWork) as refused:
        game.do(new("Network"))
    assert refused.value.facts["swarm"] == "Network", "the refusal shows the lines that work"
    with pytest.raises(EmptyText):
        game.do(new(" "))


def test_a_swarm_without_lead_is_taken_by_anybody_and_passed_on_only_by_those_who_answer_for_it() -> None:
    game = swarming(None)
    game.do(cs.LeadSwarm(swarm="1", person=DIAN), by=DIAN)
    with pytest.raises(NotAllowed):
        game.do(cs.LeadSwarm(swarm="network", person=CITRA), by=CITRA)
    happened = game.do(cs.LeadSwarm(swarm="network", person=CITRA), by=ADI)
    assert kinds(happened) == ["swarm_led", "role_assigned", "role_released"]
    assert game.state.swarms[0].lead == CITRA
    assert game.state.holding("swarm_lead") == (CITRA,)


def test_whoever_leads_two_swarms_keeps_the_role_until_the_last_ends() -> None:
    game = swarming(BIMA)
    game.do(new("database", BIMA))
    assert kinds(game.do(cs.EndSwarm(swarm="network", text="It was not"), by=BIMA)) == ["swarm_ended"]
    assert kinds(game.do(cs.EndSwarm(swarm="database"), by=ADI)) == ["swarm_ended", "role_released"]
    with pytest.raises(UnknownSwarm) as refused:
        game.do(cs.JoinSwarm(swarm="network"), by=EKA)
    assert refused.value.facts["known"] == ("none",)


def test_giving_the_role_back_leaves_the_swarm_without_lead() -> None:
    game = swarming(BIMA)
    game.do(ca.ReleasePeople(people=(BIMA,)))
    assert game.state.swarms[0].lead is None


def test_only_its_lead_or_whoever_leads_the_incident_ends_it() -> None:
    with pytest.raises(NotAllowed) as refused:
        swarming(BIMA, CITRA).do(cs.EndSwarm(swarm="network"), by=CITRA)
    assert f"{BIMA.name} (its lead)" in str(refused.value)


def test_status_is_said_or_written_in_the_thread() -> None:
    game = swarming(BIMA)
    game.do(cs.ReportSwarm(swarm="network", text="Half done"), by=CITRA)
    assert game.state.swarms[0].status == "Half done"
    game.record([e.Posted(what="swarm:1", channel="C1ROOM", ts="5.0")])
    thread = SlackRef(channel="C1ROOM", ts="6.0", thread_ts="5.0")
    game.record([e.MessagePosted(text="Status: the resolver is fine")], by=BIMA, slack=thread)
    game.record([e.MessagePosted(text="status quo")], by=BIMA, slack=thread)
    game.record([e.MessagePosted(text="STATUS: elsewhere")], by=BIMA, slack=SlackRef(channel="C1ROOM", ts="7.0"))
    assert game.state.swarms[0].status == "the resolver is fine"
    assert [event.text for event in of(e.SwarmReported, game.since(0))] == ["Half done", "the resolver is fine"]


@pytest.mark.parametrize(("state", "refusal"), [("candidate", StillCandidate), ("resolved", WrongState)])
def test_no_swarm_is_formed_before_or_after(state, refusal) -> None:
    with pytest.raises(refusal):
        in_state(state).do(new())


def test_a_swarm_answers_to_its_lead_and_not_to_whoever_leads_the_incident() -> None:
    game = swarming(BIMA, CITRA, DIAN)
    game.record([e.PersonJoined(person=person) for person in (ADI, BIMA, CITRA, DIAN, EKA)])
    assert coordinated(game.state) == 2, "the swarm's lead, and the reporter"


def test_whoever_is_released_leaves_their_swarms() -> None:
    game = swarming(BIMA, CITRA)
    game.do(ca.StandDown(stay=(CITRA,)))
    assert (game.state.swarms[0].lead, game.state.swarms[0].members) == (None, (CITRA,))


# unowned


MANDATORY = policy(
    roles=ROLES, severities={"sev1": Severity(name="sev1", label="Critical", mandatory_roles=("mim", "scribe"))}
)


def test_unowned_work_is_listed_every_quarter_of_an_hour_until_owned() -> None:
    game = accepted(policy=MANDATORY)
    game.do(c.AddTask(text="Call the bank"))
    game.do(new())
    assert of(e.UnownedListed, game.wait(14.9)) == []
    assert of(e.UnownedListed, game.wait(0.1)) == [e.UnownedListed(tasks=(1,), swarms=(1,), roles=("scribe",))]
    game.do(c.AssignRole(role="scribe", person=BIMA))
    game.do(cs.LeadSwarm(swarm="1", person=BIMA), by=BIMA)
    assert of(e.UnownedListed, game.wait(15)) == [e.UnownedListed(tasks=(1,))]
    game.do(c.FinishTask(task=1))
    assert of(e.UnownedListed, game.wait(60)) == []
    game.do(c.AddTask(text="Call them again"))
    assert len(of(e.UnownedListed, game.wait(15))) == 1


def test_after_an_outage_the_list_comes_once() -> None:
    game = accepted(policy=MANDATORY)
    assert len(of(e.UnownedListed, game.away(200))) == 1


def test_the_list_is_posted_once_for_each_time_and_redrawn_when_something_is_taken() -> None:
    game = accepted(policy=MANDATORY)
    game.do(c.AddTask(text="Call the bank"))
    game.wait(15)
    assert len(game.rows("room.unowned")) == 1
    game.record([e.Posted(what="unowned", channel="C1ROOM", ts="9.0")])
    game.do(c.AssignRole(role="scribe", person=BIMA))
    assert [row.payload["seq"] == 0 for row in game.rows("room.unowned")] == [False, True]


def test_what_is_over_lists_nothing() -> None:
    game = accepted(policy=MANDATORY)
    game.do(c.Resolve(text="Restarted"))
    assert of(e.UnownedListed, game.wait(120)) == []
    game.do(c.Reopen(reason="again"))
    assert len(of(e.UnownedListed, game.wait(15))) == 1


# channels


IN_CHANNELS = policy(roles=ROLES, swarms={"place": "channel"})
OPENED = e.SwarmRoomOpened(swarm=1, channel="C8", name="mi-1-swarm-network")


def in_a_channel() -> Game:
    game = accepted(policy=IN_CHANNELS)
    game.do(new("network", BIMA, CITRA, team="@network"))
    game.record([OPENED])
    return game


def test_a_swarm_with_a_channel_invites_its_people_there_and_only_its_lead_into_the_room() -> None:
    game = in_a_channel()
    [opening] = game.rows("swarm.open")
    assert opening.payload == {"swarm": 1, "name": "mi-1-swarm-network", "private": False}
    assert game.rows("room.invite")[-1].payload == {"refs": [BIMA.id]}
    assert game.rows("swarm.invite")[-1].payload["refs"] == [ADI.id, BIMA.id, "@network", CITRA.id]
    game.record([e.Posted(what="swarm:1", channel="C1ROOM", ts="5.0")])
    assert [row.key for row in game.rows("swarm.call")] == ["swarm.call:1:1:C8"]
    game.do(cs.JoinSwarm(swarm="network"), by=DIAN)
    assert game.rows("swarm.invite")[-1].payload["refs"] == [DIAN.id]


def test_what_happens_in_a_swarms_channel_is_the_swarms_and_not_the_rooms() -> None:
    game = in_a_channel()
    here = SlackRef(channel="C8", ts="6.0")

    def heard(event: e.Event) -> list[Fact]:
        return placed(game.state, [Fact(event=event, occurred_at=game.now, slack=here)])

    assert [fact.event for fact in heard(e.MessagePosted(text="hi"))] == [e.MessagePosted(text="hi", swarm="network")]
    assert [fact.event for fact in heard(e.PersonJoined(person=EKA))] == [e.SwarmJoined(swarm=1, person=EKA)]
    assert heard(e.PersonJoined(person=CITRA)) == []
    assert [fact.event for fact in heard(e.PersonLeft(person=CITRA))] == [e.SwarmLeft(swarm=1, person=CITRA)]
    game.record([e.SwarmLeft(swarm=1, person=CITRA)])
    assert (game.state.swarms[0].members, game.state.concerns(CITRA.id)) == ((BIMA,), False)
    game.record([e.MessagePosted(text="STATUS: half", swarm="network")], by=BIMA, slack=here)
    assert game.state.swarms[0].status == "half"


def test_a_swarm_whose_channel_cannot_be_made_works_in_the_thread() -> None:
    game = accepted(policy=IN_CHANNELS)
    game.do(new("network", None, CITRA))
    game.record([e.StepFailed(step="swarm.open", why="No free name", remedy="Change it")])
    assert game.rows("room.invite")[-1].payload == {"refs": [CITRA.id]}
    assert [row.payload for row in game.rows("swarm.call")] == [{"swarm": 1}]


def test_its_channel_is_put_away_with_the_room_and_opened_again_with_the_next() -> None:
    game = in_a_channel()
    game.do(c.Cancel(reason="A test"))
    game.record([e.RoomArchived()])
    assert [row.payload for row in game.rows("swarm.archive")] == [{"swarm": 1}]
    game.record([e.SwarmRoomArchived(swarm=1, channel="C8")])
    assert len(game.rows("swarm.open")) == 1
