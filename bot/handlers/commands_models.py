"""`model` and `solution`: handling an incident by a proven model."""

from __future__ import annotations

from bot.handlers import answers_models, openers_acts
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.parsing import Line, head
from bot.handlers.visit import Visit
from bot.warroom import commands_models as cm
from bot.warroom.errors import EmptyText

SOLUTION_FORM = "`/incident solution used`"


async def model(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident model [name]`, `model change <name>`, `model abandon <reason>`; alone it shows those there are."""
    state = await clerk.incident(visit, line.named)
    word, rest = head(line.rest)
    match word.casefold():
        case "":
            await clerk.tell(visit, answers_models.models(clerk.scene(state)))
        case "abandon" | "drop" | "tinggalkan" if not rest:
            await openers_acts.reason(clerk, visit, state, "abandon")
        case "abandon" | "drop" | "tinggalkan":
            await act(clerk, visit, state, cm.AbandonModel(reason=await clerk.readable(rest)))
        case "change" | "apply" | "use" | "ganti" if rest:
            await act(clerk, visit, state, cm.ApplyModel(model=await clerk.readable(rest)))
        case _:
            await act(clerk, visit, state, cm.ApplyModel(model=await clerk.readable(line.rest)))


async def solution(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident solution used`."""
    if head(line.rest)[0].casefold() not in {"used", "helped", "dipakai"}:
        raise EmptyText(form=SOLUTION_FORM)
    await act(clerk, visit, await clerk.incident(visit, line.named), cm.UseSolution())
