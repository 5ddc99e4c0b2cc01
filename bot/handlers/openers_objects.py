"""Opening the forms about hypotheses, decisions, actions and tasks, from a command or a button alike."""

from __future__ import annotations

from bot.handlers import listings
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.refusals import Stale
from bot.handlers.views import objects as views
from bot.handlers.visit import Visit
from bot.warroom.incident import Incident
from bot.warroom.investigating import open_task
from bot.warroom.objects import Hypothesis, labelled


async def words(clerk: Clerk, visit: Visit, state: Incident, about: str) -> None:
    """The form that asks for evidence, an objection, a result; `about` is the line that would say the same."""
    parts = about.split()
    it = labelled(state, parts[1]) if len(parts) == 3 else None
    if it is None:
        raise Stale
    view = views.words_form(clerk.scene(state), it, about, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"{views.typed(about)} <text>"))


async def test(clerk: Clerk, visit: Visit, state: Incident, name: str) -> None:
    """The form that asks who tests a hypothesis, and by when."""
    it = labelled(state, name)
    if not isinstance(it, Hypothesis):
        raise Stale
    view = views.test_form(clerk.scene(state), it, origin(visit), clerk.now() + clerk.policy.work.time_box)
    await clerk.open(visit, view, instead(clerk, state, None, f"hypothesis {name} testing @user by 20m"))


async def assign(clerk: Clerk, visit: Visit, state: Incident, number: int) -> None:
    """The form that gives a task an owner and a time. Raises UnknownTask."""
    view = views.assign_form(clerk.scene(state), open_task(state, number), origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"task {number} @user by 30m"))


async def done(clerk: Clerk, visit: Visit, state: Incident) -> None:
    """Which task is finished? Without an open one the list says so."""
    tasks = [task for task in state.tasks if not task.done]
    if not tasks:
        await clerk.tell(visit, listings.tasks(clerk.scene(state), clerk.now()))
        return
    view = views.done_form(clerk.scene(state), tasks, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, "done <n>"))
