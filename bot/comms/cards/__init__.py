"""The messages Posko posts, each drawn from the incident's state, the policy and the entry it is about.

`Cards` is what the rest of the bot uses; one small file per story draws them. Cards are pure: they look nothing up,
send nothing and decide nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.comms.cards import announcement as announcements
from bot.comms.cards import (
    assembly,
    clocks,
    closing,
    course,
    debts,
    deliveries,
    drafts,
    drills,
    follow_up,
    lead,
    links,
    majors,
    models,
    objects,
    outputs,
    promises,
    remarks,
    resources,
    reviews,
    risks,
    room,
    survey,
    swarms,
    tasks,
    vendors,
)
from bot.comms.cards import direct as directs
from bot.comms.cards import farewell as farewells
from bot.comms.cards import room_card as room_cards
from bot.comms.cards import suggestions as suggested_moments
from bot.comms.cards import topic as topics
from bot.comms.cards import unowned as unowned_work
from bot.comms.cards import update as updates
from bot.comms.cards.scene import Scene
from bot.comms.locale import Translators, translator
from bot.comms.message import Message
from bot.comms.shipped import entry_in
from bot.warroom import events as e
from bot.warroom.base import Moment, Value
from bot.warroom.incident import Incident
from bot.warroom.policy import Audience, Policy
from bot.warroom.timeline import Entry
from bot.warroom.updates import UpdateFacts

Drawn = Callable[[Scene, Any, Entry], Message | None]


@dataclass(frozen=True)
class Cards:
    """Every message of the bot, in the language of the policy (updates: of their audience)."""

    translators: Translators = translator
    command: str = "/incident"

    def _scene(self, state: Incident, policy: Policy) -> Scene:
        return Scene(state, policy, self.translators(policy.language), self.command)

    def room_card(self, state: Incident, policy: Policy, now: Moment) -> Message:
        """The pinned card of the war room."""
        return room_cards.room_card(self._scene(state, policy), now)

    def checklist(self, state: Incident, policy: Policy, seq: int) -> Message | None:
        """The steps of the model that the entry `seq` applied."""
        return models.checklist(self._scene(state, policy), seq)

    def object_card(self, state: Incident, policy: Policy, name: str) -> Message | None:
        """The hypothesis, decision or action of that name (H1) as it stands."""
        return objects.object_card(self._scene(state, policy), name)

    def farewell(self, state: Incident, policy: Policy) -> Message:
        """The last message of a room."""
        return farewells.farewell(self._scene(state, policy))

    def swarm(self, state: Incident, policy: Policy, number: int) -> Message | None:
        """The message under which a swarm's thread hangs."""
        return swarms.message(self._scene(state, policy), number)

    def swarm_call(self, state: Incident, policy: Policy, number: int) -> Message | None:
        """What calls its members into the thread, or stands first in its channel."""
        return swarms.called(self._scene(state, policy), number)

    def swarm_topic(self, state: Incident, policy: Policy, number: int) -> tuple[str, str]:
        """The topic and the purpose of its channel."""
        return swarms.topic(self._scene(state, policy), number)

    def suggestions(self, state: Incident, policy: Policy) -> Message:
        """The message under which suggested key moments hang."""
        return suggested_moments.head(self._scene(state, policy))

    def suggested(
        self, state: Incident, policy: Policy, batch: int, quotes: Mapping[str, suggested_moments.Quote]
    ) -> Message | None:
        """The suggestions of one look."""
        return suggested_moments.batch(self._scene(state, policy), batch, quotes)

    def unowned(self, state: Incident, policy: Policy, *, replaced: bool = False) -> Message:
        """The work that nobody owns; or that a newer list has replaced this one."""
        return unowned_work.message(self._scene(state, policy), replaced=replaced)

    def topic(self, state: Incident, policy: Policy) -> str:
        """The war room's topic, at most 250 characters of plain text."""
        return topics.topic(self._scene(state, policy))

    def announcement(self, state: Incident, policy: Policy) -> Message:
        """The message in the announcement channel."""
        return announcements.announcement(self._scene(state, policy))

    def entry_message(
        self, entry: Entry, state: Incident, policy: Policy, *, moments: Sequence[Entry] | None = None
    ) -> Message | None:
        """What the room is told about an entry, or None. `moments` are the key moments since the last update."""
        scene = self._scene(state, policy)
        entry = entry_in(entry, scene.t.language)
        if isinstance(entry.event, e.UpdateDrafted):
            return promises.drafted(scene, entry.event, entry, moments)
        draw = DRAWN.get(type(entry.event))
        return draw(scene, entry.event, entry) if draw else None

    def direct(
        self, entry: Entry | None, state: Incident, policy: Policy, as_: str, language: str = ""
    ) -> Message | None:
        """What a person is told directly: as_ page, reminder, overdue, duties or duties:<role> (needs no entry)."""
        t = self.translators(language or policy.language)
        said = entry_in(entry, t.language) if entry else None
        return directs.direct(Scene(state, policy, t, self.command), said, as_)

    def update_message(
        self, facts: UpdateFacts, audience: Audience, policy: Policy, *, standing: bool = False
    ) -> Message:
        """A status update for one audience, in its language; `standing` at the head of its thread."""
        return updates.update_message(facts, audience, policy, self.translators(audience.language), standing=standing)


DRAWN: Mapping[type[Value], Drawn] = {
    **debts.DRAWN,
    **follow_up.DRAWN,
    **drafts.DRAWN,
    **reviews.DRAWN,
    e.RoomOpened: room.welcome,
    e.StepFailed: room.step_failed,
    e.MimPaged: lead.asked,
    e.MimAccepted: lead.accepted,
    e.MimUnanswered: lead.unanswered,
    e.HandoverOffered: lead.handover_offered,
    e.HandoverAccepted: lead.handover_accepted,
    e.HandoverDeclined: lead.handover_declined,
    e.HandoverProposed: lead.handover_proposed,
    e.RoleAssigned: lead.role_assigned,
    e.RoleReleased: lead.role_released,
    e.SeverityChanged: course.severity_changed,
    e.StateChanged: course.state_changed,
    e.IncidentResolved: course.resolved,
    e.IncidentReopened: course.reopened,
    e.IncidentClosed: course.closed,
    e.IncidentCancelled: course.cancelled,
    e.UpdatePublished: promises.published,
    e.DeliveryFailed: deliveries.failed,
    e.TemplateBroken: deliveries.template_broken,
    e.UpdateRequested: promises.requested,
    e.UpdateSnoozed: promises.snoozed,
    e.PromiseMissed: promises.missed,
    e.PromiseEscalated: promises.escalated,
    e.Remark: remarks.remark,
    e.MilestoneSet: remarks.milestone,
    e.TaskAdded: remarks.task_added,
    e.TaskDone: remarks.task_done,
    e.HypothesisDue: objects.hypothesis_due,
    e.DecisionSettled: objects.decision_settled,
    e.TaskGiven: tasks.given,
    e.TaskOverdue: tasks.overdue,
    e.MajorChanged: majors.changed,
    e.CriterionMet: majors.met,
    e.ModelAbandoned: models.abandoned,
    e.SolutionUsed: models.solution_used,
    e.ClassificationAsked: clocks.asked,
    e.Classified: clocks.classified,
    e.ClockStarted: clocks.started,
    e.ClockReminded: clocks.reminded,
    e.ClockMissed: clocks.missed,
    e.ClockSubmitted: clocks.submitted,
    e.ClockStopped: clocks.stopped,
    e.IncidentLinked: links.linked,
    e.IncidentUnlinked: links.unlinked,
    e.InjectPlayed: drills.played,
    e.DrillScored: drills.scored,
    e.RolesMissing: assembly.missing,
    e.StoodDown: assembly.stood_down,
    e.SpanExceeded: assembly.span,
    e.RoleKept: assembly.kept,
    e.PersonLeft: assembly.left,
    e.OnCallFellBack: assembly.fell_back,
    e.ConfirmationAsked: closing.asked,
    e.RestorationDoubted: closing.doubted,
    e.ProcedureRaised: vendors.procedure_raised,
    e.ProcedureReminded: vendors.procedure_reminded,
    e.VendorContacted: vendors.contacted,
    e.VendorCaseNoted: vendors.case_noted,
    e.VendorAnswered: vendors.answered,
    e.VendorChaseDue: vendors.chased,
    e.VendorEscalated: vendors.escalated,
    e.WaitStarted: vendors.wait_started,
    e.WaitEnded: vendors.wait_ended,
    e.ResourceRequested: resources.requested,
    e.ResourceApproved: resources.approved,
    e.ResourceRefused: resources.refused,
    e.OutputRaised: outputs.raised,
    e.OutputFiled: outputs.filed,
    e.OutputDelayed: outputs.delayed,
    e.ActionOverdue: objects.action_overdue,
    e.RiskRaised: risks.raised,
    e.RiskClosed: risks.closed,
    e.SurveyClosed: survey.closed,
    e.SurveySkipped: survey.skipped,
    e.SwarmLed: swarms.led,
    e.SwarmEnded: swarms.ended,
}

__all__ = ["Cards"]
