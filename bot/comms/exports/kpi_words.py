"""The formulas of the KPIs and what a missing value lacks, in the reader's words: milestones are called as everywhere.

The core's formula is the key; a test holds that each has its words here.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.comms.locale import Translator, _
from bot.comms.words import MILESTONES, milestone_name

FORMULAS = (
    _("detected − started"),
    _("mim_accepted − detected"),
    _("mim_accepted − mim_paged"),
    _("declared − registered"),
    _("assembled − declared"),
    _("diagnosed − detected"),
    _("min(workaround, mitigated) − started"),
    _("resolved − started"),
    _("resolved − declared"),
    _("kept ÷ (kept + missed)"),
    _("max(gap between declaration, updates and resolution)"),
    _("1 if a step of a model was done that was not abandoned, else 0"),
    _("1 if a documented solution was used, else 0"),
    _("union(waits within [detected, resolved]) ÷ (resolved − detected)"),
    _("detected by monitoring ÷ detected by a known source"),
    _("resolved with no user report before ÷ resolved with known detection or report"),
    _("changes of the technical lead"),
    _("duty manager paged + late updates escalated + vendor rungs"),
    _("(no reassignment, no failed fix, not reopened in time) ÷ resolved long enough ago"),
    _("resolved by a recovery signal ÷ resolved"),
    _("(resolved − started ≤ sla_target) ÷ with a target"),
    _("median of the scores of responders, 1 to 5"),
    _("median of the scores of users, 1 to 5"),
    _("answered ÷ asked, of surveys that are closed"),
    _("reopened ÷ resolved"),
    _("published by (resolved + review_due) ÷ due or published"),
    _("closed by the original date ÷ closed or due"),
)
LACKING = (
    _("workaround or mitigated"),
    _("milestones in their order"),
    _("an elapsed or kept deadline"),
    _("time between detected and resolved"),
    _("how it was detected"),
    _("first_user_report or how it was detected"),
    _("the time in which it may come back"),
    _("a service with a target"),
    _("a review that is due"),
    _("an action with a date"),
    _("a closed survey"),
    _("a closed survey with enough answers"),
)


def formula_words(formula: str, t: Translator) -> str:
    """The formula in this language; in English as docs/kpis.md writes it."""
    return t.gettext(formula) if formula in FORMULAS else formula


def missing_words(missing: Iterable[str], t: Translator) -> str:
    """What there is no value without: `Impact began and Detected`."""
    return t.listing([_lacking(each, t) for each in missing])


def _lacking(name: str, t: Translator) -> str:
    if name in MILESTONES:
        return milestone_name(name, t)
    return t.gettext(name) if name in LACKING else name
