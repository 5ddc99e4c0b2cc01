"""The names that the trainer's page and the score use for what a part asks for and what is judged."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.comms import score as scores
from bot.comms.locale import Translator, _
from bot.comms.words import MARKS, MILESTONES, STATES
from bot.demo.status import Unplayed

TASKS: Mapping[str, str] = {
    "declared": _("Declare the incident"),
    "mim_accepted": _("Accept the lead"),
    "impact": _("Say who is affected, and how"),
    "started": _("Say when it began"),
    "first_user_report": _("Say when the first user reported it"),
    "update_published": _("Publish an update"),
    "role_assigned": _("Give somebody a role"),
    "hypothesis": _("Put a guess at the cause on the record"),
    "identified": _("Say that the cause is known"),
    "decision": _("Put a decision on the record"),
    "workaround": _("Put a way around it on the record"),
    "monitoring": _("Say that the remedy is in place"),
    "task_added": _("Give somebody a task"),
    "handover_offered": _("Hand over the lead"),
    "handover_accepted": _("Take over the lead"),
    "resolved": _("Resolve the incident"),
    "confirmed": _("Confirm that it works again"),
    "closed": _("Close the incident"),
    "review_drafted": _("Draft the review"),
}
TOPICS: Mapping[str, str] = {
    **scores.TOPICS,
    "declaration": _("declaration"),
    "course": _("course"),
    "key moments": _("key moments"),
}
FOR_TERMINALS = re.compile(r"[ ,:]*\(![^)]*\)")


def task_name(condition: str, t: Translator) -> str:
    """What somebody is asked to do so that the record holds this."""
    known = TASKS.get(condition) or MILESTONES.get(condition) or STATES.get(condition)
    known = known or (MARKS[condition][1] if condition in MARKS else "")
    return t.gettext(known) if known else condition.replace("_", " ").capitalize()


def topic_name(topic: str, t: Translator) -> str:
    """What a mark is for."""
    return t.gettext(TOPICS[topic])


def unplayed_words(each: Unplayed, t: Translator) -> str:
    """A line that was left out, and why."""
    what = each.line.what.splitlines()[0] if each.line.what else ""
    said = f"{each.line.who} {each.line.deed} “{what}”".strip()
    return t.gettext("{line}: {why}").format(line=said, why=each.why)


def on_the_page(hint: str) -> str:
    """A hint without what one would type in a terminal: on a page there are buttons."""
    return FOR_TERMINALS.sub("", hint)
