"""What the bot does, in words that follow "could not": every owed step has its own, and a test sees to that."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import Translator, _

STEPS: Mapping[str, str] = {
    "room.create": _("open the war room"),
    "room.invite": _("invite people into the war room"),
    "room.card": _("post the card"),
    "room.pin": _("pin the card"),
    "room.topic": _("set the topic"),
    "room.bookmark": _("add a bookmark"),
    "room.say": _("write into the war room"),
    "room.reword": _("take words out of what was said in the war room"),
    "update.reword": _("take words out of an update that was sent"),
    "room.archive": _("archive the war room"),
    "announce": _("announce the incident"),
    "person.say": _("send a direct message"),
    "update.send": _("send an update"),
    "update.root": _("bring the head of a thread of updates up to date"),
    "file.share": _("share a file"),
    "room.checklist": _("post the checklist"),
    "debt.digest": _("post the weekly list of debt"),
    "confirm.ask": _("ask whether it works again"),
    "survey.ask": _("ask how well it was handled"),
    "output.file": _("put an output into the tracker"),
    "room.object": _("post the card of a hypothesis, decision or action"),
    "room.farewell": _("say where everything is"),
    "room.swarm": _("post the message of a swarm"),
    "room.suggestions": _("post the message of suggestions"),
    "room.suggested": _("post suggested key moments"),
    "room.unowned": _("list the work that nobody owns"),
    "role.ask": _("ask somebody to take a role"),
    "on_call.check": _("ask who is on call"),
    "swarm.open": _("open the channel of a swarm"),
    "swarm.furnish": _("set the topic of a swarm's channel"),
    "swarm.invite": _("invite people into a swarm's channel"),
    "swarm.call": _("call the members of a swarm"),
    "swarm.archive": _("archive the channel of a swarm"),
    "comms.test": _("try whether an audience can be reached"),
    "comms.report": _("say which audiences can be reached"),
    "report.say": _("post the monthly report"),
    "report.file": _("share the files of the monthly report"),
    "improvement.say": _("show a proposal"),
    "improvement.card": _("bring a proposal up to date"),
    "improvement.file": _("put an improvement into the tracker"),
    "improvement.remind": _("remind the owner of an improvement"),
    "model.announce": _("tell a team of a new version of a model"),
    "review.post": _("share the published review"),
    "review.file": _("share the files of the published review"),
    "review.canvas": _("write the published review into the room's canvas"),
    "reply": _("answer somebody"),
    "reply.opened": _("tell whoever declared it where the war room is"),
}


def step_name(step: str, t: Translator) -> str:
    """A step in words: `invite people into the war room`; one of an older version that stands in a record stays so."""
    return t.gettext(STEPS[step]) if step in STEPS else step
