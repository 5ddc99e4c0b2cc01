"""The form to declare an incident. Impact and urgency give the severity by the policy's matrix, or one is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.locale import Translator, _
from bot.comms.render import Markup, fill
from bot.handlers.views.asking import help_button, questions
from bot.handlers.views.majors import impact_level, unsure_field
from bot.handlers.views.parts import (
    AGAIN,
    Filled,
    Origin,
    chosen,
    close_label,
    moment_picker,
    remembered,
    severity_options,
)
from bot.warroom import commands as c
from bot.warroom.base import Moment, Person
from bot.warroom.criteria import Facts, borderline, evaluate
from bot.warroom.declaring import TITLE_LIMIT
from bot.warroom.modelling import fitting
from bot.warroom.policy import Level, Policy

IMPACTS: Mapping[Level, str] = {
    "high": _("High: many users, or money, data or safety"),
    "medium": _("Medium: some users, or one function"),
    "low": _("Low: few users"),
}
URGENCIES: Mapping[Level, str] = {
    "high": _("High: gets worse by the minute"),
    "medium": _("Medium: can wait an hour"),
    "low": _("Low: can wait until tomorrow"),
}
LONG = 2_000


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form is filled with when it opens."""

    title: str = ""
    severity: str | None = None
    impact_level: str | None = None
    urgency_level: str | None = None
    impact: str = ""
    symptoms: str = ""
    services: tuple[str, ...] = ()
    started_at: Moment | None = None
    private: bool = False
    users_share: int | None = None
    impact_kinds: tuple[str, ...] = ()
    unsure: bool = False
    model: str = ""

    @property
    def answered(self) -> tuple[int | None, tuple[str, ...], str | None]:
        """What was said to the plain questions."""
        return self.users_share, self.impact_kinds, self.urgency_level


def declare_form(
    t: Translator, policy: Policy, draft: Draft, origin: Origin, similar: Sequence[kit.Block] = ()
) -> kit.Block:
    """The form; with `similar` on top it asks whether to declare although something like it is open."""
    ending = AGAIN if similar else ""
    draft = draft if draft.model else replace(draft, model=origin.model)
    asked = questions(t, policy, draft.answered, ending) if origin.helping else _matrix(t, draft, ending)
    fields = [*_what(t, policy, draft, ending), *asked, *_model(t, policy, draft, ending)]
    fields += _more(t, policy, draft, ending)
    return kit.modal(
        Callback.DECLARE_MODAL,
        t.gettext("Declare a drill") if origin.drill else t.gettext("Declare incident"),
        [*similar, *fields],
        submit=t.gettext("Declare anyway") if similar else t.gettext("Declare"),
        close=close_label(t),
        private=remembered(origin.model_copy(update={"anyway": bool(similar)})),
    )


def _what(t: Translator, policy: Policy, draft: Draft, ending: str) -> list[kit.Block]:
    severities = severity_options(policy)
    hint = t.gettext("Not sure? Press “Help me choose”, or let impact and urgency decide, below.")
    return [
        kit.field(
            Block.TITLE + ending,
            t.gettext("What is broken?"),
            kit.text_input(
                Block.TITLE, initial=draft.title, placeholder=t.gettext("Checkout is down"), longest=TITLE_LIMIT
            ),
        ),
        kit.field(
            Block.SEVERITY + ending,
            t.gettext("Severity"),
            kit.static_select(Block.SEVERITY, severities, initial=chosen(severities, draft.severity)),
            hint=hint,
            optional=True,
        ),
    ]


def _matrix(t: Translator, draft: Draft, ending: str) -> list[kit.Block]:
    """Impact and urgency for those who know them, and a way to plain questions for those who do not."""
    impact, urgency = t.gettext("How big is the impact?"), t.gettext("How urgent is it?")
    return [
        help_button(t, ending),
        _level(Block.IMPACT_LEVEL, ending, impact, _levels(IMPACTS, t), draft.impact_level),
        _level(Block.URGENCY_LEVEL, ending, urgency, _levels(URGENCIES, t), draft.urgency_level),
    ]


def _model(t: Translator, policy: Policy, draft: Draft, ending: str) -> list[kit.Block]:
    """The proven ways that the policy knows; which of them fit the words so far is said below."""
    options = [kit.option(render.clip(each.title, kit.OPTION), name) for name, each in policy.models.items()]
    if not options:
        return []
    fits = fitting(f"{draft.title} {draft.symptoms}", draft.services, policy)
    titles = ", ".join(policy.models[name].title for name in fits)
    hint = t.gettext("Fits what you wrote: {models}").format(models=titles) if fits else ""
    menu = kit.static_select(Block.MODEL, options[: kit.OPTIONS], initial=chosen(options, draft.model))
    label = t.gettext("Handle it by a proven model?")
    return [kit.field(Block.MODEL + ending, label, menu, hint=render.clip(hint, kit.LABEL), optional=True)]


def _levels(names: Mapping[Level, str], t: Translator) -> list[kit.Element]:
    return [kit.option(t.gettext(label), level) for level, label in names.items()]


def _level(block: Block, ending: str, label: str, options: list[kit.Element], initial: str | None) -> kit.Block:
    menu = kit.static_select(block, options, initial=chosen(options, initial))
    return kit.field(block + ending, label, menu, optional=True)


def _more(t: Translator, policy: Policy, draft: Draft, ending: str) -> list[kit.Block]:
    return [
        _long(Block.IMPACT, ending, t.gettext("Who is affected, and how?"), draft.impact),
        *_services(t, policy, draft, ending),
        _long(Block.SYMPTOMS, ending, t.gettext("What do you see?"), draft.symptoms),
        kit.field(
            Block.STARTED_AT + ending,
            t.gettext("When did it begin?"),
            moment_picker(Block.STARTED_AT, draft.started_at),
            optional=True,
        ),
        unsure_field(t, policy, unsure=draft.unsure, ending=ending),
        _private(t, draft, ending),
    ]


def _long(block: Block, ending: str, label: str, initial: str) -> kit.Block:
    return kit.field(
        block + ending, label, kit.text_input(block, initial=initial, multiline=True, longest=LONG), optional=True
    )


def _services(t: Translator, policy: Policy, draft: Draft, ending: str) -> list[kit.Block]:
    options = [kit.option(render.clip(each.name, kit.OPTION), name) for name, each in policy.services.items()]
    options = [option for option in options if len(option["value"]) <= 150][: kit.OPTIONS]
    if not options:
        return []
    initial = [option for option in options if option["value"] in draft.services]
    menu = kit.multi_static_select(Block.SERVICES, options, initial=initial)
    return [kit.field(Block.SERVICES + ending, t.gettext("Which services?"), menu, optional=True)]


def _private(t: Translator, draft: Draft, ending: str) -> kit.Block:
    option = kit.option(
        t.gettext("Private"), "private", description=t.gettext("Only the people in the room may know of it")
    )
    boxes = kit.checkboxes(Block.PRIVATE, [option], initial=[option] if draft.private else [])
    return kit.field(Block.PRIVATE + ending, t.gettext("Who may know?"), boxes, optional=True)


def similar_blocks(t: Translator, reference: str, title: str, room: Markup) -> list[kit.Block]:
    """What stands above the form when something like it is open."""
    words = t.gettext(
        "*{reference}* “{title}” is open and looks like the same thing: {room}. Join it, or declare anyway."
    )
    return [kit.section(fill(words, reference=reference, title=render.line(title, 200), room=room)), kit.divider()]


def draft_of(filled: Filled) -> Draft:
    """What was filled in."""
    return Draft(
        title=filled.text(Block.TITLE),
        severity=filled.choice(Block.SEVERITY),
        impact_level=filled.choice(Block.IMPACT_LEVEL),
        urgency_level=filled.choice(Block.URGENCY_LEVEL),
        impact=filled.text(Block.IMPACT),
        symptoms=filled.text(Block.SYMPTOMS),
        services=filled.choices(Block.SERVICES),
        started_at=filled.moment(Block.STARTED_AT),
        private="private" in filled.choices(Block.PRIVATE),
        users_share=int(filled.choice(Block.USERS_SHARE) or 0) or None,
        impact_kinds=filled.choices(Block.IMPACT_KINDS),
        unsure="unsure" in filled.choices(Block.UNSURE),
        model=filled.choice(Block.MODEL) or "",
    )


def severity_of(draft: Draft, policy: Policy) -> str | None:
    """The severity named, or what the matrix says of impact and urgency; None when neither is complete.

    Without a level of impact the plain questions give it. Somebody who is not sure need not know any of it.
    """
    if draft.severity:
        return draft.severity
    named = next((level for level in get_args(Level) if level == draft.impact_level), None)
    impact = named or impact_level(draft.users_share, draft.impact_kinds)
    urgency = next((level for level in get_args(Level) if level == draft.urgency_level), None)
    if impact and urgency:
        return policy.matrix.get(impact, {}).get(urgency)
    by_model = policy.models[draft.model].severity if draft.model in policy.models else ""
    assumed = policy.assumed_severity if draft.unsure else None
    return by_model if by_model in policy.severities else assumed


def judged(draft: Draft, policy: Policy, now: Moment) -> Draft:
    """Where neither severity nor matrix tells, the criteria do: met, it is major; close to one, somebody judges."""
    if severity_of(draft, policy):
        return draft
    facts = Facts(
        users_share=draft.users_share,
        started_at=draft.started_at,
        services=draft.services,
        impact_kinds=draft.impact_kinds,
    )
    if evaluate(facts, policy.criteria, now):
        return replace(draft, severity=policy.assumed_severity)
    return replace(draft, unsure=borderline(facts, policy.criteria, now))


def declaration_of(draft: Draft, severity: str, origin: Origin, mim: Person | None) -> c.DeclareIncident:
    """The command that the form asks for."""
    return c.DeclareIncident(
        title=draft.title,
        severity=severity,
        private=draft.private,
        drill=origin.drill,
        impact=draft.impact,
        symptoms=draft.symptoms,
        services=draft.services,
        impact_level=draft.impact_level or impact_level(draft.users_share, draft.impact_kinds),
        urgency_level=draft.urgency_level,
        started_at=draft.started_at,
        mim=mim,
        anyway=origin.anyway,
        model=draft.model or origin.model,
        candidate=draft.unsure,
        users_share=draft.users_share,
        impact_kinds=draft.impact_kinds,
    )
