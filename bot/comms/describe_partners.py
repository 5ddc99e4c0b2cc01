"""One sentence for each entry about vendors, waiting and resources; see `describe`."""

from __future__ import annotations

from bot.comms import describe_debt
from bot.comms.partners import wait_words
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _raised(tell: Teller, event: e.ProcedureRaised) -> str:
    said = tell.t.gettext("Procedure for {code}: {vendor} is to be contacted by {time} (task {n})")
    return said.format(code=event.code, vendor=event.title, time=tell.at(event.due_at), n=event.task)


def _reminded(tell: Teller, event: e.ProcedureReminded) -> str:
    said = (
        tell.t.gettext("{vendor} was not contacted in time because of {code}, due {time}")
        if event.late
        else tell.t.gettext("The room was reminded to contact {vendor} because of {code} by {time}")
    )
    return said.format(vendor=event.title, code=event.code, time=tell.at(event.due_at))


def _contacted(tell: Teller, event: e.VendorContacted) -> str:
    said = tell.t.gettext("{vendor} contacted").format(vendor=event.title)
    case = tell.t.gettext("case {case}").format(case=event.case) if event.case else ""
    due = tell.t.gettext("answer due by {time}").format(time=tell.at(event.target_at)) if event.target_at else ""
    notes = ", ".join(part for part in (case, due) if part)
    return tell.with_words(f"{said} ({notes})" if notes else said, event.note)


def _case(tell: Teller, event: e.VendorCaseNoted) -> str:
    return tell.t.gettext("Case {case} at {vendor}").format(case=event.case, vendor=event.title)


def _answered(tell: Teller, event: e.VendorAnswered) -> str:
    return tell.with_words(tell.t.gettext("{vendor} answered").format(vendor=event.title), event.text)


def _chased(tell: Teller, event: e.VendorChaseDue) -> str:
    said = tell.t.gettext("No answer of {vendor}: chase number {n} is due")
    return said.format(vendor=event.title, n=event.count)


def _escalated(tell: Teller, event: e.VendorEscalated) -> str:
    said = (
        tell.t.gettext("Time to go up to “{rung}” at {vendor}: no answer")
        if event.automatic
        else tell.t.gettext("Gone up to “{rung}” at {vendor}")
    )
    return tell.with_words(said.format(rung=event.name, vendor=event.title), event.reason)


def _invited(tell: Teller, event: e.VendorInvited) -> str:
    said = tell.t.gettext("The people of {vendor} were invited ({people})")
    return said.format(vendor=event.title, people=", ".join(event.people))


def _pack(tell: Teller, event: e.VendorPackMade) -> str:
    return tell.t.gettext("Evidence pack of {vendor} made").format(vendor=event.title)


def _wait_started(tell: Teller, event: e.WaitStarted) -> str:
    said = tell.t.gettext("Waiting begun ({what})").format(what=wait_words(event.on, event.title, tell.t))
    return tell.with_words(said, event.reason)


def _wait_ended(tell: Teller, event: e.WaitEnded) -> str:
    said = tell.t.gettext("Waiting {n} ended by itself") if event.automatic else tell.t.gettext("Waiting {n} ended")
    return said.format(n=event.wait)


def _requested(tell: Teller, event: e.ResourceRequested) -> str:
    amount = tell.t.money(event.amount, event.currency) if event.amount is not None else ""
    what = " ".join(part for part in (amount, event.text) if part)
    who = tell.t.listing([person.name for person in event.approvers]) or tell.t.gettext("nobody")
    said = tell.t.gettext("Resource R{n} asked for: {what} (approval: {who})")
    return said.format(n=event.resource, what=what, who=who)


def _approved(tell: Teller, event: e.ResourceApproved) -> str:
    return tell.with_words(tell.t.gettext("Resource R{n} approved").format(n=event.resource), event.reason)


def _refused(tell: Teller, event: e.ResourceRefused) -> str:
    return tell.with_words(tell.t.gettext("Resource R{n} refused").format(n=event.resource), event.reason)


SENTENCES: Sentences = {
    **describe_debt.SENTENCES,
    e.ProcedureRaised: _raised,
    e.ProcedureReminded: _reminded,
    e.VendorContacted: _contacted,
    e.VendorCaseNoted: _case,
    e.VendorAnswered: _answered,
    e.VendorChaseDue: _chased,
    e.VendorEscalated: _escalated,
    e.VendorInvited: _invited,
    e.VendorPackMade: _pack,
    e.WaitStarted: _wait_started,
    e.WaitEnded: _wait_ended,
    e.ResourceRequested: _requested,
    e.ResourceApproved: _approved,
    e.ResourceRefused: _refused,
}
