"""A test of the channels in words: the question before it, and which places it reached. It sends nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action
from bot.comms.locale import Translator, _
from bot.comms.message import Message
from bot.comms.phrasing import retold
from bot.comms.places import place_words
from bot.comms.render import Markup, fill
from bot.comms.shipped import policy_in
from bot.comms.trials import Tried
from bot.warroom.places import PlaceKind
from bot.warroom.policy import Policy
from bot.warroom.trials import Target

WHY = 300
ARRIVED: Mapping[PlaceKind, str] = {
    "slack": _("posted"),
    "dm": _("sent to {to}"),
    "email": _("taken by the mail server ({said})"),
    "webhook": _("taken ({said})"),
    "statuspage": _("the page and our key work ({said}); nothing was published"),
    "page": _("the page opens ({said}); nothing was published"),
}


@dataclass(frozen=True)
class TrialWords:
    """The words of one language."""

    t: Translator
    policy: Policy

    def __post_init__(self) -> None:
        object.__setattr__(self, "policy", policy_in(self.policy, self.t.language))

    def audiences(self, names: Iterable[str]) -> str:
        """The audiences by their titles."""
        known = self.policy.audiences
        return self.t.listing([known[name].title if name in known else name for name in names])

    def result(self, target: Target, tried: Tried) -> str:
        """What came of it, in plain words."""
        if tried.arrived:
            return self.t.gettext(ARRIVED[target.place.kind]).format(to=tried.to, said=tried.said)
        return retold(tried.why, tried.why_told, self.t)

    def remedy(self, tried: Tried) -> str:
        """What to do where it did not arrive."""
        return retold(tried.remedy, tried.remedy_told, self.t)

    def length(self, tried: Tried) -> str:
        """How long it took."""
        return self.t.gettext("{seconds} s").format(seconds=self.t.number(round(tried.seconds, 1)))

    def summary(self, tried: Sequence[Tried]) -> str:
        """How many arrived."""
        arrived = sum(each.arrived for each in tried)
        words = self.t.ngettext(
            "{arrived} of {n} place was reached.", "{arrived} of {n} places were reached.", len(tried)
        )
        return words.format(arrived=arrived, n=len(tried))


def question(targets: Sequence[Target], value: str, words: TrialWords) -> Message:
    """How many places, and whose, before anything is sent."""
    t = words.t
    sent, looked = [it for it in targets if not it.dry], [it for it in targets if it.dry]
    said = t.ngettext(
        "One message marked TEST goes to {n} place:", "One message each, marked TEST, goes to {n} places:", len(sent)
    )
    body = [fill(said, n=len(sent)), *(_place(each, words) for each in sent)]
    if looked:
        only = t.gettext("On these pages nothing is published: I only look whether they answer.")
        body += [fill(only), *(_place(each, words) for each in looked)]
    button = kit.button(t.gettext("Send the test"), Action.COMMS_TEST, value, style="primary")
    return kit.message(body[0], [*kit.sections(render.lines(*body)), kit.actions(button)], t)


def _place(target: Target, words: TrialWords) -> Markup:
    place = place_words(target.place.ref, words.t)
    return fill("• {place} · {audiences}", place=place, audiences=words.audiences(target.audiences))


def report(results: Sequence[tuple[Target, Tried]], words: TrialWords) -> Message:
    """Which places it reached, those that failed first."""
    t = words.t
    failed = any(not tried.arrived for _target, tried in results)
    title = fill(
        t.gettext("{sign} *Test of the channels:* {summary}"),
        sign="⚠️" if failed else "✅",
        summary=words.summary([tried for _target, tried in results]),
    )
    ordered = sorted(results, key=lambda each: each[1].arrived)
    rows = [_row(target, tried, words) for target, tried in ordered]
    return kit.message(title, kit.sections(render.lines(title, *rows)), t)


def _row(target: Target, tried: Tried, words: TrialWords) -> Markup:
    line = fill(
        "{sign} {place} · {audiences}: {result} · {length}",
        sign="✅" if tried.arrived else "❌",
        place=place_words(target.place.ref, words.t),
        audiences=words.audiences(target.audiences),
        result=render.line(words.result(target, tried), WHY),
        length=words.length(tried),
    )
    todo = fill("    → {remedy}", remedy=render.line(words.remedy(tried), WHY)) if tried.remedy else Markup("")
    return render.lines(line, todo)
