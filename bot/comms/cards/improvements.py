"""The improvement register in messages: a proposal with its evidence and buttons, lists, reminders, new models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action
from bot.comms.locale import Translator
from bot.comms.message import Message
from bot.comms.progress import KINDS, STATES
from bot.comms.render import Markup, fill
from bot.comms.shipped import policy_in
from bot.comms.trackers.port import Ticket
from bot.warroom.base import Moment
from bot.warroom.improvements.item import Improvement, ModelVersion
from bot.warroom.outputs import OutputKind
from bot.warroom.policy import IncidentModel, Policy

MOST_NAMED, MOST_LISTED, MOST_STEPS = 8, 20, 15
LINE, TEXT = 200, 1_200
SIGNS = {
    "proposed": "💡", "approved": "👍", "refused": "🚫", "in_progress": "🔧", "done": "✅", "verified": "☑️",
    "not_doing": "➖",
}  # fmt: skip
TRACKED: Mapping[str, OutputKind] = {"change": "change"}


@dataclass(frozen=True)
class RegisterWords:
    """The words of one language."""

    t: Translator
    policy: Policy

    def __post_init__(self) -> None:
        object.__setattr__(self, "policy", policy_in(self.policy, self.t.language))

    def kind(self, item: Improvement) -> str:
        """Incident model, change request, improvement."""
        return self.t.gettext(KINDS[item.kind])

    def state(self, item: Improvement) -> str:
        """Proposed, approved…"""
        return self.t.gettext(STATES[item.state])

    def evidence(self, item: Improvement, most: int = MOST_NAMED) -> str:
        """`40 of 50 incidents (MI-1, MI-2 …)`, or nothing."""
        if not item.evidence:
            return ""
        named = ", ".join(f"{self.policy.prefix}-{number}" for number in item.evidence[:most])
        more = " …" if len(item.evidence) > most else ""
        if not item.of:
            return f"{named}{more}"
        words = self.t.ngettext("{n} of {all} incident ({named})", "{n} of {all} incidents ({named})", item.of)
        return words.format(n=len(item.evidence), all=item.of, named=named + more)

    def due(self, item: Improvement) -> str:
        """By when, on the organisation's clock."""
        return self.t.day(item.due_at, self.policy.timezone) if item.due_at else ""


def item_line(item: Improvement, words: RegisterWords) -> Markup:
    """One item in a list."""
    t = words.t
    head = fill("{sign} *{reference}* {title}", sign=SIGNS[item.state], reference=item.reference,
                title=render.line(item.title, LINE))  # fmt: skip
    owner = fill(t.gettext("owner {name}"), name=item.owner.name) if item.owner else t.gettext("nobody owns it")
    due = fill(t.gettext("due {day}"), day=words.due(item)) if item.due_at else ""
    owned = owner if item.state not in {"proposed", "refused"} else ""
    return render.join(" · ", [head, words.kind(item), words.state(item), owned, due, words.evidence(item, 3)])


def item_card(item: Improvement, words: RegisterWords) -> Message:
    """An item as a whole, with the buttons that go with its state."""
    t = words.t
    title = fill(
        t.gettext("{sign} *{reference}: {title}* · {kind} · {state}"), sign=SIGNS[item.state], reference=item.reference,
        title=render.line(item.title, LINE), kind=words.kind(item), state=words.state(item),
    )  # fmt: skip
    body = render.lines(title, *_facts(item, words), *_content(item, words))
    blocks = [*kit.sections(body), *item_buttons(item, words), kit.context(_next(item, words))]
    return kit.message(title, blocks, t)


def _facts(item: Improvement, words: RegisterWords) -> list[Markup]:
    t = words.t
    facts = (
        (t.gettext("*Evidence:* {value}"), words.evidence(item)),
        (t.gettext("*Services:* {value}"), ", ".join(item.services)),
        (t.gettext("*Owner:* {value}"), item.owner.name if item.owner else ""),
        (t.gettext("*Due:* {value}"), words.due(item)),
        (t.gettext("*Raised by:* {value}"), item.raised_by.name if item.raised_by else ""),
        (t.gettext("*Because:* {value}"), item.reason),
    )
    known = [fill(form, value=render.line(value, LINE)) for form, value in facts if value]
    if item.ticket:
        known.append(fill(t.gettext("*Ticket:* {value}"), value=render.link(item.link, item.ticket)))
    return known


def _content(item: Improvement, words: RegisterWords) -> list[Markup]:
    if item.model:
        return model_lines(item.model, words, item.done_in)
    head = words.t.gettext("*What worked:*") if item.kind == "change" and item.pattern else ""
    return [render.lines(fill(head), render.words(item.text, TEXT))] if item.text else []


def model_lines(model: IncidentModel, words: RegisterWords, done_in: Mapping[str, int] | None = None) -> list[Markup]:
    """What a model says: when it fits, and its steps, with how many incidents they come from."""
    t = words.t
    lines = [fill(t.gettext("*Name:* `{name}`, version {version}"), name=model.name, version=model.version)]
    if model.words:
        lines.append(fill(t.gettext("*Offered for:* {words}"), words=render.line(", ".join(model.words), LINE)))
    lines += [fill("• {condition}", condition=render.line(each, LINE)) for each in model.conditions]
    lines.append(fill(t.gettext("*Steps:*")))
    steps = list(model.steps.values())
    lines += [
        _step(n, step.name, (done_in or {}).get(step.name), words) for n, step in enumerate(steps[:MOST_STEPS], 1)
    ]
    if not steps:
        lines.append(fill(t.gettext("none was done often enough: add them with the button")))
    if len(steps) > MOST_STEPS:
        lines.append(fill(t.gettext("… and {n} more"), n=len(steps) - MOST_STEPS))
    return lines


def _step(n: int, name: str, count: int | None, words: RegisterWords) -> Markup:
    line = fill("{n}. {step}", n=n, step=render.line(name, LINE))
    told = words.t.ngettext("done in {n} incident", "done in {n} incidents", count or 0)
    return render.join(" · ", [line, fill(told, n=count)]) if count else line


def item_buttons(item: Improvement, words: RegisterWords) -> list[kit.Block]:
    """What can be done with it as it stands; who may is asked when it is pressed."""
    t, number = words.t, str(item.number)
    if item.state == "proposed":
        return [
            kit.actions(
                kit.button(t.gettext("Approve"), Action.IMPROVEMENT_APPROVE, number, style="primary"),
                kit.button(t.gettext("Change…"), Action.IMPROVEMENT_EDIT_OPEN, number),
                kit.button(t.gettext("Refuse…"), Action.IMPROVEMENT_REFUSE_OPEN, number, style="danger"),
            )
        ]
    if item.state in {"approved", "in_progress"}:
        return [kit.actions(kit.button(t.gettext("It is done"), Action.IMPROVEMENT_DONE, number))]
    if item.state == "done":
        return [kit.actions(kit.button(t.gettext("It helps"), Action.IMPROVEMENT_VERIFY, number))]
    return []


def _next(item: Improvement, words: RegisterWords) -> Markup:
    t = words.t
    forms = {
        "proposed": t.gettext("Approvers of the policy, owners of the services and administrators decide."),
        "approved": t.gettext("Its owner: `/incident improvement {n} start`, `done` or `drop <reason>`"),
        "in_progress": t.gettext("Its owner: `/incident improvement {n} done` or `drop <reason>`"),
        "done": t.gettext("Does it help? `/incident improvement {n} verify`, or `start` if it does not"),
        "not_doing": t.gettext("To take it up after all: `/incident improvement {n} start`"),
    }
    over = t.gettext("The register: `/incident improvement all`")
    return fill(forms.get(item.state, over), n=item.number)


def listing(items: Sequence[Improvement], words: RegisterWords, *, everything: bool) -> Message:
    """The register, what is open or all of it, newest first."""
    t = words.t
    title = fill(t.gettext("*Improvement register*")) if everything else fill(t.gettext("*Open improvements*"))
    shown = sorted(items, key=lambda item: -item.number)[:MOST_LISTED]
    lines = [item_line(item, words) for item in shown] or [fill(t.gettext("There is none."))]
    if len(items) > len(shown):
        lines.append(fill(t.gettext("… and {n} more"), n=len(items) - len(shown)))
    raise_ = t.gettext("To raise one: `/incident improvement <text> owner @user by 30d`. One of them: "
                       "`/incident improvement 7`. All: `/incident improvement all`")  # fmt: skip
    said = render.lines(title, *lines)
    return kit.message(said, [*kit.sections(said), kit.context(fill(raise_))], t)


def reminded(item: Improvement, words: RegisterWords, now: Moment) -> Message:
    """To its owner."""
    t = words.t
    late = item.due_at is not None and item.due_at <= now
    form = t.gettext("⏰ {what} was due on {day}.") if late else t.gettext("📅 {what} is due on {day}.")
    said = fill(form, what=render.bold(f"{item.reference} {item.title[:LINE]}"), day=words.due(item))
    put_off = fill(t.gettext("Another date: `/incident improvement {n} by 14d`. Not doing it: "
                             "`/incident improvement {n} drop <reason>`"), n=item.number)  # fmt: skip
    return kit.message(said, [kit.section(said), *item_buttons(item, words), kit.context(put_off)], t)


def announcement(version: ModelVersion, item: Improvement | None, words: RegisterWords) -> Message:
    """A new version of a model, to those whom it concerns."""
    t, model = words.t, version.model
    form = t.gettext("📋 *{title}* has a new version ({version}), to be used from now on.")
    if version.again is not None:
        form = t.gettext("📋 *{title}*: version {again} is back, as version {version}.")
    title = fill(form, title=render.line(model.title, 80), version=model.version, again=version.again)
    by = fill(t.gettext("Approved by {name}"), name=version.by.name) if version.by else ""
    evidence = fill(t.gettext("from {evidence}"), evidence=words.evidence(item)) if item and item.evidence else ""
    use = fill(
        t.gettext("To use it: `/incident model {name}`. Its versions: `/incident models {name}`"), name=model.name
    )
    body = render.lines(title, *model_lines(model, words)[1:])
    return kit.message(title, [*kit.sections(body), kit.context(render.join(" · ", [by, evidence]) or use, use)], t)


def ticket_of(item: Improvement, words: RegisterWords, label: str) -> Ticket:
    """An approved item as a ticket."""
    t = words.t
    sections = (
        (t.gettext("What is asked for"), "\n".join(filter(None, (item.title, item.text)))),
        (t.gettext("Evidence"), words.evidence(item, 50)),
        (t.gettext("Owner"), item.owner.name if item.owner else ""),
        (t.gettext("Due"), words.due(item)),
    )
    return Ticket(
        label=label, name=f"{item.reference}-{item.kind}", what=TRACKED.get(item.kind, "improvement"),
        summary=f"{words.kind(item)}: {item.title}", sections=tuple(each for each in sections if each[1]),
    )  # fmt: skip
