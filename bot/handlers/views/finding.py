"""What was found: as an answer with buttons for the pages, and as the form in which one goes on searching."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, Block, Callback
from bot.comms.cards.scene import Scene
from bot.comms.exports.labels import KINDS
from bot.comms.highlight import highlighted
from bot.comms.locale import Translator, _
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.reviews import field_title, section_title
from bot.comms.words import mark_emoji, mark_name
from bot.warroom.events import MARK_KINDS, ReviewFieldSaid, ReviewSectionEdited
from bot.warroom.ports_search import Hit
from bot.warroom.searching.query import LONGEST, Facet, Query

A_PAGE = 5
TITLE, LINE = 120, 220
KIND_NAMES: Mapping[str, str] = {
    "symptoms": _("Symptoms"),
    "severity_changed": _("Severity"),
    "state_changed": _("State"),
    "resolved": _("Resolved"),
    "reopened": _("Reopened"),
    "cancelled": _("Cancelled"),
    "hypothesis_settled": _("Hypothesis"),
    "objection_raised": _("Objection"),
    "action_reported": _("Action"),
    "update_published": _("Update"),
    "debt_opened": _("Workaround"),
    "debt_changed": _("Workaround"),
    "debt_paid": _("Workaround"),
    "risk_raised": _("Risk"),
    "risk_closed": _("Risk"),
    "task_added": _("Task"),
    "output_raised": _("Output"),
}
FACETS: Mapping[Facet, str] = {
    "service": _("service {value}"),
    "severity": _("severity {value}"),
    "state": _("state {value}"),
    "month": _("declared in {value}"),
    "kind": _("lines of the kind {value}"),
    "drill": _("drills only"),
}
HINT = _(
    "“Quotes” keep words together, `-word` leaves out. "
    "Filters: `service:payments` `sev1` `2026-10` `open` `kind:decision`"
)


@dataclass(frozen=True)
class Results:
    """A page of what was found for what was `typed`. `missing` are words that are nowhere; `unfiltered` is how many
    there would be without the filters.
    """

    typed: str
    query: Query
    hits: Sequence[tuple[Scene, Hit]] = ()
    total: int = 0
    page: int = 0
    missing: Sequence[str] = ()
    unfiltered: int = 0

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(0, (self.total - 1) // A_PAGE)


def page_value(typed: str, page: int) -> str:
    """The value of a button that shows a page."""
    return json.dumps({"q": typed, "page": page}, ensure_ascii=False, separators=(",", ":"))


def page_of(value: str) -> tuple[str, int]:
    """What `page_value` put into a button. Raises ValueError for anything else."""
    try:
        known = json.loads(value)
        return str(known["q"])[:LONGEST], max(0, int(known["page"]))
    except (KeyError, TypeError) as problem:
        raise ValueError(value) from problem


def answer(found: Results, t: Translator) -> Message:
    """What was found, as a message."""
    blocks = result_blocks(found, t)
    text = _count(found, t) if found.total else _nothing(found, t)
    return kit.message(text, blocks, t)


def form(found: Results, t: Translator, private: str) -> kit.Block:
    """The form that searches, with what it found."""
    field = kit.field(
        Block.TEXT,
        t.gettext("Words"),
        kit.text_input(Block.TEXT, initial=found.typed, placeholder=t.gettext("gateway timeout sev1"), longest=LONGEST),
    )
    blocks = [field] if found.query.empty else [field, *result_blocks(found, t)]
    hint = [kit.context(fill(t.gettext(HINT)))] if found.query.empty else []
    title, submit, close = t.gettext("Find incidents"), t.gettext("Search"), t.gettext("Close")
    return kit.modal(Callback.FIND_MODAL, title, [*blocks, *hint], submit=submit, close=close, private=private)


def result_blocks(found: Results, t: Translator) -> list[kit.Block]:
    """How many, one section for each, the pages, how to ask more narrowly."""
    if not found.total:
        return kit.sections(_nothing(found, t))
    rows = [kit.section(_hit(scene, hit, found.query)) for scene, hit in found.hits]
    return [kit.section(_count(found, t)), *rows, *_pages(found, t), kit.context(fill(t.gettext(HINT)))]


def _count(found: Results, t: Translator) -> Markup:
    said = t.ngettext("*{n} incident* found for {words}", "*{n} incidents* found for {words}", found.total)
    where = fill(
        t.gettext("{first} to {last}"),
        first=found.page * A_PAGE + 1,
        last=min((found.page + 1) * A_PAGE, found.total),
    )
    title = fill(said, n=found.total, words=_asked(found))
    return render.join(" · ", [title, where if found.last else "", _filters(found.query, t)])


def _asked(found: Results) -> Markup:
    return Markup(f"`{render.line(found.typed, 150).replace('`', 'ˋ')}`")


def _filters(query: Query, t: Translator) -> Markup:
    said = [t.gettext(FACETS[facet]).format(value=value) for facet, value in query.filters]
    return fill("_{filters}_", filters=", ".join(said)) if said else Markup("")


def _hit(scene: Scene, hit: Hit, query: Query) -> Markup:
    state = scene.state
    marks = [scene.t.gettext("🎓 DRILL")] if state.drill else []
    if state.private:
        marks.append(scene.t.gettext("🔒 PRIVATE"))
    title = highlighted(state.title, query.terms, TITLE)
    day = render.date(state.declared_at, scene.policy.timezone, scene.t, form="{date_short_pretty}")
    room = scene.room if state.room else ""
    return render.lines(
        render.join(" · ", [scene.reference, *marks, title]),
        render.join(" · ", [day, scene.severity, scene.phase, room]),
        _line(scene, hit, query),
    )


def _line(scene: Scene, hit: Hit, query: Query) -> Markup:
    """The line of the record that answers best, with the way to it."""
    if not hit.text:
        return Markup("")
    name = fill("{emoji} {kind}:", emoji=_emoji(hit.kind), kind=_kind(scene, hit))
    link = (
        render.link(hit.entry.evidence, scene.t.gettext("to the message")) if hit.entry and hit.entry.evidence else ""
    )
    said = render.join(" ", [name, highlighted(hit.text, query.terms, LINE)])
    return Markup(f"> {render.join(' · ', [said, link])}")


def _emoji(kind: str) -> str:
    return mark_emoji(kind) if kind in MARK_KINDS else "•"


def _kind(scene: Scene, hit: Hit) -> str:
    t, event = scene.t, hit.entry.event if hit.entry else None
    if isinstance(event, ReviewSectionEdited):
        return t.gettext("Review, {part}").format(part=section_title(event.section, t))
    if isinstance(event, ReviewFieldSaid):
        return t.gettext("Review, {part}").format(part=field_title(event.field, scene.policy, t))
    if hit.kind in MARK_KINDS:
        return mark_name(hit.kind, t)
    known = KIND_NAMES.get(hit.kind) or KINDS.get(hit.kind)
    return t.gettext(known) if known else hit.kind.replace("_", " ").capitalize()


def _pages(found: Results, t: Translator) -> list[kit.Block]:
    back = kit.button(t.gettext("◀ Back"), Action.FIND_BACK, page_value(found.typed, found.page - 1))
    more = kit.button(t.gettext("More ▶"), Action.FIND_MORE, page_value(found.typed, found.page + 1))
    buttons = [*([back] if found.page else []), *([more] if found.page < found.last else [])]
    return [kit.actions(*buttons)] if buttons else []


def _nothing(found: Results, t: Translator) -> Markup:
    """That nothing was found, why, and what to try: which words are nowhere, what the filters leave out."""
    said = fill(t.gettext("I found no incident for {words} that you may see."), words=_asked(found))
    missing = fill(t.gettext("Nowhere: {words}."), words=", ".join(found.missing)) if found.missing else ""
    unfiltered = t.ngettext(
        "Without the filters there is {n}: `/incident find {words}`",
        "Without the filters there are {n}: `/incident find {words}`",
        found.unfiltered,
    )
    less = fill(unfiltered, n=found.unfiltered, words=words_alone(found.query)) if found.unfiltered else ""
    tries = fill(t.gettext(
        "Try fewer words or only their beginning (`pay` finds payments), or the other language. `/incident list` "
        "shows what is open."
    ))  # fmt: skip
    return render.lines(said, render.join(" · ", [missing, _filters(found.query, t)]), less, tries)


def words_alone(query: Query) -> str:
    """The question without its filters, as it can be typed."""
    return " ".join([*(_typed(term.words, begins=term.begins) for term in query.terms),
                     *("-" + _typed(term.words, begins=term.begins) for term in query.without)])  # fmt: skip


def _typed(words: Sequence[str], *, begins: bool) -> str:
    return "-".join(words) if begins else f'"{" ".join(words)}"'


def turned(found: Results, hits: Sequence[tuple[Scene, Hit]], total: int, page: int) -> Results:
    """The same question with these answers."""
    return replace(found, hits=hits, total=total, page=page)
