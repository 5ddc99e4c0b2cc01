"""Taking over from a MIM: what must be accepted is shown, ticked in a form, or accepted all together by typing so."""

from __future__ import annotations

from bot.comms import render
from bot.comms.brief import sentence
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action
from bot.comms.cards.scene import Scene
from bot.comms.message import Message
from bot.comms.render import fill
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.refusals import Stale
from bot.handlers.views.handover import BLOCK, MOST_BLOCKS, take_over_form
from bot.handlers.views.parts import Filled, Origin
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom.briefs import BriefLine
from bot.warroom.handover import to_accept
from bot.warroom.incident import Incident

ALL = frozenset({"all", "everything", "semua"})


async def typed(clerk: Clerk, visit: Visit, state: Incident, word: str = "") -> None:
    """`/incident handover accept` shows what is to be accepted; with `all` it is. Raises NoHandover."""
    owed = to_accept(state, clerk.policy, clerk.now())
    if word in ALL or not owed or not _offered(state, visit):
        await act(clerk, visit, state, c.AcceptHandover(everything=word in ALL or not owed))
        return
    await clerk.tell(visit, shown(clerk.scene(state), owed))


def _offered(state: Incident, visit: Visit) -> bool:
    return bool(state.lead and state.lead.handover_to and state.lead.handover_to.id == visit.person.id)


def shown(scene: Scene, owed: tuple[BriefLine, ...]) -> Message:
    """What is to be accepted, with the button that opens the form."""
    t = scene.t
    title = fill(t.gettext("To take over {reference}, accept each of these:"), reference=scene.reference)
    said = [render.line(sentence(line, t, scene.when, scene.audience), 200) for line in owed]
    form = fill(t.gettext("Press the button, or type `{command} handover accept all`."), command=scene.command)
    body = render.lines(title, *(fill("• {line}", line=line) for line in said), form)
    button = scene.button(t.gettext("Accept each…"), Action.HANDOVER_ACCEPT, style="primary")
    return scene.message(body, *kit.sections(body), kit.actions(button))


async def pressed(clerk: Clerk, visit: Visit, state: Incident) -> None:
    """The button: the form, where there is something to accept. Raises NoHandover."""
    owed = to_accept(state, clerk.policy, clerk.now())
    if not owed or not _offered(state, visit):
        await act(clerk, visit, state, c.AcceptHandover())
        return
    view = take_over_form(clerk.scene(state), owed, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.HANDOVER_ACCEPT, "handover accept all"))


async def sent(clerk: Clerk, visit: Visit, given: Filled, begun: Origin) -> None:
    """The form: everything that was ticked is accepted. Raises NotAllAccepted."""
    if begun.number is None:
        raise Stale
    ticked = [key for n in range(MOST_BLOCKS) for key in given.choices(f"{BLOCK}{n}")]
    state = await clerk.incident(visit, begun.number)
    await act(clerk, visit, state, c.AcceptHandover(accepted=tuple(ticked)))
