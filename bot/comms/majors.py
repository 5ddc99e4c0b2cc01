"""The words for what makes an incident major: kinds of business impact, and the policy's criteria as they were met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.comms.locale import Translator, _
from bot.warroom.criteria import Met

IMPACT_KINDS: Mapping[str, str] = {
    "revenue": _("Revenue"),
    "data": _("Data"),
    "safety": _("Safety"),
    "reputation": _("Reputation"),
    "regulatory": _("Regulation"),
}


def impact_kind(name: str, t: Translator) -> str:
    """Revenue, Data…; an organisation's own kind by its name."""
    return t.gettext(IMPACT_KINDS[name]) if name in IMPACT_KINDS else name.replace("_", " ").capitalize()


def why_major(criteria: Iterable[Met], plainly: str, t: Translator) -> str:
    """The criteria that were met, in words; what the record says plainly where it has nothing else."""
    return "; ".join(criterion_words(met, t) for met in criteria) or plainly


def criterion_words(met: Met, t: Translator) -> str:
    """The criterion and why it is met, in one plain phrase."""
    match met.name:
        case "users":
            words = t.gettext("about {found} % of the users are affected (the limit is {limit} %)")
        case "downtime":
            words = t.gettext("down for {found} (the limit is {limit})")
            return words.format(found=_length(met.found, t), limit=_length(met.limit, t))
        case "services":
            words = t.gettext("{found} services at once (it takes {limit})")
        case _:
            return t.gettext("business impact: {kind}").format(kind=impact_kind(met.name, t))
    return words.format(found=met.found, limit=met.limit)


def _length(seconds: int, t: Translator) -> str:
    return t.duration(timedelta(seconds=seconds))
