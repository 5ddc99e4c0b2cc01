"""Why an incident cannot be closed yet: each reason in words, with the button that opens the right form or mends it.

A reason is a code of the core, `kind` or `kind:what`; a new kind needs a line in `WORDS` and, if a button can mend
it, one in `BUTTONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.locale import Translator, _
from bot.comms.render import Markup, fill
from bot.comms.words import milestone_name

WORDS: Mapping[str, str] = {
    "state": _("it is not resolved: `/incident resolve <what restored the service>`"),
    "milestone:confirmed": _("nobody has confirmed that it works again: press *Confirm restored*, or "
                             "`/incident milestone confirmed`"),
    "milestone": _("*{name}* has no time yet: `/incident milestone {what} at 10:05`"),
    "debt": _("workaround {what} has no owner or no date: `/incident debt {what} owner @user by 30d`"),
    "task": _("task {what} belongs to nobody: `/incident task {what} @user`, or finish it with "
              "`/incident done {what}`"),
    "review": _("there is no review draft: `/incident review`"),
}  # fmt: skip
BUTTONS: Mapping[str, tuple[Action, str]] = {
    "state": (Action.RESOLVE_OPEN, _("Resolve…")),
    "milestone:confirmed": (Action.CONFIRM_RESTORED, _("Confirm restored")),
    "milestone": (Action.MILESTONE_OPEN, _("Set the time…")),
    "debt": (Action.DEBT_OPEN, _("Whose workaround?")),
    "task": (Action.TASK_OWNER_OPEN, _("Who owns it?")),
    "review": (Action.REVIEW_MAKE, _("Make the draft")),
}
AFTER_RESOLVING = ("milestone:resolved", "milestone:confirmed")
Named = Callable[[str], str]


def reasons(codes: Sequence[object]) -> list[str]:
    """The codes that are worth saying: resolving sets its own milestone, and nobody confirms before it."""
    said = [str(code) for code in codes]
    return [code for code in said if code not in AFTER_RESOLVING or "state" not in said]


def words(code: str, t: Translator, named: Named) -> Markup:
    """One reason."""
    kind, _colon, what = code.partition(":")
    template = WORDS.get(code) or WORDS.get(kind) or "{what}"
    return fill(named(t.gettext(template)), what=what or kind, name=milestone_name(what, t))


def rows(number: int | None, codes: Sequence[object], t: Translator, named: Named) -> list[kit.Block]:
    """Each reason beside the button that mends it."""
    return [
        kit.section(
            fill("• {reason}", reason=words(code, t, named)),
            accessory=_button(number, code, t) if number is not None else None,
        )
        for code in reasons(codes)
    ]


def _button(number: int, code: str, t: Translator) -> kit.Element | None:
    kind, _colon, what = code.partition(":")
    found = BUTTONS.get(code) or BUTTONS.get(kind)
    if found is None:
        return None
    action, label = found
    task = int(what) if kind == "task" and what.isdecimal() else None
    return kit.button(t.gettext(label), action, value(number, task=task, name=what if task is None else ""))


def listed(codes: Sequence[object], t: Translator, named: Named) -> Markup:
    """All of them, where there is no room for buttons."""
    return Markup("\n" + render.lines(*(fill("• {reason}", reason=words(code, t, named)) for code in reasons(codes))))
