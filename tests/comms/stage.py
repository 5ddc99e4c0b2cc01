"""A war room for the tests of what people read: an organisation, an incident under way, and every kind of event.

Ten o'clock of the chronicle (UTC) is 17:00 WIB, the organisation's zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.comms.message import Message
from bot.warroom import events as e
from bot.warroom.base import FileRef, Person
from bot.warroom.criteria import Met
from bot.warroom.drafts import Found
from bot.warroom.links import MIRROR
from bot.warroom.past import Past
from bot.warroom.policy import Audience, Link, Policy, Role, Room, Service, Severity
from bot.warroom.scores import Compared, Finding, Inject, Mark
from bot.warroom.updates import facts
from tests.comms.stage_partners import partner_events, review_events, survey_events
from tests.warroom.chronicle import BUDI, DEWI, SARI, Chronicle, at

QUARTER = {"default": {"default": timedelta(minutes=15)}}


def organisation(**changes: Any) -> Policy:
    values: dict[str, Any] = {
        "severities": {
            "sev1": Severity(name="sev1", label="Critical", mandatory_roles=("mim", "technical_lead")),
            "sev2": Severity(name="sev2", label="Major", emoji=":large_orange_circle:"),
        },
        "matrix": {"high": {"high": "sev1"}},
        "reactions": {"bulb": "hypothesis", "pushpin": "key_moment"},
        "room": Room(announce_in="#incidents"),
        "services": {"payments": Service(name="payments", links=(Link(title="Runbook", url="https://run.example/p"),))},
        "roles": {
            "mim": Role(name="mim", title="Major Incident Manager", duties=("Lead.", "Keep updates in time.")),
            "technical_lead": Role(name="technical_lead", title="Technical lead", duties=("Find the fault.",)),
            "scribe": Role(name="scribe", title="Scribe"),
        },
        "audiences": {
            "executives": Audience(
                name="executives", title="Executives", form="executive", channels=("#exec-updates",), cadence=QUARTER
            ),
            "internal": Audience(
                name="internal", title="Internal staff", channels=("#staff",), cadence=QUARTER, ask_in="#ask-incidents"
            ),
        },
    }
    return Policy(**{**values, **changes})


def under_way(**declared: Any) -> Chronicle:
    """Declared at 17:00 WIB, room open, Sari leads since 17:03; impact known, one task open, updates promised."""
    log = Chronicle()
    values = {"title": "Checkout is down", "services": ("payments",), "impact": "Nobody can pay by card"}
    log.declare(**{**values, **declared})
    log.add(e.RoomOpened(channel="C1ROOM", name="mi-42-checkout-is-down"), 1)
    log.add(e.MimPaged(person=SARI), 1)
    log.milestone("started", -10)
    log.milestone("detected", -5)
    log.add(e.MimAccepted(person=SARI), 3, SARI)
    log.add(e.RoleAssigned(role="scribe", person=BUDI), 4, SARI)
    log.add(e.TaskAdded(task=1, text="Call the bank", owner=BUDI, due_at=at(40)), 5, SARI)
    log.promise("executives", 30, 15)
    log.promise("internal", 20, 15)
    return log


def every_event(text: str, person: Person, log: Chronicle) -> Iterator[e.Event]:
    """One or more of every kind of event, with `text` wherever people's words may stand."""
    told = facts(log.state, (), at(20), {"internal": at(35)}, text=text).model_copy(update={"title": text})
    due = {"audience": "internal", "due_at": at(20)}
    yield e.IncidentDeclared(number=42, reference="MI-42", title=text, severity="sev1", reporter=person, impact=text)
    yield e.IncidentDeclared(number=42, reference="MI-42", title=text, severity="sev1", reporter=person, candidate=True)
    yield e.CandidateAsked(person=person)
    yield from (e.CandidateAccepted(impact=text, automatic=automatic) for automatic in (False, True))
    yield e.CandidateRejected(reason=text)
    yield e.CriterionMet(criteria=(Met(name="users", found=80, limit=50),), users_share=80)
    yield from (e.MajorChanged(major=major, reason=text) for major in (True, False))
    yield e.ModelSuggested(models=(text,))
    yield e.ModelApplied(model=text, title=text)
    yield e.ModelAbandoned(model=text, reason=text)
    yield e.SolutionUsed(model=text)
    yield e.ReplayPlanned(original=1, reference="MI-1", injects=(Inject(seq=2, at=at(5)),))
    yield from (e.InjectPlayed(seq=2, what=what, role=role, text=text) for what, role in (("alert", ""), (text, text)))
    found = Finding(what="late", names=(text,))
    yield e.DrillScored(
        marks=(Mark(topic="assembly", earned=5, of=10, findings=(found,)),),
        original="MI-1",
        compared=(Compared(milestone="diagnosed", drill=60),),
    )
    past = Past(number=3, reference="MI-3", title=text, resolution=text, channel="C3", services=(text,), shared=(text,))
    yield e.SimilarFound(incidents=(past,))
    yield e.OutputRaised(output=1, what="problem", text=text, owner=person)
    yield e.OutputFiled(output=1, key=text, link="")
    yield e.OutputDelayed(output=1, why=text)
    yield e.ConfirmationAsked(person=person)
    yield e.ConfirmationReminded(round=1, people=(person,))
    yield e.RestorationDoubted(text=text)
    yield e.HandoverProposed(person=person)
    yield e.HypothesisTested(number=1, owner=person, due_at=at(20))
    yield e.HypothesisDue(number=1, owner=person)
    yield e.HypothesisSettled(number=1, outcome="disproved", evidence=text)
    yield e.ObjectionRaised(number=1, person=person, text=text)
    yield e.DecisionSettled(number=1, objections=(text,))
    yield e.ActionReported(number=1, what="rolled_back", text=text)
    yield e.TaskGiven(task=1, owner=person, due_at=at(20))
    yield e.TaskReminded(task=1, owner=person, due_at=at(20))
    yield e.TaskOverdue(task=1, owner=person, due_at=at(20))
    for relation in MIRROR:
        yield e.IncidentLinked(relation=relation, key="k", reference="MI-7", title=text, channel="C7", reason=text)
    yield e.IncidentLinked(relation="parent", key="k")
    yield e.ClassificationAsked(questions=("bank_id",))
    yield e.Classified(question="bank_id", text=text, answer="yes", at=at(10))
    yield e.ClockStarted(clock="ojk_full", title=text, started_at=at(10), due_at=at(90))
    yield e.ClockReminded(clock="ojk_full", title=text, share=0.5, due_at=at(90))
    yield e.ClockMissed(clock="ojk_full", title=text, due_at=at(90))
    yield e.ClockSubmitted(clock="ojk_full", title=text, receipt=text, at=at(20), due_at=at(90))
    yield e.ClockStopped(clock="ojk_full", title=text, reason=text)
    yield e.IncidentUnlinked(relation="parent", key="k", reference="MI-7")
    yield e.RoleAsked(role="scribe", person=person, via="#1")
    yield from (e.RoleAcknowledged(role="scribe", person=person, how=how) for how in ("answer", "message"))
    yield e.RoleDeclined(role="scribe", person=person)
    yield e.RoleUnanswered(role="scribe", person=person)
    yield e.RolesMissing(roles=("scribe", "mim"))
    yield e.StoodDown(stay=(person,), released=(person,))
    yield e.RoleKept(person=person)
    yield e.SpanExceeded(person=person, people=9)
    yield e.OnCallFellBack(schedule=text, why=text)
    yield from partner_events(text, person, at(40))
    yield from survey_events(text, person, at(90))
    yield from review_events(text, person, at(90))
    yield e.SwarmOpened(swarm=1, name=text, goal=text, lead=person, members=(person,))
    yield e.SwarmLed(swarm=1, lead=person)
    yield e.SwarmJoined(swarm=1, person=person)
    yield e.SwarmReported(swarm=1, text=text)
    yield e.SwarmEnded(swarm=1, text=text)
    yield e.ObjectWithdrawn(what="action", number=1, reason=text)
    yield e.ActionReminded(number=1, owner=person, due_at=at(40))
    yield from (e.ActionOverdue(number=1, owner=owner, due_at=at(40)) for owner in (person, None))
    yield e.RiskRaised(risk=1, text=text, owner=person, due_at=at(40))
    yield e.RiskClosed(risk=1, text=text)
    yield e.EntryCorrected(entry=3, text=text, at=at(40), mark="decision", person=person, words=text)
    yield e.EntryCorrected(entry=3, target="1.2", at=at(40))
    yield e.CorrectionUndone(entry=3, undone=5, text=text)
    yield e.CorrectionUndone(entry=3, undone=5)
    yield e.SwarmRoomOpened(swarm=1, channel="C9SWARM", name="mi-42-checkout-db")
    yield e.SwarmLeft(swarm=1, person=person)
    yield e.SwarmRoomArchived(swarm=1, channel="C9SWARM")
    yield e.MomentsSuggested(suggestions=(e.Suggested(target="1.2", mark="decision", rule="r", said_at=at(1)),))
    yield e.MomentsSuggested(lapsed=("1.2",))
    yield e.SuggestionDeclined(target="1.2")
    yield e.UnownedListed(tasks=(1,), swarms=(1,), roles=("scribe",))
    yield e.RoomOpened(channel="C1ROOM", name="mi-42-checkout")
    yield e.RoomArchived()
    yield e.Posted(what="update:3:internal", channel="C1", ts="1.0")
    yield e.TopicSet(topic=text)
    yield e.RoleAssigned(role="scribe", person=person)
    yield e.RoleReleased(role="scribe", person=person)
    yield from (e.MimPaged(person=person, why=why) for why in ("first", "silent", "declined", "assigned"))
    yield from (e.MimAccepted(person=person, claimed=claimed) for claimed in (False, True))
    yield e.MimUnanswered(person=person, asked=(person,))
    yield e.HandoverOffered(to=person, brief=text)
    yield e.HandoverAccepted(person=person, outgoing=person)
    yield e.HandoverDeclined(person=person)
    yield e.SeverityChanged(before="sev2", after="sev1", reason=text)
    yield e.StateChanged(before="investigating", after="identified", text=text)
    yield e.IncidentResolved(before="monitoring", text=text)
    yield e.IncidentReopened(before="resolved", reason=text)
    yield e.IncidentClosed(before="resolved")
    yield e.IncidentCancelled(before="investigating", reason=text)
    yield e.MilestoneSet(milestone="detected", at=at(-5), source=text)
    yield from (e.Remark(kind=kind, text=text, owner=person, due_at=at(40)) for kind in e.MARK_KINDS)
    yield e.MessageMarked(mark="decision", target="1.0", text=text, author=person.name)
    yield e.MessageUnmarked(mark="decision", target="1.0")
    yield e.MessagePosted(text=text, files=(FileRef(id="F1", name=text),))
    yield e.MessageEdited(target="1.0", text=text, before=text)
    yield e.MessageDeleted(target="1.0")
    part = e.ErasedPart(entry=7, was="0" * 64, left="1" * 64)
    erased = {"reason": text, "parts": (part, part.model_copy(update={"entry": 9}))}
    yield from (e.ContentErased(entry=7, some=some, by=by, **erased) for some, by in ((False, ""), (True, text)))
    yield e.PersonJoined(person=person)
    yield e.PersonLeft(person=person)
    yield e.UpdatePromised(**due)
    yield e.UpdateDrafted(audiences=("internal", "executives"), due_at=at(20))
    yield e.UpdateSnoozed(**due, until=at(30), reason=text)
    yield e.UpdateRequested(person=person, text=text)
    yield e.UpdatePublished(number=3, audiences=("internal",), facts=told.model_dump(mode="json"), text=text)
    sent = {"number": 3, "audience": "internal", "channel": "mailto:staff@example.com"}
    yield e.UpdateDelivered(**sent, to=text, result=text, id=text, instead_of="#staff", attempts=2)
    broken = {"number": 3, "audience": "internal", "file": "ours/en/internal/all.j2", "why": "unexpected '}'"}
    yield from (e.TemplateBroken(**broken, line=line, variable=name) for line, name in ((3, "txet"), (0, "")))
    yield from (e.DeliveryFailed(**sent, why=text, remedy=text, then=then) for then in ((), ("#staff",)))
    found = (Found(audience="internal", rule="host_name", excerpt=text),)
    draft = {"draft": 1, "audience": "internal"}
    waits = {**draft, "facts": told.model_dump(mode="json"), "text": text, "found": found}
    yield e.UpdateHeld(**waits)
    yield e.UpdateOverridden(**draft, reason=text, found=found)
    yield e.ApprovalAsked(**waits, approvers=(person,), overridden=text)
    yield e.UpdateApproved(**draft)
    yield e.UpdateRefused(**draft, reason=text, author=person, text=text)
    yield e.PromiseKept(**due, number=3)
    yield e.PromiseMissed(**due)
    yield e.PromiseEscalated(**due, told=person)
    yield e.TaskAdded(task=1, text=text, owner=person, due_at=at(40))
    yield e.TaskDone(task=1)
    yield e.OutcomeAgreed(task=1, text=text)
    yield e.TaskVerified(task=1, text=text)
    yield e.TaskDoubted(task=1, reason=text)
    yield e.TaskDropped(task=1, reason=text)
    yield e.FollowUpReminded(task=1, due_at=at(40), told=person)
    yield e.ReviewDrafted(version=2)
    yield e.Exported(format="md")
    yield e.StepFailed(step="room.invite", why=text, remedy=text)


def shown(message: Message | None) -> str:
    """The message as somebody reads it: one paragraph per block, buttons in brackets, dates by their fallback."""
    assert message is not None
    return re.sub(r"<!date\^\d+\^[^|]*\|([^>]*)>", r"\1", "\n".join(_block(block) for block in message.blocks))


def _block(block: dict[str, Any]) -> str:
    match block["type"]:
        case "header":
            return f"# {block['text']['text']}"
        case "section":
            return "\n".join(text["text"] for text in block.get("fields") or [block["text"]])
        case "context":
            return "\n".join(f"({text['text']})" for text in block["elements"])
        case "actions":
            return " ".join(
                f"[{element['text']['text'] if 'text' in element else '⋯'}]" for element in block["elements"]
            )
    raise AssertionError(f"no card has blocks of type {block['type']}")


__all__ = ["BUDI", "DEWI", "SARI", "Chronicle", "at", "every_event", "organisation", "shown", "under_way"]
