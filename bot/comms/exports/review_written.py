"""What people wrote in a review: each section's present words, with their version, who and when."""

from __future__ import annotations

from bot.comms.exports.blocks import Block, Prose
from bot.comms.exports.wording import Wording, readable
from bot.comms.reviews import stage_words
from bot.warroom.review import ReviewDraft


def kicker(draft: ReviewDraft, wording: Wording) -> str:
    """Whose review it is, and how far."""
    said = wording.t.gettext("{organisation} · post-incident review · {stage}")
    return said.format(organisation=draft.header.organisation, stage=stage_words(draft.reviewing, wording.t))


def written(draft: ReviewDraft, section: str, wording: Wording) -> tuple[Block, ...]:
    """The section's words, and which version of whom they are; nothing where nobody wrote any."""
    passage = draft.reviewing.passages.get(section)
    if passage is None:
        return ()
    t = wording.t
    words = tuple(Prose(readable(part, wording.people)) for part in passage.text.split("\n\n") if part.strip())
    who = wording.named(passage.by) if passage.by else "Posko"
    foot = t.gettext("Version {n}, {name}, {time}").format(n=passage.version, name=who, time=wording.stamp(passage.at))
    return (*words, Prose(foot, tone="quiet"))
