"""`review`: where it stands, its sections and fields, start, publish, reopen, the meeting; typed and pressed."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards import perishing as cards
from bot.comms.cards.ids import Press
from bot.comms.cards.reviews import standing
from bot.comms.cards.scene import Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.reviews import section_title
from bot.handlers import openers_review as openers
from bot.handlers.acts import act
from bot.handlers.clauses import clauses
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import Line, head
from bot.handlers.visit import Visit
from bot.handlers.vocabulary import nearest
from bot.warroom import commands as c
from bot.warroom import commands_review as cr
from bot.warroom import events as e
from bot.warroom import times
from bot.warroom.errors import EmptyText
from bot.warroom.errors_review import UnknownSection, UnknownVersion
from bot.warroom.incident import Incident
from bot.warroom.operations.engine import Performed
from bot.warroom.review.completeness import READ, due, fields
from bot.warroom.review.draft import rewords
from bot.warroom.review.facts import Gap
from bot.warroom.review.lint import to_reword
from bot.warroom.review.perishing import perishing
from bot.warroom.reviews import SECTIONS, Verdict
from bot.warroom.timeline import Entry

Part = Callable[[Clerk, Visit, Incident, str], Awaitable[None]]
MEETING = "`/incident review meeting tomorrow 10:00`"
OFF = frozenset({"off", "cancel", "called-off", "batal"})
MOST, SHOWN = 20, 300
SAID: Mapping[str, Verdict] = {
    **dict.fromkeys(("confirmed", "confirm", "is", "terkonfirmasi"), "confirmed"),
    **dict.fromkeys(("unknown", "tidak-diketahui"), "unknown"),
    **dict.fromkeys(("n/a", "na", "not-applicable", "not_applicable", "tidak-berlaku"), "not_applicable"),
    **dict.fromkeys(("open", "missing", "record", "buka"), "open"),
}
BECAUSE = re.compile(r"^(?:because|since|karena)\b[\s:,…]*", re.IGNORECASE)


async def review(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident review` makes the draft anew and tells where it stands; the words after it are PARTS."""
    state = await clerk.incident(visit, line.named)
    word, rest = head(line.rest)
    if not word:
        await drafted(clerk, visit, state)
        return
    part = PARTS.get(word.casefold())
    if part is None:
        raise EmptyText(form=" · ".join(f"`/incident review {each}`" for each in FORMS))
    await part(clerk, visit, state, rest)


async def drafted(clerk: Clerk, visit: Visit, state: Incident, _press: Press | None = None) -> None:
    """A fresh draft in the room, and where it stands."""
    found, entries = await gaps_of(clerk, state)

    def told(performed: Performed) -> Message | None:
        if performed.state is None:
            return None
        scene = clerk.scene(performed.state)
        words = scene.t.gettext("Version {n} of the review draft follows in the room of {reference}.")
        said = fill(words, n=scene.state.review, reference=scene.reference)
        return scene.message(said, kit.section(said), *_stands(clerk, scene, found, entries))

    await clerk.perform(visit, state.number, c.DraftReview(), told)


async def shown(clerk: Clerk, visit: Visit, state: Incident, _rest: object = "") -> None:
    """Where it stands, without another draft."""
    found, entries = await gaps_of(clerk, state)
    scene = clerk.scene(state)
    title = fill(scene.t.gettext("Review of {reference}"), reference=state.reference)
    await clerk.tell(visit, scene.message(title, *_stands(clerk, scene, found, entries)))


def _stands(clerk: Clerk, scene: Scene, found: Sequence[Gap], entries: Sequence[Entry]) -> list[kit.Block]:
    """Where it stands, what to ask for before nobody knows it any more, and how much is to be reworded."""
    wordings = to_reword(rewords(scene.state, entries, clerk.policy, clerk.now()))
    more = [*cards.asked(scene, perishing(scene.state.state, found)), *cards.to_reword(scene, wordings)]
    return standing(scene, found, due(scene.state, entries, clerk.policy), clerk.now(), more)


async def gaps_of(clerk: Clerk, state: Incident) -> tuple[tuple[Gap, ...], list[Entry]]:
    """The review's fields as the record stands, and the entries that they were read from."""
    async with clerk.engine.store.reading() as reader:
        entries = await reader.entries(state.number, kinds=READ)
    return fields(state, entries, clerk.policy), entries


async def _start(clerk: Clerk, visit: Visit, state: Incident, _rest: str) -> None:
    await act(clerk, visit, state, cr.StartReview())


async def _publish(clerk: Clerk, visit: Visit, state: Incident, _rest: str) -> None:
    await act(clerk, visit, state, cr.PublishReview())


async def _reopen(clerk: Clerk, visit: Visit, state: Incident, rest: str) -> None:
    if not rest:
        await openers.reopen(clerk, visit, state)
        return
    await act(clerk, visit, state, cr.ReopenReview(reason=await clerk.readable(rest)))


async def _edit(clerk: Clerk, visit: Visit, state: Incident, rest: str) -> None:
    """Without a section the form asks which; without words it opens on the section."""
    word, text = head(rest)
    if not word:
        await openers.pick(clerk, visit, state)
        return
    section = _section(word)
    if not text:
        await openers.edit(clerk, visit, state, section)
        return
    await act(clerk, visit, state, cr.EditSection(section=section, text=await clerk.readable(text)))


def _section(word: str) -> str:
    """The section meant by a word. Raises UnknownSection."""
    wanted = word.casefold().strip(":,.").replace("-", "_")
    if wanted in SECTIONS:
        return wanted
    found = nearest(wanted, SECTIONS, limit=1, cutoff=75)
    if not found:
        raise UnknownSection(section=word, known=SECTIONS)
    return found[0][0]


async def _history(clerk: Clerk, visit: Visit, state: Incident, rest: str) -> None:
    """Every version of a section, the latest first."""
    section = _section(head(rest)[0] or "?")
    versions = await _versions(clerk, state, section)
    scene = clerk.scene(state)
    title = fill(scene.t.gettext("*{section}* in the review of {reference}"), section=section_title(section, scene.t),
                 reference=state.reference)  # fmt: skip
    lines = [_version(scene, *each) for each in reversed(versions)][:MOST]
    none = fill(scene.t.gettext("Nobody has written it yet: `{command} review edit {section}`"), command=scene.command,
                section=section)  # fmt: skip
    back = fill(scene.t.gettext("To bring one back: `{command} review restore {section} <version>`"),
                command=scene.command, section=section)  # fmt: skip
    text = render.lines(title, *(lines or [none]), *([back] if lines else []))
    await clerk.tell(visit, scene.message(title, *kit.sections(text)))


def _version(scene: Scene, entry: Entry, event: e.ReviewSectionEdited) -> Markup:
    words = scene.t.gettext("*{n}* · {name}, {time} ({length} characters): {text}")
    return fill(words, n=event.version, name=scene.name(entry.actor), time=scene.day_time(entry.occurred_at),
                length=len(event.text), text=render.line(event.text, SHOWN))  # fmt: skip


async def _versions(clerk: Clerk, state: Incident, section: str) -> list[tuple[Entry, e.ReviewSectionEdited]]:
    async with clerk.engine.store.reading() as reader:
        entries = await reader.entries(state.number, kinds=frozenset({"review_section_edited"}))
    return [
        (entry, entry.event)
        for entry in entries
        if isinstance(entry.event, e.ReviewSectionEdited) and entry.event.section == section
    ]


async def _restore(clerk: Clerk, visit: Visit, state: Incident, rest: str) -> None:
    """An earlier version as a new one. Raises UnknownSection, UnknownVersion."""
    word, number = head(rest)
    section = _section(word or "?")
    known = {event.version: event.text for _entry, event in await _versions(clerk, state, section)}
    wanted = int(number) if number.isascii() and number.isdecimal() else 0
    if wanted not in known:
        raise UnknownVersion(version=number or "?", section=section)
    await act(clerk, visit, state, cr.EditSection(section=section, text=known[wanted], restored=wanted))


async def _field(clerk: Clerk, visit: Visit, state: Incident, rest: str) -> None:
    """`field started unknown <why>`, `field factors owner @maya by 2d`; without words the form."""
    word, words = head(rest)
    found, _entries = await gaps_of(clerk, state)
    field = _meant(word, found, state) if word else ""
    if not words:
        await openers.field(clerk, visit, state, found, field)
        return
    verdict, text = head(words)
    standing = SAID.get(verdict.casefold().strip(":,."), "")
    told = clauses(words if not standing else text, frozenset({"by", "owner"}))
    owner = await clerk.person(visit, told.owner) if told.owner else None
    due_at = told.by.ahead(clerk.now(), visit.zone) if told.by else None
    said = BECAUSE.sub("", told.text) if standing else ""
    if not standing and told.text:
        raise EmptyText(form=f"`/incident review field {word} confirmed|unknown|n/a|open <words>`")
    command = cr.SayField(field=field, standing=standing, text=await clerk.readable(said), owner=owner, due_at=due_at)
    await act(clerk, visit, state, command)


def _meant(word: str, found: Sequence[Gap], state: Incident) -> str:
    """The field by its name, with or without what it belongs to (`started`, `milestone:started`); else as typed."""
    wanted = word.casefold().strip(",.").replace("-", "_")
    names = {name: gap.field for gap in found for name in (gap.field, gap.field.rpartition(":")[2])}
    close = nearest(wanted, names, limit=1, cutoff=80)
    return names.get(wanted) or (names[close[0][0]] if close else wanted)


async def _meeting(clerk: Clerk, visit: Visit, state: Incident, rest: str) -> None:
    """`meeting tomorrow 10:00`, `meeting off`. Raises BadTime, MeetingInPast, NoMeeting."""
    if not rest:
        raise EmptyText(form=MEETING)
    if rest.casefold() in OFF:
        await act(clerk, visit, state, cr.CallOffMeeting())
        return
    await act(clerk, visit, state, cr.SetMeeting(moment=times.ahead(rest, clerk.now(), visit.zone)))


async def pressed_start(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    """The button that starts it."""
    await _start(clerk, visit, state, "")


async def pressed_publish(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    """The button that publishes it."""
    await _publish(clerk, visit, state, "")


PARTS: Mapping[str, Part] = {
    **dict.fromkeys(("status", "show", "lihat"), shown),
    **dict.fromkeys(("start", "begin", "mulai"), _start),
    **dict.fromkeys(("edit", "write", "tulis", "ubah"), _edit),
    **dict.fromkeys(("history", "versions", "riwayat"), _history),
    **dict.fromkeys(("restore", "pulihkan"), _restore),
    **dict.fromkeys(("field", "fields", "isian"), _field),
    **dict.fromkeys(("publish", "terbitkan"), _publish),
    **dict.fromkeys(("reopen", "buka-lagi"), _reopen),
    **dict.fromkeys(("meeting", "meet", "rapat"), _meeting),
}
"""What may follow `review`. Another story adds its own line here."""
FORMS = ("status", "start", "edit <section> <text>", "history <section>", "restore <section> <version>",
         "field <field> unknown <why>", "publish", "reopen <reason>", "meeting tomorrow 10:00")  # fmt: skip
