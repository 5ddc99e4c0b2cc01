"""Messages about vendors: a procedure that calls one, contacted, chased, escalated, answered; and waiting."""

from __future__ import annotations

from datetime import timedelta

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import REMARK, TITLE, Scene
from bot.comms.message import Message
from bot.comms.partners import wait_words
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.partners import VendorCase, Wait
from bot.warroom.policy_partners import Vendor
from bot.warroom.timeline import Entry
from bot.warroom.waiting import running

MOST_CONTACTS, MOST_SHOWN = 4, 5


def procedure_raised(scene: Scene, event: e.ProcedureRaised, _entry: Entry) -> Message:
    """A code was mentioned: whom to call, by when, and the button that says it is done."""
    words = scene.t.gettext("📞 *{code}* was mentioned: contact {vendor} by {time}.")
    said = fill(words, code=event.code, vendor=_title(event.title), time=scene.near(event.due_at))
    task = fill(scene.t.gettext("It is task {n}."), n=event.task)
    lines = render.lines(said, render.join(" ", [task, _nobody(scene, event.task)]), *_contacts(scene, event.vendor))
    return scene.message(said, kit.section(lines), *_contact_row(scene, event.vendor))


def _nobody(scene: Scene, number: int) -> Markup:
    owner = next((task.owner for task in scene.state.tasks if task.number == number), None)
    if owner:
        return fill(scene.t.gettext("Owner: {name}"), name=scene.name(owner))
    words = scene.t.gettext("⚠️ Nobody owns it yet: whoever takes `{command} role vendor_liaison @user` does.")
    return fill(words, command=scene.command)


def procedure_reminded(scene: Scene, event: e.ProcedureReminded, _entry: Entry) -> Message:
    """Half of the time is over, or all of it."""
    words = (
        scene.t.gettext("⏰ {vendor} should have been contacted by {time} because of *{code}*.")
        if event.late
        else scene.t.gettext("⏳ {vendor} is to be contacted by {time} because of *{code}*.")
    )
    said = fill(words, vendor=_title(event.title), time=scene.near(event.due_at), code=event.code)
    return scene.message(
        said, kit.section(render.lines(said, *_contacts(scene, event.vendor))), *_contact_row(scene, event.vendor)
    )


def _contact_row(scene: Scene, vendor: str) -> list[kit.Block]:
    if any(case.vendor == vendor and case.answered_at is None for case in scene.state.vendors):
        return []
    return [kit.actions(_button(scene, scene.t.gettext("Contacted"), Action.VENDOR_CONTACTED, vendor, style="primary"))]


def _button(scene: Scene, label: str, action: Action, vendor: str, style: kit.Style | None = None) -> kit.Element:
    return kit.button(label, action, value(scene.state.number, name=vendor), style=style)


def contacted(scene: Scene, event: e.VendorContacted, entry: Entry) -> Message:
    """The vendor knows of it; when its answer is due, and what comes when there is none."""
    words = scene.t.gettext("☎️ {vendor} was contacted by {name}.")
    said = fill(words, vendor=_title(event.title), name=scene.name(entry.actor))
    note = render.quoted(render.words(event.note, REMARK)) if event.note else ""
    lines = render.lines(said, note, _terms(scene, event), *_contacts(scene, event.vendor), *_private(scene, event))
    return scene.message(said, kit.section(lines), *_answer_row(scene, event.vendor))


def _terms(scene: Scene, event: e.VendorContacted) -> Markup:
    t = scene.t
    case = fill(t.gettext("case {case}"), case=render.line(event.case, 80)) if event.case else ""
    due = fill(t.gettext("answer due by {time}"), time=scene.near(event.target_at)) if event.target_at else ""
    ask = "" if event.case else fill(t.gettext("case number? `{command} vendor {name} case …`"), command=scene.command,
                                     name=event.vendor)  # fmt: skip
    return render.join(" · ", [case, due, ask])


def _private(scene: Scene, event: e.VendorContacted) -> list[Markup]:
    known = scene.policy.vendors.get(event.vendor)
    if not scene.state.private or known is None or not known.people:
        return []
    return [fill(scene.t.gettext("🔒 This incident is private, so its people were not invited."))]


def _answer_row(scene: Scene, vendor: str) -> list[kit.Block]:
    """What can be done while there is no answer."""
    t = scene.t
    if not any(case.vendor == vendor and case.answered_at is None for case in scene.state.vendors):
        return []
    buttons = [_button(scene, t.gettext("Answered"), Action.VENDOR_ANSWERED, vendor, style="primary")]
    if not any(wait.on == "vendor" and wait.who == vendor for wait in running(scene.state)):
        buttons.append(_button(scene, t.gettext("We wait for them"), Action.VENDOR_WAIT, vendor))
    known = scene.policy.vendors.get(vendor)
    if scene.state.private and known and known.people:
        buttons.append(_button(scene, t.gettext("Invite their people"), Action.VENDOR_INVITE, vendor))
    return [kit.actions(*buttons)]


def case_noted(scene: Scene, event: e.VendorCaseNoted, _entry: Entry) -> Message:
    """The vendor's number."""
    words = scene.t.gettext("🎫 Case {case} at {vendor}.")
    return scene.message(fill(words, case=render.bold(event.case), vendor=_title(event.title)))


def answered(scene: Scene, event: e.VendorAnswered, _entry: Entry) -> Message:
    """It answered, in time or not."""
    case = _case(scene, event.vendor)
    said = fill(scene.t.gettext("✅ {vendor} answered{after}."), vendor=_title(event.title), after=_after(scene, case))
    text = render.quoted(render.words(event.text, REMARK)) if event.text else ""
    return scene.message(said, kit.section(render.lines(said, text)))


def _after(scene: Scene, case: VendorCase | None) -> str:
    if case is None or case.answered_at is None:
        return ""
    took = scene.t.gettext(" after {length}").format(length=scene.t.duration(case.answered_at - case.contacted_at))
    late = case.target_at is not None and case.answered_at > case.target_at
    return took + (scene.t.gettext(", later than its contract allows") if late else "")


def chased(scene: Scene, event: e.VendorChaseDue, _entry: Entry) -> Message:
    """No answer: chase it now."""
    case = _case(scene, event.vendor)
    silent = case.contacted_at if case else None
    words = scene.t.gettext("🔔 No answer of {vendor} since {time}: chase it now ({n}).")
    said = fill(words, vendor=_title(event.title), time=scene.near(silent) if silent else "?", n=event.count)
    number = fill(scene.t.gettext("case {case}"), case=render.line(case.case, 80)) if case and case.case else ""
    lines = render.lines(said, number, *_contacts(scene, event.vendor), _next_rung(scene, event.vendor))
    return scene.message(said, kit.section(lines), *_answer_row(scene, event.vendor))


def _next_rung(scene: Scene, vendor: str) -> Markup:
    known, case = scene.policy.vendors.get(vendor), _case(scene, vendor)
    rung = case.rung if case else 0
    if known is None or rung >= len(known.rungs):
        return Markup("")
    words = scene.t.gettext("Not enough? Go up to {rung}: `{command} vendor {name} escalate`")
    return fill(words, rung=_title(known.rungs[rung].name), command=scene.command, name=vendor)


def escalated(scene: Scene, event: e.VendorEscalated, entry: Entry) -> Message:
    """Whom to call now."""
    words = (
        scene.t.gettext("📣 Still no answer of {vendor}. Call now: {rung} {contact}")
        if event.automatic
        else scene.t.gettext("📣 {name} goes up a rung at {vendor}: {rung} {contact}")
    )
    contact = render.line(event.contact, 150)
    said = fill(
        words, vendor=_title(event.title), rung=_title(event.name), contact=contact, name=scene.name(entry.actor)
    )
    reason = render.quoted(render.words(event.reason, REMARK)) if event.reason else ""
    lines = render.lines(said, reason, *_practice(scene))
    return scene.message(said, kit.section(lines), *_answer_row(scene, event.vendor))


def _case(scene: Scene, vendor: str) -> VendorCase | None:
    return next((each for each in scene.state.vendors if each.vendor == vendor), None)


def _title(title: str) -> Markup:
    return render.bold(render.clip(" ".join(title.split()), 80))


def _contacts(scene: Scene, vendor: str) -> list[Markup]:
    known = scene.policy.vendors.get(vendor)
    contacts = known.contacts[:MOST_CONTACTS] if known else ()
    return [*_practice(scene), *(fill("• {contact}", contact=render.line(each, 150)) for each in contacts)]


def _practice(scene: Scene) -> list[Markup]:
    if not scene.state.drill:
        return []
    return [fill(scene.t.gettext("Exercise: call nobody outside; somebody here plays the vendor."))]


def wait_started(scene: Scene, event: e.WaitStarted, _entry: Entry) -> Message:
    """Work waits; the button ends it."""
    what = render.line(wait_words(event.on, event.title, scene.t), TITLE)
    said = fill(scene.t.gettext("⏸️ Work waits for {what}."), what=what)
    reason = render.quoted(render.words(event.reason, REMARK)) if event.reason else ""
    return scene.message(said, kit.section(render.lines(said, reason)), *_over_row(scene, event.wait))


def _over_row(scene: Scene, number: int) -> list[kit.Block]:
    if not any(wait.number == number for wait in running(scene.state)):
        return []
    over = kit.button(scene.t.gettext("Waiting is over"), Action.WAIT_END, value(scene.state.number, task=number))
    return [kit.actions(over)]


def wait_ended(scene: Scene, event: e.WaitEnded, _entry: Entry) -> Message | None:
    """It is over, and how long it took. What ended it by itself has been said already."""
    wait = next((each for each in scene.state.waits if each.number == event.wait), None)
    if event.automatic or wait is None:
        return None
    what = render.line(wait_words(wait.on, wait.title, scene.t), TITLE)
    length = scene.t.duration(_length(wait, wait.started_at))
    return scene.message(fill(scene.t.gettext("▶️ No longer waiting for {what}: {length}."), what=what, length=length))


def _length(wait: Wait, now: Moment) -> timedelta:
    return (wait.ended_at or now) - wait.started_at


def card_lines(scene: Scene) -> Markup:
    """For the room card: what work waits for, and vendors that have not answered."""
    waits = [_waiting(scene, wait) for wait in running(scene.state)[:MOST_SHOWN]]
    silent = [case for case in scene.state.vendors if case.answered_at is None][:MOST_SHOWN]
    return render.lines(*waits, *(_silent(scene, case) for case in silent))


def _waiting(scene: Scene, wait: Wait) -> Markup:
    what = render.line(wait_words(wait.on, wait.title, scene.t), TITLE)
    return fill(scene.t.gettext("⏸️ Waiting for {what} since {time}"), what=what, time=scene.near(wait.started_at))


def _silent(scene: Scene, case: VendorCase) -> Markup:
    t = scene.t
    number = fill(t.gettext("case {case}"), case=render.line(case.case, 80)) if case.case else ""
    due = fill(t.gettext("answer due by {time}"), time=scene.near(case.target_at)) if case.target_at else ""
    return fill("☎️ {what}", what=render.join(" · ", [_title(case.title), number, due]))


def vendors(scene: Scene) -> Message:
    """The vendors of this incident and of the policy, each with what can be done; what work waits for."""
    t = scene.t
    cases = {case.vendor: case for case in scene.state.vendors}
    known = list(scene.policy.vendors.values())[:10]
    extra = [
        Vendor(name=case.vendor, title=case.title) for case in cases.values() if case.vendor not in scene.policy.vendors
    ]
    title = fill(t.gettext("*Vendors of {reference}*"), reference=scene.state.reference)
    rows = [_row(scene, vendor, cases.get(vendor.name)) for vendor in (*known, *extra)]
    words = t.gettext(
        "Also: `{command} vendor <name> contacted|answered|case 123|escalate`, `{command} vendor add <name>`, "
        "`{command} wait vendor <name>`"
    )
    form = fill(words, command=scene.command)
    return scene.message(title, kit.section(title), *rows, kit.context(form))


def _row(scene: Scene, vendor: Vendor, case: VendorCase | None) -> kit.Block:
    t = scene.t
    name = fill("{title} (`{name}`)", title=_title(vendor.title), name=vendor.name)
    services = render.line(", ".join(vendor.services), 100)
    if case is None:
        button = _button(scene, t.gettext("Contacted"), Action.VENDOR_CONTACTED, vendor.name)
        return kit.section(render.join(" · ", [name, services, fill(t.gettext("not contacted"))]), accessory=button)
    number = fill(t.gettext("case {case}"), case=render.line(case.case, 80)) if case.case else ""
    if case.answered_at:
        stands = fill(t.gettext("answered{after}"), after=_after(scene, case))
        return kit.section(render.join(" · ", [name, number, stands]))
    button = _button(scene, t.gettext("Answered"), Action.VENDOR_ANSWERED, vendor.name)
    asked = fill(t.gettext("contacted {time}, no answer yet"), time=scene.near(case.contacted_at))
    return kit.section(render.join(" · ", [name, number, asked]), accessory=button)


def waits(scene: Scene) -> Message:
    """What work waits for now, and how to say so."""
    t = scene.t
    form = fill(t.gettext("To begin: `{command} wait vendor|approval|user|change [who] [reason]`. When it is over: "
                          "`{command} wait end`"), command=scene.command)  # fmt: skip
    now = running(scene.state)
    title = fill(t.gettext("*{reference} waits for*") if now else t.gettext("{reference} waits for nobody."),
                 reference=scene.state.reference)  # fmt: skip
    rows = [
        kit.section(
            _waiting(scene, wait),
            accessory=kit.button(t.gettext("Over"), Action.WAIT_END, value(scene.state.number, task=wait.number)),
        )
        for wait in now
    ]
    return scene.message(title, kit.section(title), *rows, kit.context(form))


def told(scene: Scene, event: object, entry: Entry) -> Message | None:
    """The same as the room reads, to whoever works with the vendor."""
    match event:
        case e.VendorChaseDue():
            return chased(scene, event, entry)
        case e.VendorEscalated():
            return escalated(scene, event, entry)
        case e.ProcedureReminded():
            return procedure_reminded(scene, event, entry)
    return None
