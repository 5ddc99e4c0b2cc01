"""`improvement` and `models`: the register, decisions about it, and the versions of models."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, Block
from bot.comms.cards.improvements import RegisterWords, item_card, listing
from bot.comms.message import Message
from bot.comms.render import fill
from bot.handlers import answers_improving as answers
from bot.handlers.clauses import clauses
from bot.handlers.clerk import Clerk
from bot.handlers.commands_record import owed
from bot.handlers.errors import code
from bot.handlers.openers import origin
from bot.handlers.parsing import Line, head
from bot.handlers.refusals import Stale
from bot.handlers.views.improvements import edit_form, refuse_form
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.visit import Visit
from bot.warroom.errors import EmptyText, UnknownModel
from bot.warroom.improvements.deciding import Assign, Command, Move, Rewrite
from bot.warroom.improvements.errors import UnknownVersion
from bot.warroom.improvements.item import OPEN, Improvement, Kind, ModelVersion, State
from bot.warroom.operations import improving
from bot.warroom.operations.engine import Answer, Performed

WORDS: Mapping[str, State] = {
    **dict.fromkeys(("approve", "approved", "accept", "setujui"), "approved"),
    **dict.fromkeys(("refuse", "refused", "reject", "tolak"), "refused"),
    **dict.fromkeys(("start", "started", "reopen", "mulai"), "in_progress"),
    **dict.fromkeys(("done", "finished", "selesai"), "done"),
    **dict.fromkeys(("verify", "verified", "verifikasi"), "verified"),
    **dict.fromkeys(("drop", "not-doing", "batal"), "not_doing"),
}
GIVING = frozenset({"owner", "by", "due", "pic"})
ALL = frozenset({"all", "semua"})
RESTORE_FORM = "`/incident models restore <name> <version>`"


async def improvement(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident improvement`, with words to raise one, with a number to show or to decide about it."""
    number, rest = numbered(line.rest)
    if not line.rest or line.rest.casefold() in ALL:
        await _list(clerk, visit, everything=bool(line.rest))
    elif number is None:
        await _raise(clerk, visit, line)
    elif not rest:
        await clerk.tell(visit, item_card(await _item(clerk, number), _words(clerk)))
    else:
        await _change(clerk, visit, number, await _asked_for(clerk, visit, rest))


def numbered(text: str) -> tuple[int | None, str]:
    """The number of `7`, `#7`, `I7` and what is asked of it; no number in words of a new one."""
    first, rest = head(text)
    name = first.casefold().lstrip("#").removeprefix("i").rstrip(":,.")
    word = head(rest)[0].casefold().strip(":,")
    about = not rest or word in WORDS or word in GIVING
    return (int(name), rest) if name.isascii() and name.isdecimal() and len(name) < 7 and about else (None, text)


async def _asked_for(clerk: Clerk, visit: Visit, words: str) -> Command:
    word, rest = head(words)
    to = WORDS.get(word.casefold().strip(":,"))
    if to:
        return Move(to=to, reason=await clerk.readable(rest))
    owner, due_at = await owed(clerk, visit, clauses(words, frozenset({"by", "owner"})))
    if owner is None and due_at is None:
        raise EmptyText(form="`/incident improvement 7 owner @user by 14d`")
    return Assign(owner=owner, due_at=due_at)


async def _list(clerk: Clerk, visit: Visit, *, everything: bool) -> None:
    async with clerk.engine.store.reading() as reader:
        items = await reader.improvements(None if everything else OPEN)
    await clerk.tell(visit, listing(items, _words(clerk), everything=everything))


async def _raise(clerk: Clerk, visit: Visit, line: Line) -> None:
    wanted = line.named if line.named is not None else visit.room
    about = await clerk.incident(visit, wanted) if wanted is not None else None
    first, rest = head(line.rest)
    kind: Kind = "change" if first.casefold() in {"change:", "perubahan:"} and rest else "improvement"
    found = clauses(rest if kind == "change" else line.rest, frozenset({"by", "owner"}))
    owner, due_at = await owed(clerk, visit, found)
    give = Assign(owner=owner, due_at=due_at)
    asked = clerk.asked(visit, _nothing)
    told = _told(clerk, lambda item: answers.raised(item, _words(clerk)))
    await improving.note(clerk.engine, kind, await clerk.readable(found.text), about, give, asked, told)


def _nothing(_performed: Performed) -> None:
    return None


async def _change(clerk: Clerk, visit: Visit, number: int, command: Command) -> None:
    told = _told(clerk, lambda item: answers.changed(item, _words(clerk)))
    await improving.change(clerk.engine, number, command, clerk.asked(visit, _nothing), told)


def _told(clerk: Clerk, say: Callable[[Improvement], Message]) -> Callable[[Improvement], Answer]:
    return lambda item: _answer(clerk, say(item))


def _answer(clerk: Clerk, message: Message) -> Answer:
    return clerk.excuses.renamed(Answer(text=message.text, blocks=message.blocks))


def _words(clerk: Clerk) -> RegisterWords:
    return RegisterWords(clerk.t, clerk.policy)


async def _item(clerk: Clerk, number: int) -> Improvement:
    async with clerk.engine.store.reading() as reader:
        return await reader.improvement(number)


async def models(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident models`, `models <name>` with its versions, `models restore <name> <version>`."""
    first, rest = head(line.rest)
    if first.casefold() in {"restore", "kembalikan"}:
        await _restore(clerk, visit, rest)
        return
    async with clerk.engine.store.reading() as reader:
        versions = await reader.model_versions()
    if first:
        name = first.strip("`").casefold()
        if name not in clerk.policy.models:
            raise UnknownModel(model=first, known=tuple(clerk.policy.models) or ("none",))
        own = [each for each in versions if each.model.name == name]
        await clerk.tell(visit, answers.versions(name, own, _words(clerk)))
        return
    await clerk.tell(visit, answers.models(versions, _words(clerk)))


async def _restore(clerk: Clerk, visit: Visit, words: str) -> None:
    name, rest = head(words)
    number = head(rest)[0].casefold().removeprefix("v")
    if not name or not number:
        raise EmptyText(form=RESTORE_FORM)
    if not (number.isascii() and number.isdecimal() and len(number) < 6):
        raise UnknownVersion(version=number, model=name)

    def told(version: ModelVersion) -> Answer:
        return _answer(clerk, answers.restored(version, _words(clerk)))

    asked = clerk.asked(visit, _nothing)
    await improving.bring_back(clerk.engine, name.strip("`").casefold(), int(number), asked, told)


# buttons and forms

Button = Callable[[Clerk, Visit, str], Awaitable[None]]


def _of(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise Stale
    return int(value)


async def _approve(clerk: Clerk, visit: Visit, value: str) -> None:
    await _change(clerk, visit, _of(value), Move(to="approved"))


async def _done(clerk: Clerk, visit: Visit, value: str) -> None:
    await _change(clerk, visit, _of(value), Move(to="done"))


async def _verify(clerk: Clerk, visit: Visit, value: str) -> None:
    await _change(clerk, visit, _of(value), Move(to="verified"))


async def _open_edit(clerk: Clerk, visit: Visit, value: str) -> None:
    item = await _item(clerk, _of(value))
    view = edit_form(item, _words(clerk), origin(visit))
    await clerk.open(visit, view, _instead(clerk, f"improvement {item.number}"))


async def _open_refusal(clerk: Clerk, visit: Visit, value: str) -> None:
    item = await _item(clerk, _of(value))
    view = refuse_form(item, _words(clerk), origin(visit))
    await clerk.open(visit, view, _instead(clerk, f"improvement {item.number} refuse <reason>"))


def _instead(clerk: Clerk, line: str) -> Message:
    words = clerk.t.gettext("The form could not open any more. Press the button again, or type: {line}")
    return kit.message(fill(words, line=code(clerk.excuses.line(line))), [], clerk.t)


async def edited(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """The form with the proposal was sent: it is changed, not decided. Raises Stale."""
    if begun.item is None:
        raise Stale
    await _change(clerk, visit, begun.item, Rewrite(title=given.text(Block.TITLE), text=given.text(Block.TEXT)))


async def refused(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """The form with the reason was sent. Raises Stale."""
    if begun.item is None:
        raise Stale
    await _change(clerk, visit, begun.item, Move(to="refused", reason=given.text(Block.REASON)))


BUTTONS: Mapping[str, Button] = {
    Action.IMPROVEMENT_APPROVE: _approve,
    Action.IMPROVEMENT_EDIT_OPEN: _open_edit,
    Action.IMPROVEMENT_REFUSE_OPEN: _open_refusal,
    Action.IMPROVEMENT_DONE: _done,
    Action.IMPROVEMENT_VERIFY: _verify,
}
