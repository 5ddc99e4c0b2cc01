"""The score of an exercise in words: topics, reasons, and a replay beside its original. Plain text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.comms.locale import Translator, _
from bot.comms.shipped import policy_in
from bot.comms.words import audience_title, milestone_name, role_title
from bot.warroom.policy import Policy
from bot.warroom.scores import Compared, Finding

TOPICS: Mapping[str, str] = {
    "acceptance": _("acceptance"),
    "assembly": _("assembly"),
    "punctuality": _("punctuality"),
    "handover": _("handover"),
    "gaps": _("gaps"),
}
SIMPLE: Mapping[str, str] = {
    "accepted": _("the lead was accepted after {took} (expected within {within})"),
    "not_accepted": _("nobody accepted the lead"),
    "people": _("{n} people were in the room within {within} (expected {of})"),
    "handed_over": _("handed over and accepted within {took}"),
    "handover_open": _("a handover was offered and never accepted"),
    "no_handover": _("the lead was not handed over"),
    "filled": _("{n} of {of} fields of the review are filled"),
    "blocking": _("still missing, and mandatory: {names}"),
    "roles": _("roles filled: {names}"),
    "empty": _("nobody took: {names}"),
    "late": _("taken later than {within}: {names}"),
    "missed": _("missed: {names}, due {at}"),
}


@dataclass(frozen=True)
class ScoreWords:
    """One language and one policy."""

    t: Translator
    policy: Policy

    def __post_init__(self) -> None:
        object.__setattr__(self, "policy", policy_in(self.policy, self.t.language))

    def topic(self, topic: str) -> str:
        """Acceptance, punctuality…"""
        return self.t.gettext(TOPICS[topic]) if topic in TOPICS else topic

    def finding(self, finding: Finding) -> str:
        """The reason in a phrase."""
        return self._template(finding).format(
            n=finding.count,
            of=finding.of,
            took=self.t.duration(finding.took),
            within=self.t.duration(finding.within),
            at=self.t.clock(finding.at, self.policy.timezone) if finding.at else "",
            names=", ".join(self._name(finding.what, name) for name in finding.names) or self.t.gettext("none"),
        )

    def _template(self, finding: Finding) -> str:
        n, t = finding.count, self.t
        match finding.what:
            case "passed_on":
                return t.ngettext(
                    "{n} time the lead was passed on because nobody answered",
                    "{n} times the lead was passed on because nobody answered",
                    n,
                )
            case "punctual":
                return t.ngettext(
                    "{n} of {of} promised update left in time", "{n} of {of} promised updates left in time", finding.of
                )
            case "automatic":
                return t.ngettext("{n} update written by the bot itself", "{n} updates written by the bot itself", n)
        return self.t.gettext(SIMPLE.get(finding.what, finding.what))

    def _name(self, what: str, name: str) -> str:
        if what == "missed":
            return audience_title(name, self.policy)
        if what == "blocking":
            return self._field(name)
        return role_title(name, self.policy, self.t)

    def _field(self, field: str) -> str:
        group, _colon, name = field.partition(":")
        named: Mapping[str, Callable[[], str]] = {
            "milestone": lambda: milestone_name(name, self.t),
            "role": lambda: role_title(name, self.policy, self.t),
        }
        return named[group]() if group in named else field.replace("_", " ")

    def compared(self, each: Compared) -> str:
        """`Diagnosed: 12 min (original 40 min)`."""
        words = self.t.gettext("{milestone}: {here} (original {there})")
        return words.format(
            milestone=milestone_name(each.milestone, self.t),
            here=self._after(each.drill),
            there=self._after(each.original),
        )

    def _after(self, seconds: float | None) -> str:
        return self.t.gettext("not reached") if seconds is None else self.t.duration(seconds)
