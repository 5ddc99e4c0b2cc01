"""`assembly`, `role … accept|decline`, and the `release` of several people: who is here, and who may go."""

from __future__ import annotations

from bot.comms.cards.assembly import board_message
from bot.comms.cards.ids import Action
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.parsing import Line, head, mention
from bot.handlers.views.assembly import offered, stand_down_form
from bot.handlers.visit import Visit
from bot.warroom import commands_assembly as ca
from bot.warroom.base import Person
from bot.warroom.errors import EmptyText
from bot.warroom.incident import Incident
from bot.warroom.phrases import phrase

ALL = frozenset({"all", "others", "everyone", "semua"})
BUT = frozenset({"but", "except", "kecuali", "selain"})
STAND_DOWN = "release all but @user…"


async def assembly(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident assembly`: the board; `assembly release` opens the form of a stand-down."""
    state = await clerk.incident(visit, line.named)
    if head(line.rest)[0].casefold() in {"release", "standdown", "stand-down"}:
        await open_stand_down(clerk, visit, state)
    else:
        await clerk.tell(visit, board_message(clerk.scene(state), visit.person.id))


async def stand_down(clerk: Clerk, visit: Visit, state: Incident, words: str) -> bool:
    """`release all but @a @b`: done, or with nobody named the form. False when the words say something else."""
    first, rest = head(words)
    if first.casefold() not in ALL:
        return False
    people = await people_of(clerk, visit, rest)
    if people is None:
        raise EmptyText(form=f"`/incident {STAND_DOWN}`")
    if people:
        await act(clerk, visit, state, ca.StandDown(stay=people))
    else:
        await open_stand_down(clerk, visit, state)
    return True


async def people_of(clerk: Clerk, visit: Visit, words: str) -> tuple[Person, ...] | None:
    """Everybody who is mentioned; None when the words hold anything else."""
    found: list[Person] = []
    while words:
        word, words = head(words)
        who = mention(word)
        if who:
            found.append(await clerk.person(visit, who))
        elif word.casefold().strip(",.") not in BUT | {"and", "dan"}:
            return None
    return tuple(dict.fromkeys(found))


async def open_stand_down(clerk: Clerk, visit: Visit, state: Incident) -> None:
    """The form in which those are chosen who stay. Raises NotAllowed."""
    await clerk.require_lead(visit, state, phrase("release the others"))
    shown = tuple(person.id for person in offered(state))
    begun = origin(visit).model_copy(update={"people": shown})
    if not shown:
        await act(clerk, visit, state, ca.StandDown(stay=()))
        return
    view = stand_down_form(clerk.scene(state), begun)
    await clerk.open(visit, view, instead(clerk, state, Action.STAND_DOWN_OPEN, STAND_DOWN))
