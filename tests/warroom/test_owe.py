"""What each entry owes: rows and timers, each once; nothing of a private incident leaves the room."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.owing import ON_ANNOUNCEMENT, ON_CARD, ON_TOPIC, SPOKEN, Debt
from bot.warroom.owing.debt import MIM_TIMERS, UPDATE_TIMERS
from bot.warroom.ports import Owed
from tests.warroom.builders import (
    ADI,
    BIMA,
    DIAN,
    EKA,
    PEOPLE,
    Game,
    accepted,
    confirm,
    in_state,
    later,
    marked,
    minutes,
)


def owed_by(game: Game, *events: e.Event) -> list[Owed]:
    """The rows that these events add."""
    before = len(game.told)
    game.record(events, ADI)
    return game.told[before:]


def steps(rows: list[Owed]) -> list[str]:
    return [row.step for row in rows]


def announced(game: Game) -> Game:
    game.record([e.Posted(what="announcement", channel="C2ALL", ts="9.1")])
    return game


def test_before_there_is_a_room_only_the_room_is_owed():
    game = Game().declare(title="Payments fail")
    [create] = game.told
    assert (create.step, create.payload) == ("room.create", {"name": "mi-1-payments-fail", "private": False})
    assert create.lane == "open:1"


def test_a_private_drill_gets_a_private_room_that_says_drill():
    [create] = Game().declare(private=True, drill=True).told
    assert create.payload == {"name": "drill-mi-1-payments-fail", "private": True}


def test_an_open_room_is_furnished_at_once_and_nothing_waits_for_another():
    game = Game().declare(services=("payments",)).open_room()
    opened = game.told[1:]
    assert steps(opened) == [
        "room.invite", "room.invite", "room.card", "room.topic", "room.bookmark", "announce", "room.say",
        "person.say", "room.say",
    ]  # fmt: skip
    assert [row.payload["refs"] for row in opened[:2]] == [[EKA.id, ADI.id], ["@network", "@payments"]]
    waiting = [row.step for row in opened if row.lane]
    assert waiting == ["room.say", "room.say"], "only what is said in the room keeps its order"
    page = game.rows("person.say")[0]
    assert (page.payload["user"], page.payload["as"]) == (ADI.id, "page")


def test_a_lead_accepted_before_the_room_was_open_is_not_asked_again():
    game = Game().declare()
    game.do(c.AcceptMim(), by=ADI)
    game.open_room()
    assert [row.payload["as"] for row in game.rows("person.say")] == ["duties:mim"]


def test_a_page_is_invited_told_and_reminded():
    game = Game().declare().open_room()
    rows = owed_by(game, e.MimPaged(person=BIMA, rung=1, why="silent"))
    assert steps(rows) == ["room.invite", "person.say", "room.say", "room.card", "room.topic"]
    assert rows[0].payload == {"refs": [BIMA.id]}
    assert game.timers["mim_remind", ""] == later(2)


def test_a_first_page_sets_the_whole_ladder_and_a_later_rung_leaves_it():
    game = Game().declare()
    ladder = {subject: at for (kind, subject), at in game.timers.items() if kind == "mim_rung"}
    assert ladder == {"1": later(5), "2": later(10), "3": later(15)}
    game.now = later(5)
    game.record([e.MimPaged(person=BIMA, rung=1, why="silent")])
    assert {at for (kind, _), at in game.timers.items() if kind == "mim_rung"} == set(ladder.values())
    game.record([e.MimPaged(person=DIAN, why="assigned")])
    assert game.timers["mim_rung", "1"] == later(10)


def test_whoever_leads_gets_the_duties_and_the_ladder_ends():
    game = Game().declare().open_room()
    rows = owed_by(game, e.MimAccepted(person=BIMA, claimed=True))
    assert [row.payload for row in rows[:2]] == [
        {"refs": [BIMA.id]},
        {"seq": game.entries[-1].seq, "user": BIMA.id, "as": "duties:mim"},
    ]
    assert not [key for key in game.timers if key[0].startswith("mim")]


def test_a_handover_asks_the_incoming_person_and_then_tells_them_their_duties():
    game = accepted()
    offered = owed_by(game, e.HandoverOffered(to=BIMA))
    assert steps(offered)[:2] == ["room.invite", "person.say"]
    taken = owed_by(game, e.HandoverAccepted(person=BIMA, outgoing=ADI))
    assert taken[0].payload["as"] == "duties:mim"


def test_when_nobody_answers_everybody_is_told():
    game = Game().declare().open_room()
    rows = owed_by(game, e.MimUnanswered(person=ADI, asked=PEOPLE))
    assert [row.payload["user"] for row in rows if row.step == "person.say"] == [each.id for each in PEOPLE]


def test_a_role_brings_an_invitation_and_its_duties():
    rows = owed_by(accepted(), e.RoleAssigned(role="scribe", person=DIAN))
    assert steps(rows)[:2] == ["room.invite", "person.say"]
    assert rows[1].payload["as"] == "duties:scribe"


def test_a_higher_severity_invites_the_teams_it_adds():
    game = accepted(severity="sev2")
    assert not [row for row in game.rows("room.invite") if "@network" in row.payload["refs"]]
    [invite] = [row for row in owed_by(game, e.SeverityChanged(before="sev2", after="sev1", reason="x")) if
                row.step == "room.invite"]  # fmt: skip
    assert invite.payload == {"refs": ["@network"]}
    lower = owed_by(game, e.SeverityChanged(before="sev1", after="sev2", reason="x"))
    assert "room.invite" not in steps(lower)


def test_an_update_goes_once_to_every_channel_of_its_audiences_in_order():
    game = accepted()
    game.do(c.PublishUpdate(text="News"))
    game.do(c.PublishUpdate(text="More", audiences=("staff",)))
    sent = [(row.payload["audience"], row.payload["channel"], row.lane) for row in game.rows("update.send")]
    assert sent == [
        ("staff", "#staff", "update:1:#staff"),
        ("customers", "#customers", "update:1:#customers"),
        ("executives", "#executives", "update:1:#executives"),
        ("staff", "#staff", "update:1:#staff"),
    ]


def test_a_promise_is_warned_of_at_80_percent_and_due_at_100():
    game = accepted()
    game.record([e.UpdatePromised(audience="staff", due_at=later(20))])
    assert (game.timers["update_warn", "staff"], game.timers["update_due", "staff"]) == (later(16), later(20))


def test_a_snooze_sets_its_own_timer_which_the_next_promise_takes_away():
    game = accepted()
    game.record([e.UpdateSnoozed(audience="staff", due_at=later(5), until=later(9))])
    assert game.timers["update_send", "staff"] == later(9)
    assert game.timers["update_due", "staff"] == later(5), "the miss is still recorded when it is due"
    game.record([e.UpdatePromised(audience="staff", due_at=later(20))])
    assert ("update_send", "staff") not in game.timers


def test_a_miss_is_escalated_twice_unless_an_update_leaves():
    game = accepted()
    game.record([e.PromiseMissed(audience="staff", due_at=later(0))])
    assert (game.timers["update_escalate", "staff:0"], game.timers["update_escalate", "staff:1"]) == (
        later(5),
        later(10),
    )
    game.do(c.PublishUpdate(text="Here", audiences=("staff",)))
    assert not [key for key in game.timers if key[0] == "update_escalate"]


def test_of_the_milestones_only_the_confirmed_restoration_is_said_in_the_room():
    said = {
        name: "room.say" in steps(owed_by(accepted(), e.MilestoneSet(milestone=name, at=later(1), source="x")))
        for name in ("detected", "confirmed")
    }
    assert said == {"detected": False, "confirmed": True}


def test_a_card_is_pinned_when_it_was_posted_and_nothing_else_is():
    game = accepted()
    assert steps(owed_by(game, e.Posted(what="card", channel="C1ROOM", ts="1.5"))) == ["room.pin"]
    assert owed_by(game, e.Posted(what="announcement", channel="C2ALL", ts="1.6")) == []


def test_a_review_comes_as_two_files_with_the_picture_and_an_export_as_one():
    game = accepted()
    drafted = [row for row in owed_by(game, e.ReviewDrafted(version=1)) if row.step == "file.share"]
    assert [row.payload["name"] for row in drafted] == [
        "MI-1-review-1.md",
        "MI-1-review-1.html",
        "MI-1-picture-review-1.png",
    ]
    [taken] = owed_by(game, e.Exported(format="csv"))
    name = f"MI-1-timeline-{game.entries[-1].seq}.csv"
    assert taken.payload == {"what": "timeline", "format": "csv", "name": name, "preset": "full"}
    [told] = owed_by(game, e.Exported(format="pdf", preset="customer"))
    assert told.payload["name"] == f"MI-1-customer-{game.entries[-1].seq}.pdf"


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_the_end_leaves_one_timer_that_puts_the_room_away(state):
    game = in_state(state)
    assert game.timers == {("room_archive", ""): game.now + game.policy.room.archive_after}


@pytest.mark.parametrize(
    "end",
    [
        e.IncidentResolved(before="investigating", text="Restarted"),
        e.IncidentClosed(before="resolved"),
        e.IncidentCancelled(before="investigating", reason="a duplicate"),
    ],
)
def test_the_end_ends_the_asking_and_the_promising_whatever_was_running(end: e.Event):
    game = Game().declare().open_room()
    game.record([e.PromiseMissed(audience="staff", due_at=later(0))])
    game.record([e.UpdateSnoozed(audience="staff", due_at=later(5), until=later(9))])
    assert {kind for kind, _subject in game.timers} == {
        *MIM_TIMERS,
        *UPDATE_TIMERS,
        "assembly_due",
        "unowned",
        "suggest",
    }
    game.record([end])
    assert set(game.timers) <= {("room_archive", ""), ("confirm_remind", "1")}


def test_what_people_say_in_the_room_owes_nothing():
    game = announced(accepted())
    chatter: tuple[e.Event, ...] = (
        e.MessagePosted(text="hello"),
        e.MessageEdited(target="1.1", text="hullo"),
        e.MessageDeleted(target="1.1"),
        e.PersonJoined(person=DIAN),
        e.PersonLeft(person=DIAN),
        e.TopicSet(topic="x"),
    )
    assert owed_by(game, *chatter) == []


def test_a_mark_refreshes_the_card_and_says_nothing():
    assert steps(owed_by(accepted(), marked("decision"))) == ["room.card"]


def test_refreshes_share_a_slot_so_that_a_burst_is_one_call():
    game = accepted()
    rows = [row for row in owed_by(game, marked("decision"), marked("impact", "1.2")) if row.step == "room.card"]
    assert {row.slot for row in rows} == {"room.card:1"}
    assert len({row.key for row in rows}) == 2


def test_the_room_hears_card_topic_and_announcement_follow_a_change_of_state():
    game = announced(accepted())
    rows = owed_by(game, e.StateChanged(before="investigating", after="identified"))
    assert steps(rows) == ["room.say", "room.card", "room.topic", "announce"]


def test_an_announcement_that_was_never_posted_is_not_refreshed():
    rows = owed_by(accepted(), e.StateChanged(before="investigating", after="identified"))
    assert "announce" not in steps(rows)


def test_an_archived_room_is_left_in_peace():
    game = announced(in_state("closed"))
    game.record([e.RoomArchived()])
    for event in (marked("note"), e.TaskAdded(task=1, text="x"), e.StepFailed(step="room.pin", why="x")):
        assert owed_by(game, event) == []


def test_a_failed_step_is_said_in_the_room_unless_saying_is_what_failed():
    game = accepted()
    assert steps(owed_by(game, e.StepFailed(step="room.pin", why="no right"))) == ["room.say"]
    assert owed_by(game, e.StepFailed(step="room.say", why="no right")) == []
    assert owed_by(Game().declare(), e.StepFailed(step="room.create", why="no right")) == []


def whole_story(private: bool) -> Game:
    """An incident in which a bit of everything happens."""
    game = Game().declare(private=private, services=("payments",)).open_room()
    game.do(c.AcceptMim(), by=ADI)
    game.wait(12)
    for command in (
        c.AssignRole(role="deputy", person=DIAN),
        c.ChangeSeverity(to="sev2", reason="One bank"),
        c.MoveState(to="identified"),
        c.SnoozeUpdate(seconds=600, reason="Writing"),
        c.AddTask(text="Call the bank"),
        c.FinishTask(task=1),
        c.OfferHandover(to=BIMA),
        c.DeclineHandover(),
        c.Resolve(text="Restarted"),
        c.Reopen(reason="It came back"),
        c.Resolve(text="Restarted again"),
    ):
        game.now += minutes(0.5)
        game.do(command)
    confirm(game).do(c.Close())
    return game


def test_a_private_incident_is_never_announced_and_told_only_to_those_who_may_see_it():
    game = whole_story(private=True)
    assert game.rows("announce") == []
    assert {row.payload["audience"] for row in game.rows("update.send")} == {"staff"}


def test_the_same_incident_in_public_is_announced_and_told_to_all():
    game = whole_story(private=False)
    assert game.rows("announce")
    assert {row.payload["audience"] for row in game.rows("update.send")} == {"staff", "customers", "executives"}


def test_where_the_policy_names_no_place_nothing_is_announced():
    game = Game()
    game.policy = game.policy.model_copy(update={"room": game.policy.room.model_copy(update={"announce_in": ""})})
    assert game.declare().open_room().rows("announce") == []


@dataclass
class Counting(Game):
    """A game that counts every key, also those that would be dropped."""

    keys: Counter[str] = field(default_factory=Counter)

    def _settle(self, debt: Debt) -> None:
        self.keys.update(owed.key for owed in debt.owed)
        super()._settle(debt)


def test_every_key_is_owed_once_and_names_the_incident():
    game = Counting()
    game.declare().open_room().do(c.AcceptMim(), by=ADI)
    game.wait(60)
    for command in (c.Resolve(text="a"), c.Reopen(reason="b"), c.Resolve(text="c"), c.DraftReview()):
        game.do(command)
    assert [key for key, count in game.keys.items() if count > 1] == []
    assert all(":1:" in key for key in game.keys)


def test_only_known_kinds_are_spoken_of():
    everything = {kind for event in e.Event.__args__[0].__args__ for kind in _kinds(event)}  # type: ignore[attr-defined]
    assert everything >= SPOKEN | ON_CARD | ON_TOPIC | ON_ANNOUNCEMENT


def _kinds(event: type[e.Remark]) -> tuple[str, ...]:
    return event.model_fields["kind"].annotation.__args__  # type: ignore[union-attr]


def test_a_timer_counts_from_when_the_entry_was_recorded_not_from_when_it_happened():
    game = Game().declare()
    game.now = later(1)
    game.record([e.MimPaged(person=BIMA, why="assigned")], at=later(-60))
    assert game.timers["mim_rung", "1"] == later(6)


def test_a_delivery_owes_what_every_story_says_of_it_the_head_of_its_thread_among_them():
    game = accepted()
    first = e.UpdateDelivered(number=1, audience="staff", channel="#staff")
    assert "update.root" not in steps(owed_by(game, first))
    game.record([e.Posted(what="told:#staff", channel="C9", ts="1.2")])
    [head] = [row for row in owed_by(game, first) if row.step == "update.root"]
    assert head.payload == {"audience": "staff", "channel": "#staff"}


def test_a_broken_template_is_told_once_to_the_room_and_to_whoever_sees_to_the_updates():
    game = accepted(by=ADI)
    game.do(c.AssignRole(role="communications_lead", person=BIMA))
    fault = {"file": "ours/en/customer/all.j2", "line": 3, "variable": "txet"}
    first = e.TemplateBroken(number=1, audience="customers", **fault)
    rows = owed_by(game, first)
    assert [(row.step, row.payload.get("user")) for row in rows] == [("room.say", None), ("person.say", BIMA.id)]
    again = owed_by(game, first.model_copy(update={"number": 2, "audience": "partners"}))
    assert {row.key for row in again} <= {row.key for row in rows}
    other = owed_by(game, first.model_copy(update={"line": 9}))
    assert not {row.key for row in other} & {row.key for row in rows}
    assert len(game.state.broken_templates) == 2
