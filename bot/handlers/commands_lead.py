"""`mim`, `handover`, `role` and `release`: who leads, and who does what."""

from __future__ import annotations

from bot.handlers import listings, openers, taking_over
from bot.handlers.acts import act
from bot.handlers.choices import role as role_named
from bot.handlers.clerk import Clerk
from bot.handlers.commands_assembly import people_of, stand_down
from bot.handlers.parsing import Line, head, mention
from bot.handlers.visit import Visit
from bot.warroom import commands as c
from bot.warroom import commands_assembly as ca
from bot.warroom.base import Person
from bot.warroom.errors import AlreadySo, EmptyText
from bot.warroom.incident import Incident
from bot.warroom.phrases import phrase

YES = frozenset({"accept", "accepted", "yes", "ok", "ya", "terima"})
NO = frozenset({"decline", "declined", "no", "cancel", "tidak", "tolak", "batal"})
TAKE = frozenset({"claim", "take", "ambil"})
FREE = frozenset({"release", "remove", "lepas", "free"})
ROLE_FORM = "`/incident role <role> @user`"
RELEASE_FORM = "`/incident release <role> @user`"


async def mim(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident mim @user | claim | accept | decline`; alone it says who leads."""
    state = await clerk.incident(visit, line.named)
    word = head(line.rest)[0].casefold()
    if not word:
        await clerk.tell(visit, listings.lead(clerk.scene(state)))
    elif word in TAKE or mention(word) == "me":
        await act(clerk, visit, state, c.ClaimMim())
    elif word in YES and _takes_over(state, visit):
        await taking_over.typed(clerk, visit, state, head(head(line.rest)[1])[0].casefold())
    elif word in YES or word in NO:
        await act(clerk, visit, state, _reply(state, yes=word in YES))
    else:
        person = await clerk.person(visit, _reference(line.rest))
        await act(clerk, visit, state, c.AssignMim(person=person))


def _takes_over(state: Incident, visit: Visit) -> bool:
    lead = state.lead
    return bool(lead and lead.handover_to and lead.handover_to.id == visit.person.id)


def _reply(state: Incident, *, yes: bool) -> c.Command:
    """The answer to whatever was asked: to lead, or to take over."""
    if state.lead and state.lead.handover_to and not yes:
        return c.DeclineHandover()
    return c.AcceptMim() if yes else c.DeclineMim()


async def handover(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident handover @user [what they should know] | accept [all] | decline`; alone it opens the form."""
    state = await clerk.incident(visit, line.named)
    word = head(line.rest)[0].casefold()
    if not word or word == "to":
        await _offer(clerk, visit, state, head(line.rest)[1])
    elif word in YES:
        asked = state.lead is not None and not state.lead.accepted and state.lead.person.id == visit.person.id
        if asked:
            await act(clerk, visit, state, c.AcceptMim())
        else:
            await taking_over.typed(clerk, visit, state, head(head(line.rest)[1])[0].casefold())
    elif word in NO:
        await act(clerk, visit, state, c.DeclineHandover())
    else:
        await _offer(clerk, visit, state, line.rest)


async def _offer(clerk: Clerk, visit: Visit, state: Incident, words: str) -> None:
    if not words:
        await openers.handover(clerk, visit, state)
        return
    first, brief = head(words)
    person = await clerk.person(visit, _reference(first))
    await act(clerk, visit, state, c.OfferHandover(to=person, brief=await clerk.readable(brief)))


async def role(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident role <role> @user…`, `role <role> @user release`; alone it shows who holds which."""
    state = await clerk.incident(visit, line.named)
    if not line.rest:
        await clerk.tell(visit, listings.roles(clerk.scene(state)))
        return
    names, people, releasing = _role_words(line.rest)
    if not people and names and names[-1].casefold() in YES | NO:
        await _answer_role(clerk, visit, state, names)
        return
    if releasing:
        await act(clerk, visit, state, await _release(clerk, visit, state, names, people))
        return
    if not (names and people):
        raise EmptyText(form=ROLE_FORM)
    wanted = role_named(await clerk.readable(" ".join(names)), clerk.policy)
    first, *others = [await clerk.person(visit, reference) for reference in people]
    await act(clerk, visit, state, c.AssignRole(role=wanted, person=first, others=tuple(others)))


async def _answer_role(clerk: Clerk, visit: Visit, state: Incident, names: list[str]) -> None:
    *words, answer = names
    wanted = role_named(await clerk.readable(" ".join(words)), clerk.policy) if words else ""
    yes = answer.casefold() in YES
    await act(clerk, visit, state, ca.AcknowledgeRole(role=wanted) if yes else ca.DeclineRole(role=wanted))


async def release(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident release <role> @user`, `release @user…`, `release all but @user…`.

    The role is enough when one person holds it.
    """
    state = await clerk.incident(visit, line.named)
    if await stand_down(clerk, visit, state, line.rest):
        return
    several = await people_of(clerk, visit, line.rest)
    if several:
        await act(clerk, visit, state, ca.ReleasePeople(people=several))
        return
    names, people, _releasing = _role_words(line.rest)
    await act(clerk, visit, state, await _release(clerk, visit, state, names, people))


async def _release(clerk: Clerk, visit: Visit, state: Incident, names: list[str], people: list[str]) -> c.ReleaseRole:
    """Whose role is taken back. Raises EmptyText where that is not clear."""
    person = await clerk.person(visit, people[0]) if people else None
    role = role_named(await clerk.readable(" ".join(names)), clerk.policy) if names else _only_role(state, person)
    holders = (person,) if person else state.holding(role) if role else ()
    if not role or len(holders) != 1:
        raise EmptyText(form=RELEASE_FORM)
    return c.ReleaseRole(role=role, person=holders[0])


def _only_role(state: Incident, person: Person | None) -> str:
    """The one role that somebody holds; nothing when there are several. Raises AlreadySo when there is none."""
    if person is None:
        return ""
    held = [each.role for each in state.holders if each.person.id == person.id]
    if not held and (state.mim is None or state.mim.id != person.id):
        raise AlreadySo(what=phrase("{name} has no role in {reference}", name=person.name, reference=state.reference))
    return held[0] if len(held) == 1 else "" if held else "mim"


def _role_words(words: str) -> tuple[list[str], list[str], bool]:
    """The words of the role, the people, and whether the role is taken back; in any order."""
    names: list[str] = []
    people: list[str] = []
    releasing = False
    while words:
        word, words = head(words)
        who = mention(word)
        if who:
            people.append(who)
        elif word.casefold() in FREE:
            releasing = True
        elif word.casefold() not in {"to", "from", "for", "untuk"}:
            names.append(word)
    return names, people, releasing


def _reference(word: str) -> str:
    """A mention, or a plain name taken for a handle."""
    first = head(word)[0]
    return mention(first) or f"@{first.lstrip('@')}"
