"""What a person is told about the review; see `answers`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.comms import render
from bot.comms.cards.scene import Scene
from bot.comms.render import Markup, fill
from bot.comms.reviews import field_title, section_title
from bot.warroom import commands_review as cr
from bot.warroom.commands import Command
from bot.warroom.operations.engine import Performed
from bot.warroom.review.lint import Named, lint, to_reword


def started(scene: Scene, _command: cr.StartReview, _performed: Performed) -> Markup:
    """What comes next."""
    words = scene.t.gettext("The review of {reference} is in review; the room reads what is missing. When it is done: "
                            "`{command} review publish`")  # fmt: skip
    return fill(words, reference=scene.reference, command=scene.command)


def edited(scene: Scene, command: cr.EditSection, _performed: Performed) -> Markup:
    """Which version, how to go back, and how many of its sentences look for who instead of what."""
    return render.join(" ", [_kept(scene, command), *_blaming(scene, command)])


def _kept(scene: Scene, command: cr.EditSection) -> Markup:
    t, version = scene.t, scene.state.reviewing.version_of(command.section)
    title = section_title(command.section, t)
    if version == 1:
        return fill(t.gettext("Kept: *{section}*, version 1. It stands in the next draft: `{command} review`"),
                    section=title, command=scene.command)  # fmt: skip
    words = t.gettext("Kept: *{section}*, version {n}. The one before: `{command} review restore {name} {before}`")
    return fill(words, section=title, n=version, command=scene.command, name=command.section, before=version - 1)


def _blaming(scene: Scene, command: cr.EditSection) -> Iterator[Markup]:
    """Told to the writer at once: the next draft, with the better wording, may be read by many."""
    people = (Named(person=each.person, role=each.role) for each in scene.state.holders)
    count = to_reword(lint(command.section, command.text, people))
    if count:
        words = scene.t.ngettext(
            "⚠️ {n} sentence may read as blame; `{command} review` shows a better wording.",
            "⚠️ {n} sentences may read as blame; `{command} review` shows better wordings.",
            count,
        )
        yield fill(words, n=count, command=scene.command)


def said(scene: Scene, command: cr.SayField, _performed: Performed) -> Markup:
    """That it is kept, and where to see how the review stands."""
    words = scene.t.gettext("Kept: {field}. How the review stands: `{command} review status`")
    return fill(words, field=field_title(command.field, scene.policy, scene.t), command=scene.command)


def published(scene: Scene, _command: cr.PublishReview, _performed: Performed) -> Markup:
    """Where it goes, and how to change it."""
    words = scene.t.gettext("Edition {n} of the review of {reference} is published; its files follow in the room. To "
                            "change it: `{command} review reopen <reason>`")  # fmt: skip
    return fill(words, n=scene.state.reviewing.edition, reference=scene.reference, command=scene.command)


def reopened(scene: Scene, _command: cr.ReopenReview, _performed: Performed) -> Markup:
    """What to do now."""
    words = scene.t.gettext("The review of {reference} is in review again: `{command} review edit`, then "
                            "`{command} review publish`")  # fmt: skip
    return fill(words, reference=scene.reference, command=scene.command)


def met(scene: Scene, _command: cr.SetMeeting | cr.CallOffMeeting, _performed: Performed) -> Markup:
    """When, and how to move it."""
    meeting = scene.state.reviewing.meeting
    if meeting is None or meeting.off:
        return fill(scene.t.gettext("The review meeting is called off; everybody with a role is told."))
    words = scene.t.gettext("The review meeting is {time}; the invitation follows in the room, and everybody with a "
                            "role is told. To move it: `{command} review meeting tomorrow 10:00`")  # fmt: skip
    return fill(words, time=scene.day_time(meeting.at), command=scene.command)


WORDS: Mapping[type[Command], Callable[[Scene, Any, Performed], Markup]] = {
    cr.StartReview: started,
    cr.EditSection: edited,
    cr.SayField: said,
    cr.PublishReview: published,
    cr.ReopenReview: reopened,
    cr.SetMeeting: met,
    cr.CallOffMeeting: met,
}
