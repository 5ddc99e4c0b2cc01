"""The facts to ask for now, as the questions that whoever leads would ask in the room. A table, no markup."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import _

QUESTIONS: Mapping[str, str] = {
    "symptoms": _("What exactly do people see? Once it works, nobody can look again."),
    "impact": _("Who cannot do what, and how many are they?"),
    "milestone:detected": _("When was it first noticed, and by what?"),
    "milestone:first_user_report": _("When did the first user report it?"),
    "milestone:started": _("Since when? Logs and graphs that show it do not stay for ever."),
    "milestone:last_normal": _("When did it certainly work for the last time?"),
    "milestone:workaround": _("Since when does the workaround carry?"),
    "milestone:mitigated": _("Since when do people feel nothing of it any more?"),
    "milestone:confirmed": _("Who says that it works again, and since when?"),
    "hypotheses": _("What do you suspect, also what you have ruled out?"),
    "decisions": _("What was decided, and why this and not the other?"),
    "section:was_hard": _("What was hard? After a night's sleep it seems easy."),
    "section:went_well": _("What went well and is to stay so?"),
}
