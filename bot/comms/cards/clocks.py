"""Messages about regulator clocks: the questions, what runs until when, reminders, and the prefilled draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.describe_clocks import ANSWERS
from bot.comms.locale import _
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.words import state_name
from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.clock_draft import Field, gaps
from bot.warroom.clocks import RunningClock
from bot.warroom.policy_clocks import Question
from bot.warroom.timeline import Entry

MOST, MOST_QUESTIONS = 6, 20
FIELD_NAMES: Mapping[str, str] = {
    "what": _("What happened"),
    "since": _("Since"),
    "detected": _("Detected"),
    "aware": _("Aware since"),
    "classified": _("Classified"),
    "services": _("Services"),
    "affected": _("Who and how many are affected"),
    "consequences": _("Likely consequences"),
    "cause": _("Cause (confirmed)"),
    "measures": _("Measures taken"),
    "workaround": _("Workaround"),
    "status": _("Status"),
    "restored": _("Service restored"),
    "vendors": _("Vendors and partners"),
    "contact": _("Contact"),
    "previous": _("Earlier reports"),
}


def clock_paragraph(scene: Scene, now: Moment) -> Markup:
    """The countdowns on the room's card; nothing when no report is owed."""
    running = [clock for clock in scene.state.clocks.values() if clock.runs]
    if not running:
        return Markup("")
    ordered = sorted(running, key=lambda clock: clock.due_at)[:MOST]
    return render.lines(fill(scene.t.gettext("*Regulators*")), *(clock_line(scene, clock, now) for clock in ordered))


def clock_line(scene: Scene, clock: RunningClock, now: Moment) -> Markup:
    """What is to be handed in, and until when."""
    t = scene.t
    words = t.gettext("⚖️ {title}: by {time}") if clock.due_at >= now else t.gettext("⏰ {title}: overdue since {time}")
    return fill(words, title=render.line(clock.title, 80), time=_until(scene, clock.due_at))


def _until(scene: Scene, at: Moment) -> Markup:
    return render.date(at, scene.policy.timezone, scene.t, form="{date_short_pretty} {time} ({ago})")


def asked(scene: Scene, event: e.ClassificationAsked, _entry: Entry) -> Message:
    """The questions that decide whether an authority must be told."""
    words = scene.t.gettext(
        "⚖️ Must an authority be told? Each “yes” starts its clock. “Not known yet” is an answer too."
    )
    return scene.message(fill(words), kit.section(fill(words)), *questions(scene, event.questions))


def questions(scene: Scene, names: tuple[str, ...]) -> Iterator[kit.Block]:
    """Each question with its answer so far and three buttons."""
    known = scene.policy.regulators.questions
    for name in [name for name in names if name in known][:MOST_QUESTIONS]:
        yield kit.section(_question(scene, known[name]))
        yield kit.actions(*(_answer_button(scene, name, answer) for answer in ANSWERS))


def _question(scene: Scene, question: Question) -> Markup:
    given = scene.state.classified.get(question.name)
    answered = Markup("")
    if given:
        words = scene.t.gettext("Answered: *{answer}* ({name}, {time})")
        answer = scene.t.gettext(ANSWERS[given.answer])
        answered = fill(words, answer=answer, name=scene.name(given.by), time=scene.day_time(given.at))
    hint = fill("_{hint}_", hint=render.line(question.hint, 300)) if question.hint else ""
    return render.lines(render.bold(render.line(question.text, 300)), hint, answered)


def _answer_button(scene: Scene, question: str, answer: str) -> kit.Element:
    actions = {"yes": Action.CLASSIFY_YES, "no": Action.CLASSIFY_NO, "unknown": Action.CLASSIFY_UNKNOWN}
    label = scene.t.gettext(ANSWERS[answer])
    return kit.button(label[:1].upper() + label[1:], actions[answer], value(scene.state.number, name=question))


def classified(scene: Scene, event: e.Classified, entry: Entry) -> Message:
    """Who answered what."""
    words = scene.t.gettext("⚖️ {name}: {question} *{answer}*")
    answer, question = scene.t.gettext(ANSWERS[event.answer]), render.line(event.text or event.question, 300)
    return scene.message(fill(words, name=scene.name(entry.actor), question=question, answer=answer))


def started(scene: Scene, event: e.ClockStarted, _entry: Entry) -> Message:
    """A clock runs: to whom, by when, and what to do."""
    clock = scene.policy.regulators.clocks.get(event.clock)
    said = fill(
        scene.t.gettext("⚖️ *{title}*: the report is due by {time}."),
        title=render.line(event.title, 150), time=_until(scene, event.due_at),
    )  # fmt: skip
    lines = [said]
    if clock and clock.authority:
        lines.append(fill(scene.t.gettext("To: {authority}"), authority=render.line(clock.authority, 200)))
    if clock and clock.contact:
        lines.append(fill(scene.t.gettext("Contact: {contact}"), contact=render.line(clock.contact, 200)))
    small = [kit.context(render.line(clock.note, 300))] if clock and clock.note else []
    return scene.message(said, kit.section(render.lines(*lines)), *small, *_ways(scene, event.clock))


def _ways(scene: Scene, clock: str) -> list[kit.Block]:
    known = scene.state.clocks.get(clock)
    if known is None or not known.runs:
        return []
    named = value(scene.state.number, name=clock)
    return [
        kit.actions(
            kit.button(scene.t.gettext("Show the draft"), Action.CLOCK_DRAFT, named),
            kit.button(scene.t.gettext("Submitted…"), Action.CLOCK_SUBMIT_OPEN, named, style="primary"),
        )
    ]


def reminded(scene: Scene, event: e.ClockReminded, _entry: Entry) -> Message:
    """So much of the time is gone."""
    said = fill(
        scene.t.gettext("⏳ *{title}*: {share} of the time is gone; the report is due by {time}."),
        title=render.line(event.title, 150), share=f"{event.share:.0%}", time=_until(scene, event.due_at),
    )  # fmt: skip
    return scene.message(said, kit.section(said), *_ways(scene, event.clock))


def missed(scene: Scene, event: e.ClockMissed, _entry: Entry) -> Message:
    """The deadline passed; a late report is better than none."""
    words = scene.t.gettext("🚨 *{title}*: the deadline {time} has passed. Submit what is known; record the receipt.")
    said = fill(words, title=render.line(event.title, 150), time=scene.day_time(event.due_at))
    return scene.message(said, kit.section(said), *_ways(scene, event.clock))


def submitted(scene: Scene, event: e.ClockSubmitted, entry: Entry) -> Message:
    """The report is with the authority."""
    words = scene.t.gettext("✅ *{title}* was submitted at {time} by {name}. Receipt: {receipt}")
    if event.at > event.due_at:
        words = scene.t.gettext("☑️ *{title}* was submitted late, at {time}, by {name}. Receipt: {receipt}")
    receipt, title = render.words(event.receipt, 1_000), render.line(event.title, 150)
    return scene.message(
        fill(words, title=title, time=scene.day_time(event.at), name=scene.name(entry.actor), receipt=receipt)
    )


def stopped(scene: Scene, event: e.ClockStopped, entry: Entry) -> Message:
    """No report is owed after all."""
    words = scene.t.gettext("⚖️ *{title}* is not owed any more ({name}): {reason}")
    title, reason = render.line(event.title, 150), render.words(event.reason, REMARK)
    return scene.message(fill(words, title=title, name=scene.name(entry.actor), reason=reason))


def direct(scene: Scene, event: object, entry: Entry) -> Message | None:
    """The same for whoever leads and whoever speaks for the incident, with the way to its room."""
    match event:
        case e.ClockStarted():
            message = started(scene, event, entry)
        case e.ClockReminded():
            message = reminded(scene, event, entry)
        case e.ClockMissed():
            message = missed(scene, event, entry)
        case _:
            return None
    about = kit.context(render.join(" · ", [scene.reference, render.line(scene.state.title, 200), scene.room]))
    return Message(text=message.text, blocks=(about, *message.blocks))


def overview(scene: Scene, now: Moment) -> Message:
    """`clock` alone: what is owed, submitted and stopped; and how to start one."""
    clocks = scene.state.clocks
    if not clocks:
        words = scene.t.gettext("No regulator clock runs. `{command} classify` asks whether one must.")
        return scene.message(fill(words, command=scene.command))
    said = fill(scene.t.gettext("⚖️ *Regulator clocks of {reference}*"), reference=scene.state.reference)
    rows: list[kit.Block] = []
    for name, clock in sorted(clocks.items(), key=lambda item: item[1].due_at)[:MOST_QUESTIONS]:
        rows += [kit.section(_standing(scene, name, clock, now)), *_ways(scene, name)]
    return scene.message(said, kit.section(said), *rows)


def _standing(scene: Scene, name: str, clock: RunningClock, now: Moment) -> Markup:
    t = scene.t
    if clock.submitted_at:
        words = t.gettext("✅ {title} (`{name}`): submitted {time}, receipt {receipt}")
        receipt = render.line(clock.receipt, 200)
        return fill(words, title=clock.title, name=name, time=scene.day_time(clock.submitted_at), receipt=receipt)
    if clock.stopped is not None:
        words = t.gettext("➖ {title} (`{name}`): not owed: {reason}")
        return fill(words, title=clock.title, name=name, reason=render.line(clock.stopped, 200))
    return render.join(" ", [clock_line(scene, clock, now), fill("(`{name}`)", name=name)])


def draft(scene: Scene, name: str, clock: RunningClock, fields: tuple[Field, ...]) -> Message:
    """The report as far as the record knows it, its gaps shown in place."""
    t = scene.t
    title = fill(t.gettext("⚖️ *Draft: {title}*"), title=render.line(clock.title, 150))
    left = len(gaps(fields))
    words = t.ngettext("{n} field is not known yet.", "{n} fields are not known yet.", left)
    state = fill(words, n=left) if left else fill(t.gettext("Every field is known."))
    due = fill(t.gettext("Due by {time}."), time=_until(scene, clock.due_at))
    rows = [kit.section(_field(scene, field)) for field in fields]
    known = scene.policy.regulators.clocks.get(name)
    small = [kit.context(render.line(known.note, 300))] if known and known.note else []
    return scene.message(title, kit.section(render.lines(title, render.join(" ", [due, state]))), *rows, *small)


def _field(scene: Scene, field: Field) -> Markup:
    heading = render.bold(scene.t.gettext(FIELD_NAMES[field.name]))
    if field.missing:
        return render.lines(heading, fill(scene.t.gettext("⚠️ not known yet")))
    if field.at:
        return render.lines(heading, scene.day_time(field.at))
    text = state_name(field.state, scene.t) if field.state else field.text
    return render.lines(heading, render.words(text, 1_200))
