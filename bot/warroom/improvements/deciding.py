"""Whether an item of the register may change, and what it is then. Pure: (item, command, circumstances) -> item.

Permission is asked for here. The states are a table in `item.MOVES`; two replicas that ask the same at once come here
one after the other, and the second is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.warroom.base import Moment, Person, Value
from bot.warroom.errors import AlreadySo, EmptyText, TextTooLong, TimeInPast
from bot.warroom.improvements.errors import BadSteps, NotItsOwner, NotSteward, WrongStage
from bot.warroom.improvements.item import MOVES, Improvement, State
from bot.warroom.phrases import phrase
from bot.warroom.policy import IncidentModel, ModelStep, Policy

LONGEST, LONGEST_STEP, MOST_STEPS = 3_000, 200, 30
DECIDING: frozenset[State] = frozenset({"approved", "refused", "verified"})
REASONED: frozenset[State] = frozenset({"refused", "not_doing"})
NAMES: Mapping[State, str] = {
    "proposed": phrase("proposed"),
    "approved": phrase("approved"),
    "refused": phrase("refused"),
    "in_progress": phrase("in progress"),
    "done": phrase("done, to be verified"),
    "verified": phrase("verified"),
    "not_doing": phrase("not doing"),
}
FORMS = {"refused": "`/incident improvement 7 refuse <reason>`", "not_doing": "`/incident improvement 7 drop <reason>`"}


@dataclass(frozen=True)
class Circumstances:
    """Who asks, when, and who may decide about this item (`stewards`)."""

    policy: Policy
    now: Moment
    actor: Person
    stewards: Collection[Person] = ()
    administrator: bool = False

    @property
    def decides(self) -> bool:
        """Whether the actor may approve, refuse and verify."""
        return self.administrator or any(each.id == self.actor.id for each in self.stewards)


class Move(Value):
    """Bring an item into a state, with the reason."""

    to: State
    reason: str = ""


class Assign(Value):
    """Give an item an owner, a date, or both."""

    owner: Person | None = None
    due_at: Moment | None = None


class Rewrite(Value):
    """Change a proposal before it is decided: its title, and its steps or its text, each line one step."""

    title: str
    text: str


Command = Move | Assign | Rewrite


def decide(item: Improvement, command: Command, at: Circumstances) -> Improvement:
    """The item as the command leaves it. Raises NotSteward, NotItsOwner, WrongStage, AlreadySo, EmptyText…"""
    if isinstance(command, Move):
        return _moved(item, command, at)
    return _assigned(item, command, at) if isinstance(command, Assign) else _rewritten(item, command, at)


def _moved(item: Improvement, command: Move, at: Circumstances) -> Improvement:
    _may_move(item, command.to, at)
    if item.state == command.to:
        raise AlreadySo(what=phrase("{improvement} is {state}", improvement=item.reference, state=NAMES[item.state]))
    if command.to not in MOVES[item.state]:
        raise _wrong(item)
    if command.to in REASONED and not command.reason.strip():
        raise EmptyText(form=FORMS[command.to])
    moved = item.moved(command.to, at.now, at.actor, check_words(command.reason))
    if command.to != "approved":
        return moved
    if item.kind == "model":
        # It is stored and in use from this moment; what is left is to see that it helps.
        return moved.moved("done", at.now, at.actor)
    due_at = item.due_at or at.now + at.policy.improvements.due_after
    return moved.model_copy(update={"owner": item.owner or at.actor, "due_at": due_at})


def _wrong(item: Improvement) -> WrongStage:
    allowed = tuple(NAMES[state] for state in MOVES[item.state]) or (phrase("nothing more"),)
    return WrongStage(improvement=item.reference, state=NAMES[item.state], allowed=allowed, number=item.number)


def _may_move(item: Improvement, to: State, at: Circumstances) -> None:
    if at.decides:
        return
    if to in DECIDING:
        raise NotSteward(who=_who(at), what=phrase("decide about {improvement}", improvement=item.reference))
    if item.owner is None or item.owner.id != at.actor.id:
        raise NotItsOwner(
            owner=item.owner.name if item.owner else phrase("nobody yet"), who=_who(at), number=item.number,
            what=phrase("say how far {improvement} is", improvement=item.reference),
        )  # fmt: skip


def _who(at: Circumstances) -> str:
    names = ", ".join(each.name for each in at.stewards)
    return phrase("{names} and administrators", names=names) if names else phrase("administrators")


def _assigned(item: Improvement, command: Assign, at: Circumstances) -> Improvement:
    taking = item.owner is None and command.owner is not None and command.owner.id == at.actor.id
    mine = item.owner is not None and item.owner.id == at.actor.id
    if not (at.decides or taking or mine):
        what = phrase("decide about {improvement}", improvement=item.reference)
        raise NotSteward(who=_who(at), what=what)
    if command.due_at and command.due_at <= at.now:
        raise TimeInPast(time=command.due_at)
    wanted = {"owner": command.owner or item.owner, "due_at": command.due_at or item.due_at}
    if (item.owner, item.due_at) == (wanted["owner"], wanted["due_at"]):
        raise AlreadySo(what=phrase("{improvement} has that owner and date", improvement=item.reference))
    return item.model_copy(update=wanted)


def _rewritten(item: Improvement, command: Rewrite, at: Circumstances) -> Improvement:
    if not at.decides:
        raise NotSteward(who=_who(at), what=phrase("change {improvement}", improvement=item.reference))
    if item.state != "proposed":
        raise _wrong(item)
    title = check_words(command.title)
    if not title:
        raise EmptyText(form=phrase("the title"))
    if item.model is None:
        return item.model_copy(update={"title": title, "text": check_words(command.text)})
    return item.model_copy(update={"title": title, "model": _with_steps(item.model, title, command.text)})


def _with_steps(model: IncidentModel, title: str, text: str) -> IncidentModel:
    """The model with these lines as its steps; a line that stood before keeps its time and its role."""
    lines = dict.fromkeys(line.strip(" •-*\t") for line in text.splitlines() if line.strip(" •-*\t"))
    if not lines or len(lines) > MOST_STEPS or any(len(line) > LONGEST_STEP for line in lines):
        raise BadSteps(limit=LONGEST_STEP)
    steps = {line: model.steps.get(line, ModelStep(name=line)) for line in lines}
    return model.model_copy(update={"title": title[:80], "steps": steps})


def check_words(text: str) -> str:
    """The words without space around them. Raises TextTooLong."""
    text = text.strip()
    if len(text) > LONGEST:
        raise TextTooLong(length=len(text), limit=LONGEST)
    return text
