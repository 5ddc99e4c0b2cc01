"""What two incidents record when they are linked, parted or merged, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from bot.warroom import commands as c
from bot.warroom import commands_links as cl
from bot.warroom import events as e
from bot.warroom.declaring import declare
from bot.warroom.errors import (
    AlreadySo,
    DrillAndReal,
    HasParent,
    NotAllowed,
    NotLinked,
    ParentLoop,
    SameIncident,
    StaysDuplicate,
    UnknownIncident,
    WrongState,
)
from bot.warroom.incident import Incident
from bot.warroom.linking import above, decide_both, require_no_loop
from bot.warroom.links import Link
from tests.warroom.builders import ADI, DIAN, EKA, Game, accepted, kinds, later


def other(number: int = 7, **more: Any) -> Game:
    """MI-7, declared by Eka."""
    game = Game()
    values = {"title": "Login fails", "severity": "sev2", **more}
    game.record(declare(number, c.DeclareIncident(**values), game.context(EKA)), EKA)
    game.record([e.RoomOpened(channel="C7ROOM", name="mi-7-login-fails")])
    return game


def both(here: Game, there: Game, command: cl.Pairing, by=ADI) -> tuple[list[e.Event], list[e.Event]]:
    ours, theirs = decide_both(here.state, there.state, command, here.context(by))
    return here.record(ours, by), there.record(theirs, by)


def link(relation: str = "child", reason: str = "") -> cl.LinkIncident:
    return cl.LinkIncident.model_validate({"other": 7, "relation": relation, "key": "k1", "reason": reason})


MERGE = cl.MergeDuplicate(other=7, key="k1")


@pytest.mark.parametrize(("relation", "mirrored"), [("parent", "child"), ("child", "parent"), ("related", "related")])
def test_both_records_say_what_the_other_is(relation, mirrored):
    here, there = accepted(), other()
    both(here, there, link(relation, "one database"))
    assert [(it.relation, it.reference, it.channel) for it in here.state.links] == [(relation, "MI-7", "C7ROOM")]
    assert [(it.relation, it.reference, it.title) for it in there.state.links] == [(mirrored, "MI-1", "Payments fail")]
    assert [entry.event.reason for entry in (here.entries[-1], there.entries[-1])] == ["one database"] * 2


def test_a_private_incident_leaves_nothing_but_a_key_on_the_other_record():
    here, there = accepted(), other(private=True)
    both(here, there, link("child", "the thief is on the night shift"), by=EKA)
    assert here.entries[-1].event == e.IncidentLinked(relation="child", key="k1")
    assert there.state.links[0].reference == "MI-1"


def test_what_was_said_in_a_private_incident_stays_there():
    here, there = accepted(private=True), other()
    both(here, there, link("child", "the thief is on the night shift"))
    assert here.entries[-1].event.reason == "the thief is on the night shift"
    assert there.entries[-1].event == e.IncidentLinked(relation="parent", key="k1")


def test_a_private_incident_is_unknown_to_whom_it_does_not_concern():
    with pytest.raises(UnknownIncident):
        both(accepted(), other(private=True), link(), by=DIAN)


def test_an_incident_has_one_parent():
    here, there = accepted(), other()
    here.record([e.IncidentLinked(relation="parent", key="k0", number=3, reference="MI-3")])
    with pytest.raises(HasParent):
        both(here, there, link("parent"))
    both(here, there, link("child"))


@pytest.mark.parametrize("relation", ["parent", "child", "related"])
def test_what_is_linked_is_not_linked_again(relation):
    here, there = accepted(), other()
    both(here, there, link("parent"))
    with pytest.raises(AlreadySo):
        both(here, there, link(relation))


def test_an_incident_is_never_linked_to_itself_or_a_drill_to_a_real_one():
    here = accepted()
    with pytest.raises(SameIncident):
        decide_both(here.state, here.state, link(), here.context(ADI))
    for command in (link(), MERGE):
        with pytest.raises(DrillAndReal):
            both(here, other(drill=True), command)


def test_unlinking_takes_it_off_both_records():
    here, there = accepted(), other()
    both(here, there, link())
    ours, theirs = both(here, there, cl.UnlinkIncident(other=7))
    assert (kinds(ours), kinds(theirs), here.state.links, there.state.links) == (["unlinked"], ["unlinked"], (), ())
    with pytest.raises(NotLinked):
        both(here, there, cl.UnlinkIncident(other=7))


def test_a_duplicate_is_cancelled_and_both_records_say_so():
    here, there = accepted(), other()
    ours, theirs = both(here, there, MERGE)
    assert kinds(ours) == ["cancelled", "linked"]
    assert here.state.state == "cancelled"
    assert ours[0].reason == "Duplicate of MI-7"
    assert [it.relation for it in (*here.state.links, *there.state.links)] == ["duplicate_of", "duplicate"]
    assert there.state.state == "investigating"
    assert kinds(theirs) == ["linked"]


def test_the_room_of_a_duplicate_is_put_away_sooner():
    here = accepted()
    both(here, other(), MERGE)
    assert here.timers == {("room_archive", ""): here.now + here.policy.room.archive_duplicate_after}


def test_only_whoever_leads_the_duplicate_merges_it():
    with pytest.raises(NotAllowed):
        both(accepted(), other(), MERGE, by=DIAN)


def test_nothing_is_merged_into_what_was_no_incident_or_out_of_what_is_closed():
    gone = other()
    gone.record([e.IncidentCancelled(before="investigating", reason="none")])
    with pytest.raises(WrongState):
        both(accepted(), gone, MERGE)
    closed = accepted()
    closed.record([e.IncidentClosed(before="resolved")])
    with pytest.raises(WrongState):
        both(closed, other(), MERGE)


def test_a_merge_is_not_undone_by_unlinking():
    here, there = accepted(), other()
    both(here, there, MERGE)
    with pytest.raises(StaysDuplicate):
        both(there, here, cl.UnlinkIncident(other=1), by=EKA)


def test_the_audiences_of_a_duplicate_hear_that_it_goes_on_elsewhere():
    here = accepted()
    here.now = later(3)
    here.do(c.PublishUpdate(text="We look into it"))
    ours, _theirs = both(here, other(), MERGE)
    assert [event.text for event in ours if isinstance(event, e.UpdatePublished)] == ["Duplicate of MI-7"]


def chained(*numbers: int, private: int = 0) -> list[Incident]:
    """Incidents of which each is the child of the next; of a private one the others keep only the key."""
    linked = []
    for place, number in enumerate(numbers):
        links = []
        if place + 1 < len(numbers):
            shown = None if numbers[place + 1] == private else numbers[place + 1]
            links.append(Link(relation="parent", key=f"k{place}", number=shown))
        if place:
            links.append(Link(relation="child", key=f"k{place - 1}"))
        linked.append(other(number, private=number == private).state.model_copy(update={"links": tuple(links)}))
    return linked


@pytest.mark.parametrize("private", [0, 3])
def test_a_circle_of_parents_is_refused_however_long_and_through_private_ones(private: int):
    linked = chained(2, 3, 4, 5, private=private)
    assert above(2, linked) == (2, 3, 4, 5)
    bottom, top = linked[0], linked[-1]
    with pytest.raises(ParentLoop):
        require_no_loop(top, bottom, "parent", linked)
    with pytest.raises(ParentLoop):
        require_no_loop(bottom, top, "child", linked)
    require_no_loop(top, other(9).state, "parent", linked)
