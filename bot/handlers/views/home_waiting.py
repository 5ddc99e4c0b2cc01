"""What else the Home tab says: what waits for a decision, what is overdue, what regulators and debts ask, reviews.

Every list is short and of what the person may see; `home.py` gives it the incidents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.clocks import clock_line
from bot.comms.cards.debts import debt_line, open_debts
from bot.comms.cards.drafts import approval_row
from bot.comms.cards.follow_up import action_line, unfinished
from bot.comms.cards.follow_up import buttons as action_buttons
from bot.comms.cards.ids import AS_SLACK, Action, value
from bot.comms.cards.majors import verdict_buttons
from bot.comms.cards.resources import resource_words, verdict_row
from bot.comms.cards.scene import Scene
from bot.comms.locale import LANGUAGES, Translator
from bot.comms.render import Markup, fill
from bot.comms.reviews import stage_words
from bot.warroom.base import Moment, Person
from bot.warroom.follow_up import verifier
from bot.warroom.incident import Task
from bot.warroom.reviews import review_due

MOST_CANDIDATES, MOST_APPROVALS, MOST_OVERDUE, MOST_CLOCKS, MOST_DEBTS, MOST_REVIEWS = 3, 5, 5, 5, 5, 5


def approvals(scenes: Sequence[Scene], user: str, t: Translator) -> list[kit.Block]:
    """What this person was asked to approve, with the buttons that answer: updates first, their time runs."""
    asked = [*_updates(scenes, user, t), *_resources(scenes, user, t)]
    rows = [block for text, buttons in asked[:MOST_APPROVALS] for block in (kit.section(text), *buttons)]
    rest = more(len(asked) - MOST_APPROVALS, t)
    return [kit.section(fill(t.gettext("*Waits for your approval*"))), *rows, *rest] if rows else []


def more(left: int, t: Translator) -> list[kit.Block]:
    """How many there are that are not shown: what somebody owes must not be out of sight unsaid."""
    return [kit.context(fill(t.gettext("… and {n} more"), n=left))] if left > 0 else []


def candidates(scenes: Sequence[Scene], user: str, t: Translator) -> list[kit.Block]:
    """What this person was asked to judge, with the buttons that answer; their time runs."""
    mine = [each for each in scenes if each.state.state == "candidate" and _judges(each.state.judge, user)]
    rows = [block for scene in mine[:MOST_CANDIDATES] for block in (kit.section(_asked(scene)),
                                                                    kit.actions(*verdict_buttons(scene)))]  # fmt: skip
    rest = more(len(mine) - MOST_CANDIDATES, t)
    return [kit.section(fill(t.gettext("*Is it a major incident?*"))), *rows, *rest] if rows else []


def _asked(scene: Scene) -> Markup:
    until = scene.state.declared_at + scene.policy.criteria.decide_within
    return fill(scene.t.gettext("❔ {reference} {title} · {name} asks · undecided by {time} it is major"),
                reference=scene.named, title=render.line(scene.state.title, 80),
                name=scene.name(scene.state.reporter), time=scene.near(until))  # fmt: skip


def _judges(judge: Person | None, user: str) -> bool:
    return judge is not None and judge.id == user


def _updates(scenes: Sequence[Scene], user: str, t: Translator) -> Iterator[tuple[Markup, list[kit.Block]]]:
    for scene in scenes:
        for each in scene.state.waiting_updates:
            if each.verdict == "pending" and each.awaits == "approval" and _among(each.approvers, user):
                said = fill(
                    t.gettext("🖋 {reference} *{ref}* for {audience} · {name} asks"),
                    reference=scene.named, ref=each.reference, audience=scene.audience(each.audience),
                    name=scene.name(each.by),
                )  # fmt: skip
                yield render.lines(said, render.line(each.text, 300)), approval_row(scene, each.number)


def _resources(scenes: Sequence[Scene], user: str, t: Translator) -> Iterator[tuple[Markup, list[kit.Block]]]:
    for scene in scenes:
        for each in scene.state.resources:
            if each.verdict == "pending" and _among(each.approvers, user):
                said = fill(
                    t.gettext("💰 {reference} *{ref}* {what} · {name} asks"),
                    reference=scene.named, ref=each.reference, what=resource_words(each, scene.t),
                    name=scene.name(each.asked_by),
                )  # fmt: skip
                yield said, verdict_row(scene, each.number)


def _among(people: Sequence[Person], user: str) -> bool:
    return any(person.id == user for person in people)


def overdue(scenes: Sequence[Scene], now: Moment, t: Translator) -> list[kit.Block]:
    """Updates that were promised and not sent, the longest overdue first."""
    late = sorted(
        ((due, scene) for scene in scenes if (due := scene.state.next_due) is not None and due < now),
        key=lambda pair: pair[0],
    )
    rows = [
        kit.section(
            fill(t.gettext("⏰ {reference} {title}: since {time}"), reference=scene.named,
                 title=render.line(scene.state.title, 80), time=scene.near(due)),
            accessory=kit.button(t.gettext("Write the update"), Action.UPDATE_OPEN, value(scene.state.number)),
        )
        for due, scene in late[:MOST_OVERDUE]
    ]  # fmt: skip
    rest = more(len(late) - MOST_OVERDUE, t)
    return [kit.section(fill(t.gettext("*Overdue updates*"))), *rows, *rest] if rows else []


def clocks(scenes: Sequence[Scene], now: Moment, t: Translator) -> list[kit.Block]:
    """The regulator clocks that run, the nearest first."""
    running = sorted(
        (
            (clock.due_at, scene, name, clock)
            for scene in scenes
            for name, clock in scene.state.clocks.items()
            if clock.runs
        ),
        key=lambda found: found[0],
    )
    rows = [
        kit.section(
            render.join(" · ", [scene.named, clock_line(scene, clock, now)]),
            accessory=kit.button(
                t.gettext("Show the draft"), Action.CLOCK_DRAFT, value(scene.state.number, name=name)
            ),
        )
        for _due, scene, name, clock in running[:MOST_CLOCKS]
    ]  # fmt: skip
    rest = more(len(running) - MOST_CLOCKS, t)
    return [kit.section(fill(t.gettext("*Regulators*"))), *rows, *rest] if rows else []


def debts(scenes: Sequence[Scene], user: str, now: Moment, t: Translator) -> list[kit.Block]:
    """Workarounds that this person owes a replacement for; and how many wait in all."""
    every = open_debts(scenes)
    mine = [(scene, item) for scene, item in every if item.owner and item.owner.id == user][:MOST_DEBTS]
    rows = [
        kit.section(
            debt_line(scene, item, now),
            accessory=kit.button(
                t.gettext("Replaced…"), Action.DEBT_PAY_OPEN, value(scene.state.number, task=item.number)
            ),
        )
        for scene, item in mine
    ]
    if not every:
        return []
    words = t.ngettext(
        "*Workarounds to replace* · {n} in all: `/incident debt`",
        "*Workarounds to replace* · {n} in all: `/incident debt`",
        len(every),
    )
    return [kit.section(fill(words, n=len(every))), *rows]


def actions(scenes: Sequence[Scene], user: str, now: Moment, t: Translator) -> list[kit.Block]:
    """What this person still owes of incidents that are over, and what waits for them to verify."""
    every = unfinished(scenes, now)
    mine = [(scene, task) for scene, task in every if _asks(scene, task, user)][:MOST_DEBTS]
    rows = [
        kit.section(action_line(scene, task, now), accessory=next(iter(action_buttons(scene, task, now)), None))
        for scene, task in mine
    ]
    if not rows:
        return []
    words = t.ngettext(
        "*My actions* · {n} in all: `/incident actions`", "*My actions* · {n} in all: `/incident actions`", len(every)
    )
    return [kit.section(fill(words, n=len(every))), *rows]


def _asks(scene: Scene, task: Task, user: str) -> bool:
    """Its owner while it is open; once it is done, whoever is asked to verify it."""
    if task.done:
        asked = verifier(scene.state, task.done_by)
        return asked is not None and asked.id == user
    return task.owner is not None and task.owner.id == user


def reviews_due(scenes: Sequence[Scene], user: str, now: Moment, t: Translator) -> list[kit.Block]:
    """Reviews that wait for this person: whoever leads, and whom a field was given to; the longest due first."""
    owed = [(due_at, scene) for scene in scenes if (due_at := _review_due(scene)) and _owes_review(scene, user)]
    rows = [_owed_review(scene, due_at, now) for due_at, scene in sorted(owed, key=lambda pair: pair[0])[:MOST_REVIEWS]]
    rest = more(len(owed) - MOST_REVIEWS, t)
    return [kit.section(fill(t.gettext("*My reviews due*"))), *rows, *rest] if rows else []


def _review_due(scene: Scene) -> Moment | None:
    """Until when it is to be published, of a major incident whose review was not; None where nobody waits."""
    state, resolved = scene.state, scene.state.milestones.get("resolved")
    if state.reviewing.edition or not state.major or state.drill or resolved is None:
        return None
    return review_due(state.severity, resolved.at, scene.policy) if state.state in {"resolved", "closed"} else None


def _owes_review(scene: Scene, user: str) -> bool:
    held = (person for role in scene.policy.review.publish_by for person in scene.state.holding(role))
    given = (said.owner for said in scene.state.reviewing.fields.values() if said.owner)
    return _among((*held, *given), user)


def _owed_review(scene: Scene, due_at: Moment, now: Moment) -> kit.Block:
    words = scene.t.gettext("📝 {reference} {title} · due {time}")
    if now >= due_at:
        words = scene.t.gettext("⏰ {reference} {title} · overdue since {time}")
    said = fill(words, reference=scene.named, title=render.line(scene.state.title, 80), time=scene.day_time(due_at))
    button = kit.button(scene.t.gettext("Where it stands"), Action.REVIEW_SHOW, value(scene.state.number))
    return kit.section(said, accessory=button)


def reviews(scenes: Sequence[Scene], t: Translator) -> list[kit.Block]:
    """The incidents that ended last and have a review draft; it lies in their rooms."""
    rows = [_review(scene) for scene in scenes if scene.state.review][:MOST_REVIEWS]
    return [kit.section(fill(t.gettext("*Recent reviews*"))), *rows] if rows else []


def _review(scene: Scene) -> kit.Block:
    button = next(iter(scene.room_button()), None)
    title = render.line(scene.state.title, 80)
    stage = stage_words(scene.state.reviewing, scene.t)
    said = fill("{reference} {title} · {phase} · 📝 {stage}", reference=scene.named, title=title, phase=scene.phase,
                stage=stage)  # fmt: skip
    return kit.section(said, accessory=button)


def language(own: str, t: Translator) -> kit.Block:
    """In which language this person reads the bot."""
    options = [kit.option(t.gettext("As in Slack"), AS_SLACK), *(kit.option(n, code) for code, n in LANGUAGES.items())]
    initial = next(option for option in options if option["value"] == (own or AS_SLACK))
    menu = kit.static_select(Action.LANGUAGE_CHOOSE, options, placeholder=t.gettext("Language"), initial=initial)
    return kit.section(fill(t.gettext("🌐 *My language*")), accessory=menu)
