"""`swarm`: forming a line of work from teams by name, leading it, reporting, ending it."""

from __future__ import annotations

from collections.abc import Callable

from bot.comms.cards import swarms as cards
from bot.comms.cards.ids import Action, Press
from bot.handlers.acts import act
from bot.handlers.clerk import Clerk
from bot.handlers.openers import instead, origin
from bot.handlers.parsing import Line, head, mention, tail
from bot.handlers.views import swarms as views
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_swarms as cs
from bot.warroom.base import Person
from bot.warroom.errors import UnknownSwarm
from bot.warroom.incident import Incident
from bot.warroom.swarm_rooms import by_channel
from bot.warroom.swarms import known

LEAD = frozenset({"lead", "leader", "pimpin"})
JOIN = frozenset({"join", "ikut"})
STATUS = frozenset({"status", "report", "lapor"})
END = frozenset({"done", "end", "over", "selesai"})
DEEDS = LEAD | JOIN | STATUS | END
AND = frozenset({"and", "dan", "&", "&amp;", "+"})
MOST_TEAMS = 6


async def swarm(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident swarm <team>… <goal>`, `swarm <team> lead @user | join | status … | done …`; alone it lists them."""
    state = await clerk.incident(visit, line.named)
    if not line.rest:
        await clerk.tell(visit, cards.listing(clerk.scene(state)))
        return
    command = await _deed(clerk, visit, state, line.rest)
    if command:
        await act(clerk, visit, state, command)
        return
    await act(clerk, visit, state, cs.OpenSwarms(swarms=tuple(await _opened(clerk, visit, line.rest))))


async def _deed(clerk: Clerk, visit: Visit, state: Incident, words: str) -> c.Command | None:
    """Something about a swarm that is at work; None when the words form a new one."""
    which, rest = head(_named_here(state, visit, words))
    deed, rest = head(rest)
    if deed.casefold().strip(":") not in DEEDS:
        return None
    name = await clerk.readable(which)
    try:
        known(state, name)
    except UnknownSwarm:
        if deed.casefold() in LEAD:
            return None  # `swarm backend lead @budi` forms it
        raise
    return await _about(clerk, visit, name, deed.casefold().strip(":"), rest)


def _named_here(state: Incident, visit: Visit, words: str) -> str:
    """In a swarm's own channel `swarm status …` is about that swarm."""
    here = by_channel(state).get(visit.channel or "")
    return f"{here.number} {words}" if here and head(words)[0].casefold().strip(":") in DEEDS else words


async def _about(clerk: Clerk, visit: Visit, name: str, deed: str, rest: str) -> c.Command:
    if deed in LEAD:
        who = mention(head(rest)[0])
        return cs.LeadSwarm(swarm=name, person=await clerk.person(visit, who) if who else visit.person)
    if deed in JOIN:
        return cs.JoinSwarm(swarm=name)
    text = await clerk.readable(rest)
    return cs.ReportSwarm(swarm=name, text=text) if deed in STATUS else cs.EndSwarm(swarm=name, text=text)


async def _opened(clerk: Clerk, visit: Visit, words: str) -> list[cs.NewSwarm]:
    """A swarm for each team at the beginning of the words; the rest is their goal, `lead @user` at its end."""
    teams, goal = _teams(words, clerk.engine.directory.is_team)
    goal, lead = await _lead(clerk, visit, goal)
    said = (await clerk.readable(goal)).strip(" :-–—")
    return [await opening(clerk, team, said, lead) for team in teams]


def _teams(words: str, is_team: Callable[[str], bool]) -> tuple[list[str], str]:
    """The first word always, and those after it that are names: written so, with @ or after a comma, or a user group's.

    After a colon the goal begins: `swarm network: server is slow`.
    """
    first, rest = head(words)
    teams = [first]
    while len(teams) < MOST_TEAMS and not teams[-1].endswith(":"):
        word, after = _without_and(rest, is_team)
        named = word.startswith(("@", "<!", "<@")) or teams[-1].endswith(",") or is_team(word.rstrip(",:"))
        if not named or not word or word.casefold() in LEAD:
            break
        teams, rest = [*teams, word], after
    return [team.rstrip(",:") for team in teams], rest


def _without_and(words: str, is_team: Callable[[str], bool]) -> tuple[str, str]:
    """The next word and what follows it; `and server` is the team *server*."""
    word, rest = head(words)
    following, after = head(rest)
    return (following, after) if word.casefold() in AND and is_team(following.rstrip(",:")) else (word, rest)


async def _lead(clerk: Clerk, visit: Visit, goal: str) -> tuple[str, Person | None]:
    before, last = tail(goal)
    rest, word = tail(before)
    who = mention(last)
    if who is None or word.casefold().strip(":,") not in LEAD:
        return goal, None
    return rest, await clerk.person(visit, who)


async def opening(clerk: Clerk, team: str, goal: str, lead: Person | None) -> cs.NewSwarm:
    """A new swarm of this team or person; one that nobody knows has no members yet."""
    named = (await clerk.readable(team)).lstrip("@")
    ref = team if team.startswith(("<", "@", "schedule:")) else f"@{team}"
    members = await clerk.engine.directory.members(ref)
    return cs.NewSwarm(name=named, goal=goal, team=ref if members else "", lead=lead, members=members)


async def open_form(clerk: Clerk, visit: Visit, state: Incident, _press: Press) -> None:
    """The form that forms one."""
    view = views.open_form(clerk.scene(state), origin(visit))
    await clerk.open(visit, view, instead(clerk, state, Action.SWARM_OPEN_OPEN, "swarm <team> <goal>"))


async def open_report(clerk: Clerk, visit: Visit, state: Incident, press: Press) -> None:
    """The form that says how far it is."""
    found = known(state, press.name)
    view = views.report_form(clerk.scene(state), found, origin(visit))
    await clerk.open(visit, view, instead(clerk, state, None, f"swarm {found.name} status <how far you are>"))
