"""One sentence for each entry about drills; see `describe`."""

from __future__ import annotations

from bot.comms.score import TOPICS
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e
from bot.warroom.scores import percent


def _planned(tell: Teller, event: e.ReplayPlanned) -> str:
    said = tell.t.gettext("Replay of {reference} at {speed}×: {n} alerts and reports will be played")
    return said.format(reference=event.reference, speed=event.speed, n=len(event.injects))


def _played(tell: Teller, event: e.InjectPlayed) -> str:
    who = tell.role(event.role) if event.role else tell.t.gettext("a report")
    return tell.t.gettext("DRILL, played ({who}): {text}").format(who=who, text=event.text)


def _scored(tell: Teller, event: e.DrillScored) -> str:
    each = [
        f"{tell.t.gettext(TOPICS.get(mark.topic, mark.topic))} {tell.t.number(mark.earned)}/{mark.of}"
        for mark in event.marks
    ]
    said = tell.t.gettext("Drill scored: {percent} of 100 ({marks})")
    return said.format(percent=percent(event.marks), marks=", ".join(each))


SENTENCES: Sentences = {e.ReplayPlanned: _planned, e.InjectPlayed: _played, e.DrillScored: _scored}
