"""Messages about promised updates: the draft, what was sent, what was put off, missed, or asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.cards.scene import REMARK, Scene
from bot.comms.cards.waiting import at_once, waiting_lines
from bot.comms.composer import compose_slack
from bot.comms.findings import finding_lines
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.warroom import events as e
from bot.warroom.base import Moment
from bot.warroom.policy import Audience
from bot.warroom.timeline import Entry
from bot.warroom.updates import UpdateFacts, facts, next_due, prepared_words, said_last, unread
from bot.warroom.wording import check

SNOOZE_MINUTES, MOST_ASKING = 10, 5


def drafted(scene: Scene, event: e.UpdateDrafted, entry: Entry, moments: Sequence[Entry] | None) -> Message:
    """An update is due soon; here is the draft, and what happens if nobody does anything."""
    soon = fill(
        scene.t.gettext("📝 The update for {audiences} is due at {time}."),
        audiences=scene.audiences(event.audiences),
        time=scene.near(event.due_at),
    )
    preview = _draft(scene, event, entry.recorded_at, moments)
    waiting = any(name in scene.state.promises for name in event.audiences)
    rows = [kit.actions(*_draft_buttons(scene, event.audiences))] if waiting else []
    notes = render.lines(*_obstacles(scene, event, entry.recorded_at, moments))
    judged = kit.sections(notes) if notes else []
    happens = kit.context(*_what_happens(scene, moments))
    return scene.message(soon, kit.section(soon), *preview, *judged, happens, *rows)


def _obstacles(scene: Scene, event: e.UpdateDrafted, at: Moment, moments: Sequence[Entry] | None) -> Iterator[Markup]:
    """Who would get only a holding statement if it were sent by itself, and why; what the linter points out."""
    for audience in (scene.policy.audiences[name] for name in event.audiences if name in scene.policy.audiences):
        said = _told(scene, audience, event, at, moments)
        checked = check(said, audience, scene.state, scene.policy.timezone)
        if audience.approval.by:
            words = scene.t.gettext("🖋 {audience} needs approval: sent by itself, it is only a holding statement.")
            yield fill(words, audience=scene.audience(audience.name))
        elif checked.blocks:
            words = scene.t.gettext("✋ {audience}: sent by itself, it is only a holding statement, because of:")
            yield fill(words, audience=scene.audience(audience.name))
        yield from finding_lines((*checked.blocks, *checked.warnings), scene.policy, scene.t)


def _told(
    scene: Scene, audience: Audience, event: e.UpdateDrafted, at: Moment, moments: Sequence[Entry] | None
) -> UpdateFacts:
    """The next update is promised as from the time when this one is due."""
    due = {audience.name: next_due(audience, scene.state, event.due_at, scene.policy)}
    state, name = scene.state, audience.name
    fresh = unread(state, name, moments or ())
    told = facts(state, fresh, at, due, text=said_last(state, name), prepared=prepared_words(state, scene.policy))
    return told.model_copy(update={"first": name not in state.told_at})


def _draft(scene: Scene, event: e.UpdateDrafted, at: Moment, moments: Sequence[Entry] | None) -> list[kit.Block]:
    """The draft as the first of the audiences would read it.

    Without the key moments since the last update it must not claim that there were none, so it is told like a
    first one, which makes no such claim.
    """
    audience = next((scene.policy.audiences[name] for name in event.audiences if name in scene.policy.audiences), None)
    if audience is None:
        return []
    told = _told(scene, audience, event, at, moments)
    shown = told if moments is not None else told.model_copy(update={"first": True})
    return quoted_update(scene, shown, audience)


def quoted_update(scene: Scene, told: UpdateFacts, audience: Audience) -> list[kit.Block]:
    """An update as an audience reads it, quoted."""
    composed = compose_slack(told, audience, scene.policy)
    text = render.lines(render.bold(composed.headline), composed.body, composed.foot)
    return kit.sections(render.quoted(Markup(render.cut(text, 2 * REMARK))))


def asked_for(scene: Scene) -> Markup:
    """Who has asked for an update since the last one; nothing when nobody has."""
    times = len(scene.state.update_requests)
    if not times:
        return Markup("")
    people = tuple(dict.fromkeys(scene.state.update_requests))
    words = scene.t.ngettext(
        "🙋 {n} request for an update since the last one: {names}",
        "🙋 {n} requests for an update since the last one: {names}",
        times,
    )
    more = len(people) - MOST_ASKING
    rest = scene.t.gettext("and {n} more").format(n=more) if more > 0 else ""
    return fill(words, n=times, names=render.join(", ", [scene.names(people[:MOST_ASKING]), rest]))


def _draft_buttons(scene: Scene, audiences: tuple[str, ...]) -> list[kit.Element]:
    t, which = scene.t, value(scene.state.number, audiences=audiences)
    snooze = t.gettext("Snooze {n} min").format(n=SNOOZE_MINUTES)
    return [
        kit.button(t.gettext("Publish now"), Action.UPDATE_PUBLISH, which, style="primary"),
        kit.button(t.gettext("Edit…"), Action.UPDATE_OPEN, which),
        kit.button(snooze, Action.UPDATE_SNOOZE, which),
    ]


def _what_happens(scene: Scene, moments: Sequence[Entry] | None) -> list[Markup]:
    t = scene.t
    by_itself = fill(t.gettext("If nobody does anything, it is sent by itself when it is due."))
    added = fill(t.gettext("Key moments since the last update are added when it is sent."))
    lines = (by_itself, added if moments is None else Markup(""), asked_for(scene))
    return [line for line in lines if line]


def published(scene: Scene, event: e.UpdatePublished, entry: Entry) -> Message:
    """What goes out, to whom, for whom it waits, and by whom. Whether it arrived is told by its deliveries."""
    sent = _heading(scene, event)
    known = [scene.policy.audiences[name] for name in event.audiences if name in scene.policy.audiences]
    shown = quoted_update(scene, UpdateFacts.model_validate(event.facts), known[0]) if known else []
    if scene.state.drill and not any(each.drill_channels for each in known):
        sent = fill(scene.t.gettext("📣 Update {n} would go to {audiences}."), n=event.number,
                    audiences=scene.audiences(event.audiences))  # fmt: skip
        shown.append(kit.context(fill(scene.t.gettext("A drill: nobody outside this room is told."))))
    which = value(scene.state.number, task=event.number)
    row = kit.actions(kit.button(scene.t.gettext("Correct…"), Action.UPDATE_CORRECT_OPEN, which))
    return scene.message(sent, kit.section(sent), *shown, kit.context(*_how(scene, event, entry)), row)


def _heading(scene: Scene, event: e.UpdatePublished) -> Markup:
    now, later = at_once(event), waiting_lines(scene, event)
    if later and not now:
        return render.lines(fill(scene.t.gettext("📣 Update {n} is written."), n=event.number), later)
    words = scene.t.gettext("📣 Update {n} goes to {audiences}.")
    return render.lines(fill(words, n=event.number, audiences=scene.audiences(now)), later)


def _how(scene: Scene, event: e.UpdatePublished, entry: Entry) -> list[Markup]:
    """By whom it was sent and approved, and what the linter had to say."""
    t = scene.t
    by = fill(t.gettext("By {name}"), name=scene.name(entry.actor))
    notes = [fill(t.gettext("Sent by itself, because it was due.")) if event.automatic else by]
    if event.approved_by:
        notes.append(fill(t.gettext("Approved by {name}"), name=scene.name(event.approved_by)))
    if event.corrects is not None:
        notes.append(fill(t.gettext("It corrects update {n}."), n=event.corrects))
    if event.holding:
        notes.append(fill(t.gettext("A holding statement: the words of the record must not go there as they stand.")))
    if event.overridden:
        reason = render.line(event.overridden, 300)
        notes.append(fill(t.gettext("Sent past the linter because: {reason}"), reason=reason))
    if event.found:
        lines = finding_lines(event.found, scene.policy, t)
        notes.append(render.lines(fill(t.gettext("⚠️ The linter says:")), *lines))
    return notes


def missed(scene: Scene, event: e.PromiseMissed, _entry: Entry) -> Message | None:
    """A promise passed unsent. Nothing once the audience has been told: the update itself then stands in the room."""
    standing = scene.state.promises.get(event.audience)
    if standing is None or standing.due_at != event.due_at:
        return None
    late = fill(
        scene.t.gettext("⏰ The update for {audience} was promised by {time} and has not been sent."),
        audience=scene.audience(event.audience),
        time=scene.time(event.due_at),
    )
    return scene.message(late, kit.section(late), update_button(scene, (event.audience,)))


def update_button(scene: Scene, audiences: tuple[str, ...] = ()) -> kit.Block:
    """The button that opens the form for an update."""
    which = value(scene.state.number, audiences=audiences)
    return kit.actions(kit.button(scene.t.gettext("Write the update"), Action.UPDATE_OPEN, which, style="primary"))


def escalated(scene: Scene, event: e.PromiseEscalated, _entry: Entry) -> Message:
    """Somebody was told that an update is overdue."""
    told = fill(
        scene.t.gettext("⏰ The update for {audience} is overdue since {time}; {name} has been told."),
        audience=scene.audience(event.audience),
        time=scene.time(event.due_at),
        name=scene.name(event.told),
    )
    return scene.message(told, kit.section(told), update_button(scene, (event.audience,)))


def requested(scene: Scene, event: e.UpdateRequested, _entry: Entry) -> Message:
    """A stakeholder would like to hear something."""
    asks = fill(scene.t.gettext("🙋 {name} asks for an update."), name=scene.name(event.person))
    return scene.message(asks, kit.section(render.lines(asks, _question(event))), update_button(scene))


def request_told(scene: Scene, event: e.UpdateRequested, where: kit.Block) -> Message:
    """The same for whoever tells the audiences, by direct message."""
    asks = fill(
        scene.t.gettext("🙋 {reference}: {name} asks for an update."),
        reference=scene.reference,
        name=scene.name(event.person),
    )
    counted = fill(scene.t.gettext("Further requests are counted on the room's card until the next update."))
    return scene.message(
        asks,
        kit.section(render.lines(asks, _question(event))),
        where,
        kit.context(counted),
        {**update_button(scene), "elements": [*update_button(scene)["elements"], *scene.room_button()]},
    )


def _question(event: e.UpdateRequested) -> Markup:
    return render.quoted(render.words(event.text, REMARK)) if event.text.strip() else Markup("")


def snoozed(scene: Scene, event: e.UpdateSnoozed, entry: Entry) -> Message:
    """The automatic update waits; the promise does not."""
    put_off = fill(
        scene.t.gettext("💤 The automatic update for {audience} waits until {until}. It stays promised by {due}."),
        audience=scene.audience(event.audience),
        until=scene.time(event.until),
        due=scene.time(event.due_at),
    )
    by = fill(scene.t.gettext("By {name}"), name=scene.name(entry.actor))
    reason = render.line(event.reason, 300) if event.reason.strip() else ""
    return scene.message(put_off, kit.section(put_off), kit.context(render.join(": ", [by, reason])))
