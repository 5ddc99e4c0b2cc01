"""Messages about the review: where it stands, started, written, published, due, met about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action
from bot.comms.cards.scene import TITLE, Scene
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.reviews import field_title, progress_words, section_title, stage_words
from bot.warroom import events as e
from bot.warroom.base import Moment, Value
from bot.warroom.review.facts import Gap
from bot.warroom.timeline import Entry

MOST, SHOWN, QUOTE = 12, 1_500, 300


def buttons(scene: Scene) -> list[kit.Element]:
    """What can be done with the review as it stands."""
    t, stage = scene.t, scene.state.reviewing.stage
    write = [
        scene.button(t.gettext("Write…"), Action.REVIEW_EDIT_OPEN),
        scene.button(t.gettext("Fields…"), Action.REVIEW_FIELD_OPEN),
    ]
    if stage == "draft":
        return [*write, scene.button(t.gettext("Start the review"), Action.REVIEW_START)]
    if stage == "in_review":
        return [*write, scene.button(t.gettext("Publish"), Action.REVIEW_PUBLISH, style="primary")]
    return [*write, scene.button(t.gettext("Reopen…"), Action.REVIEW_REOPEN_OPEN)]


def standing(
    scene: Scene, found: Sequence[Gap], due_at: Moment | None, now: Moment, more: Sequence[kit.Block] = ()
) -> list[kit.Block]:
    """The stage, how complete it is, until when, what is missing with whom it waits for; `more` above the buttons."""
    reviewing = scene.state.reviewing
    words = scene.t.gettext("📝 *Review of {reference}* · {stage}")
    title = fill(words, reference=scene.state.reference, stage=stage_words(reviewing, scene.t))
    complete, blocking = sum(gap.complete for gap in found), sum(gap.blocking for gap in found)
    progress = fill("{words}", words=progress_words(complete, len(found), blocking, scene.t))
    missing = sorted((gap for gap in found if not gap.complete), key=lambda gap: not gap.blocking)
    lines = [_missing(scene, gap.field, scene_owed(scene, gap), blocking=gap.blocking) for gap in missing[:MOST]]
    text = render.lines(title, progress, _due(scene, due_at, now), *lines, _more(scene, len(missing) - MOST))
    return [*kit.sections(text), *more, kit.actions(*buttons(scene))]


def scene_owed(scene: Scene, gap: Gap) -> Markup:
    """Whom a field waits for, by when."""
    return scene.owed(gap.person, gap.by)


def _due(scene: Scene, due_at: Moment | None, now: Moment) -> Markup:
    if due_at is None or scene.state.reviewing.edition:
        return Markup("")
    words = scene.t.gettext("⏰ Due since {time}.") if now >= due_at else scene.t.gettext("Due by {time}.")
    return fill(words, time=scene.day_time(due_at))


def _missing(scene: Scene, field: str, owed: Markup, *, blocking: bool) -> Markup:
    sign = "⛔" if blocking else "▫️"
    name = render.escape(field_title(field, scene.policy, scene.t))
    return render.join(" · ", [fill("{sign} {name}", sign=sign, name=name), owed])


def _more(scene: Scene, left: int) -> Markup:
    return fill(scene.t.gettext("… and {n} more"), n=left) if left > 0 else Markup("")


def wanted(scene: Scene, wanting: Iterable[e.Wanting]) -> list[Markup]:
    """The missing fields of an entry, each with whom it waits for."""
    found = tuple(wanting)
    lines = [_missing(scene, it.field, scene.owed(it.person, it.by), blocking=it.blocking) for it in found[:MOST]]
    return [*lines, _more(scene, len(found) - MOST)]


def _progress(scene: Scene, event: e.ReviewStarted | e.ReviewReminded) -> Markup:
    blocking = sum(each.blocking for each in event.wanting)
    return fill("{words}", words=progress_words(event.complete, event.total, blocking, scene.t))


def started(scene: Scene, event: e.ReviewStarted, entry: Entry) -> Message:
    """That it is gone through now, and who fills what."""
    said = fill(scene.t.gettext("📝 {name} started the review of {reference}."), name=scene.name(entry.actor),
                reference=scene.reference)  # fmt: skip
    text = render.lines(said, _progress(scene, event), *wanted(scene, event.wanting))
    return scene.message(said, *kit.sections(text), kit.actions(*buttons(scene)))


def edited(scene: Scene, event: e.ReviewSectionEdited, entry: Entry) -> Message:
    """Who wrote what; after a publication also that another edition has begun."""
    section = section_title(event.section, scene.t)
    words = (
        scene.t.gettext("✍️ {name} brought version {earlier} of *{section}* back, as version {n}.")
        if event.restored
        else scene.t.gettext("✍️ {name} wrote *{section}* of the review, version {n}.")
    )
    said = fill(words, name=scene.name(entry.actor), section=section, n=event.version, earlier=event.restored or 0)
    again = scene.t.gettext("Edition {n} of the review begins: edition {before} stays as it was published. When this "
                            "is done: `{command} review publish`")  # fmt: skip
    next_edition = fill(again, n=event.edition, before=event.edition - 1, command=scene.command)
    text = render.lines(said, render.quoted(render.words(event.text, QUOTE)))
    foot = [kit.context(next_edition)] if event.edition > 1 else []
    return scene.message(said, kit.section(text), *foot)


def published(scene: Scene, event: e.ReviewPublished, entry: Entry) -> Message:
    """That it is done, and where it goes."""
    t = scene.t
    said = fill(t.gettext("📗 {name} published the review of {reference}, edition {n}."), name=scene.name(entry.actor),
                reference=scene.reference, n=event.edition)  # fmt: skip
    files = fill(t.gettext("The files follow here."))
    where = fill(t.gettext("It is shared in {channel} too."), channel=event.shared_in) if event.shared_in else ""
    private = fill(t.gettext("The incident is private: it goes nowhere else.")) if scene.state.private else ""
    edit = scene.button(t.gettext("Reopen…"), Action.REVIEW_REOPEN_OPEN)
    return scene.message(said, kit.section(render.lines(said, files, where, private)), kit.actions(edit))


def reopened(scene: Scene, event: e.ReviewReopened, entry: Entry) -> Message:
    """Why it is changed."""
    words = scene.t.gettext("📝 {name} reopened the review: {reason}")
    said = fill(words, name=scene.name(entry.actor), reason=render.line(event.reason, QUOTE))
    return scene.message(said, kit.section(said), kit.actions(*buttons(scene)))


def reminded(scene: Scene, event: e.ReviewReminded, _entry: Entry) -> Message:
    """That it is due, or overdue, and whom it waits for."""
    said = _reminder(scene, event)
    text = render.lines(said, _progress(scene, event), *wanted(scene, event.wanting))
    return scene.message(said, *kit.sections(text), kit.actions(*buttons(scene)))


def _reminder(scene: Scene, event: e.ReviewReminded) -> Markup:
    words = (
        scene.t.gettext("⏰ The review of {reference} was due on {time} and is not published.")
        if event.overdue
        else scene.t.gettext("⏳ The review of {reference} is due by {time}.")
    )
    return fill(words, reference=scene.reference, time=scene.day_time(event.due_at))


def told(scene: Scene, event: e.ReviewReminded, as_: str) -> Message | None:
    """The same to one person: what waits for them; whoever leads is told of everything. None once it is published."""
    if scene.state.reviewing.edition:
        return None
    user = as_.partition(":")[2]
    leads = any(person.id == user for person in scene.state.holding("mim"))
    mine = [each for each in event.wanting if leads or (each.person and each.person.id == user)]
    said = _reminder(scene, event)
    title = render.bold(render.line(scene.state.title, TITLE))
    asks = fill(scene.t.gettext("It waits for you:")) if mine else fill(scene.t.gettext("It waits to be published."))
    text = render.lines(said, title, asks, *wanted(scene, mine))
    return scene.message(said, *kit.sections(text), kit.actions(*buttons(scene), *scene.room_button()))


def meeting(scene: Scene, event: e.ReviewMeetingSet, entry: Entry) -> Message:
    """When it is talked through; the invitation follows."""
    said = _met(scene, event, entry)
    return scene.message(said)


def _met(scene: Scene, event: e.ReviewMeetingSet, entry: Entry) -> Markup:
    t = scene.t
    words = t.gettext("📅 {name} arranged the review meeting of {reference} for {time} ({length}).")
    if event.sequence:
        words = t.gettext("📅 {name} moved the review meeting of {reference} to {time} ({length}).")
    if event.off:
        words = t.gettext("📅 {name} called the review meeting of {reference} off; it was to be {time}.")
    return fill(words, name=scene.name(entry.actor), reference=scene.reference, time=scene.day_time(event.at),
                length=t.duration(event.length))  # fmt: skip


def invited(scene: Scene, event: object, entry: Entry) -> Message | None:
    """The same to whoever holds a role; None once another date was set."""
    if not isinstance(event, e.ReviewMeetingSet) or not scene.state.reviewing.meeting:
        return None
    if scene.state.reviewing.meeting.sequence != event.sequence:
        return None
    said = _met(scene, event, entry)
    where = fill(scene.t.gettext("The invitation for your calendar lies in the room."))
    return scene.message(said, kit.section(render.lines(said, where)), *_door(scene))


def without_canvas(scene: Scene, event: object, _entry: Entry) -> Message | None:
    """To whoever leads: what is out all the same, and how it would be had."""
    if not isinstance(event, e.ReviewPublished):
        return None
    t = scene.t
    said = fill(t.gettext("📗 The review of {reference} is published as files. This workspace lets me write no canvas, "
                          "so there is none."), reference=scene.reference)  # fmt: skip
    do = fill(t.gettext("👉 Nothing is to be done. If there should be one: the workspace's plan and settings must "
                        "allow canvases, and the app the permission canvases:write. To stop trying: "
                        "`review.canvas: false` in the policy."))  # fmt: skip
    return scene.message(said, kit.section(said), kit.context(do), *_door(scene))


def _door(scene: Scene) -> list[kit.Block]:
    return [kit.actions(*scene.room_button())] if scene.state.room else []


def summary(scene: Scene, event: e.ReviewPublished, impact: str) -> Message:
    """What a channel outside the room is told of a published review."""
    t, state = scene.t, scene.state
    said = fill(t.gettext("📗 The review of {reference} is published: {title}"), reference=scene.state.reference,
                title=render.line(state.title, TITLE))  # fmt: skip
    resolved = state.milestones.get("resolved")
    facts = [scene.severity, fill(t.gettext("declared {time}"), time=scene.day_time(state.declared_at))]
    facts += [fill(t.gettext("resolved {time}"), time=scene.day_time(resolved.at))] if resolved else []
    blocks = [kit.section(render.bold(said)), kit.context(render.join(" · ", facts))]
    parts = [("impact", impact), *((name, state.reviewing.words(name)) for name in ("summary", "factors"))]
    blocks += [
        kit.section(render.lines(render.bold(section_title(name, t)), render.words(text, SHOWN)))
        for name, text in parts
        if text.strip()
    ]
    done = t.gettext("Edition {n} · {complete} of {total} fields complete · the files follow")
    blocks.append(kit.context(fill(done, n=event.edition, complete=event.complete, total=event.total)))
    return scene.message(said, *blocks)


DRAWN: Mapping[type[Value], Callable[[Scene, Any, Entry], Message | None]] = {
    e.ReviewStarted: started,
    e.ReviewSectionEdited: edited,
    e.ReviewPublished: published,
    e.ReviewReopened: reopened,
    e.ReviewReminded: reminded,
    e.ReviewMeetingSet: meeting,
}
