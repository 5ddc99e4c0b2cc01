"""Which of an incident is played again, when, and that no person is named."""

from __future__ import annotations

import pytest

from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.context import Context
from bot.warroom.errors import BadSpeed, NotOnRota, NotReplayable
from bot.warroom.policy_drills import Drills
from bot.warroom.replaying import check, declaration, masked, plan, played
from tests.warroom.chronicle import BUDI, DEWI, Chronicle, at, policy

RULES = policy(drills=Drills(most_injects=3, fastest_replay=10))


def context(actor: Person = DEWI, *, administrator: bool = False) -> Context:
    return Context(policy=RULES, now=at(1000), actor=actor, administrator=administrator)


def story() -> Chronicle:
    log = Chronicle().declare()
    log.say("Nobody can pay", 4, "1.1")
    log.add(e.Remark(kind="observation", text="Error 502 at the gateway"), 8, BUDI)
    log.add(e.Remark(kind="hypothesis", text="It is the certificate"), 9, BUDI)
    log.say("Deleted words", 10, "1.2")
    log.add(e.MessageDeleted(target="1.2"), 11, BUDI)
    log.milestone("diagnosed", 20)
    log.say("It was the certificate", 25, "1.3")
    return log


def test_reports_are_played_at_their_distances_divided_by_the_speed_until_the_cause_was_known() -> None:
    log = story()
    found = plan(log.state, log.entries, 4, context())
    assert [each.at for each in found.injects] == [at(1001), at(1002)]
    assert (found.reference, found.speed) == (log.state.reference, 4)


def test_no_more_is_played_than_the_policy_allows() -> None:
    log = Chronicle().declare()
    for number in range(5):
        log.say(f"Report {number}", number + 1, f"1.{number}")
    assert len(plan(log.state, log.entries, 1, context()).injects) == 3


def test_what_is_played_reads_as_it_reads_now_by_a_role() -> None:
    log = Chronicle().declare()
    log.add(e.RoleAssigned(role="scribe", person=BUDI), 1)
    said = log.say("Nobody can pay", 2, "1.1")
    edited = log.add(e.MessageEdited(target="1.1", text=f"Half cannot pay, says <@{BUDI.id}>"), 3, BUDI)
    found = played(said, [edited], log.state, RULES)
    assert found
    assert (found.what, found.text) == ("message", f"Half cannot pay, says {RULES.roles['scribe'].title}")
    assert played(said, [log.add(e.MessageDeleted(target="1.1"), 4, BUDI)], log.state, RULES) is None


def test_names_and_mentions_give_nobody_away() -> None:
    log = Chronicle().declare()
    log.add(e.PersonJoined(person=Person(id="U9ANDI", name="Andi Wijaya")), 1)
    text = "Andi restarted it, @Andi Wijaya says <@U9ANDI|andi>; <@U8WHO> saw it; Andini did not"
    assert masked(text, log.state) == "[…] restarted it, […] says […]; […] saw it; Andini did not"


@pytest.mark.parametrize("state", ["investigating", "resolved", "cancelled"])
def test_only_a_closed_incident_is_replayed(state: str) -> None:
    original = story().state.model_copy(update={"state": state})
    with pytest.raises(NotReplayable):
        check(original, 4, context(), [DEWI])


@pytest.mark.parametrize("speed", [0, 11])
def test_a_speed_beyond_the_policys_is_refused(speed: int) -> None:
    with pytest.raises(BadSpeed):
        check(story().state.model_copy(update={"state": "closed"}), speed, context(), [DEWI])


def test_administrators_and_the_rota_may_and_nobody_else() -> None:
    original = story().state.model_copy(update={"state": "closed"})
    check(original, 4, context(BUDI, administrator=True), [])
    check(original, 4, context(DEWI), [DEWI])
    with pytest.raises(NotOnRota):
        check(original, 4, context(BUDI), [DEWI])


def test_the_replay_of_a_private_incident_is_private_and_never_resembles_an_open_one() -> None:
    log = Chronicle().declare(private=True)
    declared = log.entries[0].event
    assert isinstance(declared, e.IncidentDeclared)
    command = declaration(log.state, declared)
    assert (command.private, command.drill, command.anyway) == (True, True, True)
