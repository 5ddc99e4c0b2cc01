"""Whatever people and timers do, in whatever order: the rules that must hold after every step.

Hypothesis plays random incidents: every command by anybody, messages and marks, minutes that pass, outages of the bot.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.warroom import commands as c
from bot.warroom import events as e
from bot.warroom.base import Person
from bot.warroom.errors import Refusal
from bot.warroom.evolution import replay
from bot.warroom.lifecycle import SETTABLE, is_open, may_move
from bot.warroom.milestones import NAMES, ORDER
from bot.warroom.promises import ledger
from bot.warroom.timeline import check_chain
from tests.warroom.builders import ADI, LADDER, PEOPLE, START, Game, marked, minutes, of

people = st.sampled_from(PEOPLE)
texts = st.sampled_from(["", "Restarted the gateway", "x" * 3001])
names = st.sampled_from(["staff", "customers", "executives", "press"])
offsets = st.integers(min_value=-90, max_value=4)

COMMANDS = st.one_of(
    st.sampled_from([
        c.AcceptMim(), c.DeclineMim(), c.ClaimMim(), c.AcceptHandover(), c.AcceptHandover(everything=True),
        c.ProposeHandover(), c.DeclineHandover(), c.Close(),
        c.DraftReview(), c.ExportTimeline(format="csv"),
    ]),
    st.builds(c.AssignMim, person=people),
    st.builds(c.PassMim, rung=st.integers(1, 3)),
    st.builds(c.OfferHandover, to=people),
    st.builds(c.AssignRole, role=st.sampled_from(["mim", "deputy", "scribe", "hero"]), person=people),
    st.builds(c.ReleaseRole, role=st.sampled_from(["mim", "deputy", "scribe"]), person=people),
    st.builds(c.ChangeSeverity, to=st.sampled_from(["sev1", "sev2", "sev9"]), reason=texts),
    st.builds(c.MoveState, to=st.sampled_from([*SETTABLE, "resolved", "asleep"]), text=texts),
    st.builds(c.Resolve, text=texts),
    st.builds(c.Reopen, reason=texts),
    st.builds(c.Cancel, reason=texts),
    st.builds(c.RecordRemark, kind=st.sampled_from(e.MARK_KINDS), text=texts),
    st.builds(c.AddTask, text=texts, owner=st.none() | people),
    st.builds(c.FinishTask, task=st.integers(1, 3)),
    st.builds(c.PublishUpdate, text=texts, audiences=st.lists(names, max_size=2).map(tuple)),
    st.builds(c.DueUpdate, audience=names),
    st.builds(c.WarnUpdate, audience=names, due_at=st.just(START + timedelta(minutes=5))),
    st.builds(c.EscalateUpdate, audience=names, rung=st.integers(0, 1), told=people),
    st.builds(c.SnoozeUpdate, seconds=st.sampled_from([-5, 60, 600, 9000]), audience=st.none() | names,
              reason=st.sampled_from(["Writing", ""])),
    st.builds(c.RequestUpdate, text=texts),
)  # fmt: skip


COURSE = st.sampled_from([
    c.AcceptMim(), c.MoveState(to="identified"), c.MoveState(to="monitoring"), c.Resolve(text="Restarted"),
    c.Reopen(reason="It came back"), c.PublishUpdate(text="News"), c.SnoozeUpdate(seconds=600, reason="Writing"),
    c.ChangeSeverity(to="sev1", reason="All banks"), c.ChangeSeverity(to="sev2", reason="One bank"),
])  # fmt: skip


def refused(game: Game, command: c.Command, by: Person, administrator: bool) -> Refusal | None:
    """Why the game refuses; None when it does not."""
    try:
        game.do(command, by, administrator=administrator)
    except Refusal as refusal:
        return refusal
    return None


class WarRoom(RuleBasedStateMachine):
    """One incident, lived at random."""

    def __init__(self) -> None:
        super().__init__()
        self.game = Game()

    @initialize(
        private=st.booleans(),
        severity=st.sampled_from(["sev1", "sev2"]),
        ladder=st.sampled_from([LADDER, (None, *LADDER[1:]), (ADI, None, None, None), ()]),
        mim=st.none() | people,
        early=st.none() | st.integers(-60, 2),
    )
    def declare(self, private, severity, ladder, mim, early) -> None:
        self.game.ladder = ladder
        started_at = None if early is None else START + minutes(early)
        self.game.declare(private=private, severity=severity, mim=mim, started_at=started_at)

    @rule(command=COMMANDS, by=people, administrator=st.booleans())
    def command(self, command: c.Command, by, administrator: bool) -> None:
        """Anything, by anybody. A refusal says why in whole words, and changes nothing."""
        before = self.everything()
        refusal = refused(self.game, command, by, administrator)
        if refusal:
            assert "{" not in str(refusal)
            assert self.everything() == before

    def everything(self) -> tuple[Any, ...]:
        game = self.game
        return game.state, len(game.entries), dict(game.timers), len(game.told)

    @rule(command=COMMANDS)
    def lead(self, command: c.Command) -> None:
        """The same by whoever leads, so that incidents get somewhere."""
        self.command(command, self.game.state.mim or ADI, administrator=False)

    @rule(command=COURSE)
    def move(self, command: c.Command) -> None:
        """The likely course of an incident, which random commands alone would seldom take."""
        self.lead(command)

    @rule()
    def close(self) -> None:
        """Everything that the gate asks for is said, as far as it can be, and then it is closed."""
        for name in ("started", "detected", "confirmed"):
            at = self.game.now if name == "confirmed" else self.game.state.declared_at
            self.lead(c.SetMilestone(milestone=name, moment=at, source="said by the lead"))
        self.lead(c.Close())

    @rule(name=st.sampled_from(NAMES), offset=offsets, by=people)
    def milestone(self, name: str, offset: int, by) -> None:
        moment = self.game.now + minutes(offset)
        self.command(c.SetMilestone(milestone=name, moment=moment, source=by.name), by, administrator=False)

    @rule(mark=st.sampled_from(e.MARK_KINDS), taken_back=st.booleans(), by=people)
    def reaction(self, mark: e.MarkKind, taken_back: bool, by) -> None:
        event = e.MessageUnmarked(mark=mark, target="1.1") if taken_back else marked(mark)
        self.game.record([event], by, source="reaction")

    @precondition(lambda self: self.game.current and self.game.state.room is None)
    @rule()
    def room_opens(self) -> None:
        self.game.open_room()

    @rule(count=st.sampled_from([0.5, 1, 4, 5, 10, 30, 120]))
    def time_passes(self, count: float) -> None:
        self.game.wait(count)

    @rule(count=st.sampled_from([3, 12, 90, 20_000]))
    def the_bot_is_away(self, count: float) -> None:
        happened = self.game.away(count)
        assert len(of(e.UpdatePublished, happened)) <= len(self.game.policy.audiences), "never a burst"

    @invariant()
    def exactly_one_person_owns_an_open_incident(self) -> None:
        if is_open(self.game.state.state):
            assert len(self.game.state.holding("mim")) == 1

    @invariant()
    def replaying_the_entries_gives_the_state(self) -> None:
        assert replay(self.game.entries) == self.game.state

    @invariant()
    def the_state_survives_being_stored(self) -> None:
        state = self.game.state
        assert type(state).model_validate_json(state.model_dump_json()) == state

    @invariant()
    def the_phases_follow_the_table(self) -> None:
        states = [phase.state for phase in self.game.state.phases]
        assert all(may_move(before, after) for before, after in pairwise(states))

    @invariant()
    def promises_run_while_the_incident_is_open_and_only_then(self) -> None:
        state = self.game.state
        told = self.game.policy.audiences_for(state.concern())
        assert set(state.promises) == ({each.name for each in told} if is_open(state.state) else set())

    @invariant()
    def every_promise_will_be_met_by_itself_or_is_recorded_as_missed(self) -> None:
        game = self.game
        for name, promise in game.state.promises.items():
            leaves = [game.timers[kind, name] for kind in ("update_due", "update_send") if (kind, name) in game.timers]
            assert promise.send_at in leaves
            assert promise.due_at >= game.now or promise.missed or ("update_due", name) in game.timers

    @invariant()
    def a_deadline_moves_later_only_by_telling_the_audience(self) -> None:
        running: dict[str, datetime] = {}
        for event in self.game.since(0):
            if isinstance(event, e.UpdatePublished):
                running = {name: due for name, due in running.items() if name not in event.audiences}
            elif isinstance(event, e.UpdatePromised):
                assert event.due_at <= running.get(event.audience, event.due_at)
                running[event.audience] = event.due_at
            elif isinstance(event, e.IncidentResolved | e.IncidentClosed | e.IncidentCancelled):
                running = {}

    @invariant()
    def a_snooze_never_exceeds_the_policy(self) -> None:
        limit = self.game.policy.updates.snooze_at_most
        assert all(each.send_at - each.due_at <= limit for each in self.game.state.promises.values())

    @invariant()
    def the_ledger_knows_every_running_promise(self) -> None:
        running = {each.audience: each.due_at for each in ledger(self.game.entries, self.game.now) if not each.sent_at}
        assert all(running.get(name) == promise.due_at for name, promise in self.game.state.promises.items())

    @invariant()
    def an_incident_that_is_over_keeps_no_timer_but_that_of_its_room_and_of_what_is_still_owed(self) -> None:
        kinds = {kind for kind, _subject in self.game.timers}
        if self.game.state.state in {"closed", "cancelled"}:
            assert kinds <= {"room_archive", "debt_due", "debt_digest"}
        else:
            assert "room_archive" not in kinds

    @invariant()
    def milestones_are_in_order(self) -> None:
        known = self.game.state.milestones
        assert not [pair for pair in ORDER if set(pair) <= set(known) and known[pair[0]].at > known[pair[1]].at]

    @invariant()
    def a_private_incident_is_told_only_to_those_who_may_see_it(self) -> None:
        if self.game.state.private:
            assert self.game.rows("announce") == []
            assert {row.payload["audience"] for row in self.game.rows("update.send")} <= {"staff"}

    @invariant()
    def updates_are_numbered_without_gaps(self) -> None:
        numbers = [event.number for event in of(e.UpdatePublished, self.game.since(0))]
        assert numbers == list(range(1, self.game.state.updates + 1))

    def teardown(self) -> None:
        """The chain holds at the end; checking it after every step would only be slow."""
        assert check_chain([entry.model_dump(mode="json") for entry in self.game.entries]) is None


WarRoom.TestCase.settings = settings(
    max_examples=80, stateful_step_count=40, deadline=None, derandomize="CI" in os.environ
)
test_any_incident = WarRoom.TestCase
