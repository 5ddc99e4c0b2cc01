"""Documents for readers outside: customers hear what was published to them, a regulator what was done, by role.

Both are built from what may be told, never by taking away from the whole record: a new kind of entry is in neither
until somebody puts it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from pydantic import ValidationError

from bot.comms.composer import compose_text
from bot.comms.exports import presets
from bot.comms.exports.blocks import Block, Cell, Chronology, Facts, Happening, Report, Section
from bot.comms.exports.nameless import Nameless, nameless
from bot.comms.exports.picture import picture
from bot.comms.exports.wording import Wording
from bot.comms.locale import _
from bot.comms.words import audience_title, mark_emoji, mark_name, milestone_name, severity_name, state_name
from bot.warroom import events as e
from bot.warroom.events import Preset
from bot.warroom.incident import Incident
from bot.warroom.moments import Line, lines
from bot.warroom.policy import Audience
from bot.warroom.review import ReviewDraft
from bot.warroom.timeline import Entry
from bot.warroom.updates import UpdateFacts

PLAIN_MILESTONES = {
    "started": _("The problem began"),
    "detected": _("We noticed it"),
    "workaround": _("A way around the problem was in place"),
    "mitigated": _("The problem was much smaller"),
    "resolved": _("The service worked again"),
    "confirmed": _("It was confirmed that the service works"),
}
DONE = ("action", "workaround", "decision")


def customer(state: Incident, draft: ReviewDraft, entries: Sequence[Entry], wording: Wording) -> Report:
    """What customers were told, and the milestones in plain words."""
    t, blind = wording.t, nameless(wording, state, entries)
    theirs = [each for each in wording.policy.audiences.values() if each.form == "customer"]
    names = {each.name for each in theirs}
    told = [entry for entry in entries if isinstance(entry.event, e.UpdatePublished)]
    updates = _chronology(_updates(told, theirs, blind), t.gettext("Nothing was published to customers."), blind)
    shown = draft.model_copy(
        update={
            "timeline": (),
            "tenures": (),
            "waits": (),
            "deliveries": tuple(each for each in draft.deliveries if each.audience in names),
            "milestones": tuple(each for each in draft.milestones if each.name in PLAIN_MILESTONES),
        }
    )
    milestones = _chronology(_milestones(shown, blind, PLAIN_MILESTONES), t.gettext("None is known yet."), blind)
    what = t.listing(list(state.services)) if state.services else t.gettext("service incident")
    return _report(
        "customer",
        f"{state.reference} · {what}",
        _badges(state, blind, severity=False),
        (
            Section("overview", t.gettext("At a glance"), (_facts(draft, blind), picture(shown, blind))),
            Section("milestones", t.gettext("What happened when"), (milestones,)),
            Section("updates", t.gettext("What we told you"), (updates,)),
        ),
        blind,
        state,
    )


def regulator(state: Incident, draft: ReviewDraft, entries: Sequence[Entry], wording: Wording) -> Report:
    """Milestones, impact, actions by role and updates, without anybody's name."""
    t, blind = wording.t, nameless(wording, state, entries)
    read = lines(entries)
    told = [entry for entry in entries if isinstance(entry.event, e.UpdatePublished)]
    everybody = list(wording.policy.audiences.values())
    shown = draft.model_copy(update={"timeline": tuple(line for line in draft.timeline if _may_show(line))})
    parts: tuple[tuple[str, str, Iterable[Happening], str], ...] = (
        ("milestones", t.gettext("Milestones"), _milestones(draft, blind, {}), t.gettext("None is known yet.")),
        ("impact", t.gettext("Impact"), _impacts(state, read, blind), t.gettext("None is on the record.")),
        ("actions", t.gettext("Actions by role"), _actions(read, blind), t.gettext("None is on the record.")),
        ("updates", t.gettext("Updates"), _updates(told, everybody, blind), t.gettext("None was sent.")),
    )
    overview: tuple[Block, ...] = (_facts(draft, blind), picture(shown, blind))
    sections = tuple(Section(key, title, (_chronology(made, empty, blind),)) for key, title, made, empty in parts)
    return _report(
        "regulator",
        f"{state.reference} · {blind.plain(state.title)}",
        _badges(state, blind, severity=True),
        (Section("overview", t.gettext("At a glance"), overview), *sections),
        blind,
        state,
    )


def _report(
    preset: Preset,
    title: str,
    badges: tuple[Cell, ...],
    sections: tuple[Section, ...],
    wording: Wording,
    state: Incident,
) -> Report:
    t = wording.t
    return Report(
        language=t.language,
        kicker=f"{wording.policy.organisation} · {presets.title(preset, t)}",
        title=title,
        badges=badges,
        notes=(
            presets.left_out(preset, t),
            t.gettext("Times are {zone}.").format(zone=wording.zone(state.declared_at)),
        ),
        sections=sections,
        footer=f"{wording.policy.organisation} · {state.reference}",
    )


def _badges(state: Incident, wording: Wording, *, severity: bool) -> tuple[Cell, ...]:
    t = wording.t
    found = [Cell(severity_name(state.severity, wording.policy), tone="bad", strong=True)] if severity else []
    found += [Cell(state_name(state.state, t))]
    found += [Cell(t.gettext("DRILL"), tone="warn", strong=True)] if state.drill else []
    return tuple(found)


def _facts(draft: ReviewDraft, wording: Wording) -> Facts:
    t, head = wording.t, draft.header
    begun = next((each.at for each in draft.milestones if each.name == "started"), None)
    unknown = Cell(t.gettext("not known"), tone="quiet")
    return Facts(
        (
            (t.gettext("Began"), Cell(wording.stamp(begun)) if begun else unknown),
            (t.gettext("Resolved"), Cell(wording.stamp(head.resolved_at)) if head.resolved_at else unknown),
            (t.gettext("Lasted"), Cell(wording.length(draft.duration), strong=True)),
            (t.gettext("Services"), Cell(", ".join(head.services)) if head.services else unknown),
        )
    )


def _chronology(happenings: Iterable[Happening], empty: str, wording: Wording) -> Chronology:
    t = wording.t
    columns = (t.gettext("Time"), t.gettext("Kind"), t.gettext("Who"), t.gettext("What"))
    ordered = tuple(sorted(happenings, key=lambda each: each.at.timestamp() if each.at else 0.0))
    return Chronology(columns, t.gettext("evidence"), ordered, empty)


def _happening(at: datetime, sign: str, kind: str, who: str, text: str, wording: Wording) -> Happening:
    day = wording.t.day(at, wording.policy.timezone)
    return Happening(day, wording.t.hour(wording.local(at), seconds=True), sign, kind, who, text, 0, at=at)


def _milestones(draft: ReviewDraft, wording: Wording, words: dict[str, str]) -> Iterator[Happening]:
    """The milestones, without who said so."""
    kind = wording.t.gettext("Milestone")
    for each in draft.milestones:
        said = wording.t.gettext(words[each.name]) if each.name in words else milestone_name(each.name, wording.t)
        yield _happening(each.at, "🚩", kind, "", said, wording)


def _may_show(line: Line) -> bool:
    return any(line.is_a(kind) for kind in ("impact", *DONE))


def _impacts(state: Incident, read: Sequence[Line], wording: Wording) -> Iterator[Happening]:
    """What was said about the impact, at the declaration and later."""
    said = [line for line in read if line.is_a("impact") and line.corrected is None]
    first = next((each for each in state.impacts if each.text), None)
    if first and not any(line.text == first.text for line in said):
        yield _mark(state.declared_at, "impact", "", first.text, wording)
    for line in said:
        yield _mark(line.occurred_at, "impact", wording.who(line.actor, line.role), line.text, wording)


def _actions(read: Sequence[Line], wording: Wording) -> Iterator[Happening]:
    """What was done and decided, and the tasks, each with the role."""
    for line in read:
        kind = next((kind for kind in DONE if line.is_a(kind)), None)
        if kind and line.corrected is None:
            yield _mark(line.occurred_at, kind, wording.who(line.actor, line.role), line.text, wording)
        elif isinstance(line.entry.event, e.TaskAdded):
            who = wording.who(line.actor, line.role)
            said = wording.plain(line.entry.event.text)
            yield _happening(line.occurred_at, "☑️", wording.t.gettext("Task"), who, said, wording)


def _mark(at: datetime, kind: str, who: str, text: str, wording: Wording) -> Happening:
    return _happening(at, mark_emoji(kind), mark_name(kind, wording.t), who, wording.plain(text), wording)


def _updates(told: Sequence[Entry], audiences: Sequence[Audience], wording: Nameless) -> Iterator[Happening]:
    """Each update as the audience read it; one text for audiences that read the same."""
    for entry in told:
        event = entry.event
        if isinstance(event, e.UpdatePublished):
            texts: dict[str, list[str]] = {}
            for audience in audiences:
                if audience.name in event.audiences:
                    texts.setdefault(_as_read(event, audience, wording), []).append(audience.name)
            for place, (text, names) in enumerate(texts.items()):
                who = wording.t.listing([audience_title(name, wording.policy) for name in names])
                kind = wording.t.gettext("Update {number}").format(number=event.number)
                at = entry.occurred_at + timedelta(microseconds=place)
                yield _happening(at, "📣", kind, who, text, wording)


def _as_read(event: e.UpdatePublished, audience: Audience, wording: Nameless) -> str:
    """The words that left for this audience; the bare text of an update whose facts were not kept."""
    try:
        return wording.plain(compose_text(UpdateFacts.model_validate(event.facts), audience, wording.policy))
    except ValidationError:
        return wording.plain(event.text)
