"""Changing the register: proposals of a month, lines of people, decisions, approved models, reminders.

An item, the version that comes of it, and what is owed because of it are one transaction; the register is locked
first, so two replicas that approve the same at once store one version and owe one announcement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.warroom.base import Moment
from bot.warroom.errors import EmptyText, UnknownModel
from bot.warroom.improvements.deciding import Assign, Circumstances, Command, Move, check_words, decide
from bot.warroom.improvements.errors import NotSteward, OfPrivate, UnknownVersion
from bot.warroom.improvements.item import OWED, Improvement, Kind, ModelVersion
from bot.warroom.improvements.owing import CARD, announcements, filing, reminder
from bot.warroom.improvements.proposing import Draft, drafts, new_ones
from bot.warroom.improvements.shelf import Shelf, following
from bot.warroom.incident import Incident
from bot.warroom.operations.engine import Answer, Asked, Engine, reply
from bot.warroom.operations.people import is_administrator
from bot.warroom.operations.stewarding import stewards
from bot.warroom.periodic.pack import Pack
from bot.warroom.phrases import phrase
from bot.warroom.policy import IncidentModel, Policy
from bot.warroom.ports import Owed, Reader, Store, Transaction

Told = Callable[[Improvement], Answer]
BY_HAND = "`/incident improvement <text> owner @user by 30d`"


async def refresh(engine: Engine) -> None:
    """Put on this replica's shelf what any replica approved."""
    shelf = engine.policy.models
    if not isinstance(shelf, Shelf):
        return
    async with engine.store.reading() as reader:
        if await reader.count_model_versions() != shelf.known:
            shelf.put(await reader.model_versions())


async def propose(store: Store, policy: Policy, pack: Pack, now: Moment) -> list[Improvement]:
    """Put what the pack suggests into the register, each once; the month's proposals that nobody has decided."""
    found = drafts(pack, policy)
    async with store.writing() as tx:
        await tx.lock_register()
        known = await tx.improvements()
        for draft in new_ones(found, known, policy):
            await tx.add_improvement(_proposed(draft, now))
        everything = await tx.improvements({"proposed"})
    return [item for item in everything if item.month == pack.month.name]


def _proposed(draft: Draft, now: Moment) -> Improvement:
    fields = draft.model_dump(exclude={"model"})
    return Improvement(number=0, source=draft.source, model=draft.model, raised_at=now, **fields)


async def note(
    engine: Engine, kind: Kind, text: str, about: Incident | None, give: Assign, asked: Asked, told: Told
) -> None:
    """Put a person's line into the register. Raises EmptyText, TextTooLong, OfPrivate."""
    title = check_words(text)
    if not title:
        raise EmptyText(form=BY_HAND)
    if about and (about.private or about.drill):
        raise OfPrivate(reference=about.reference)
    item = Improvement(
        number=0, source=f"line:{asked.submission}", kind=kind, title=title, raised_by=asked.actor,
        evidence=(about.number,) if about else (), services=about.services if about else (),
        owner=give.owner, due_at=give.due_at, raised_at=engine.clock.now(),
    )  # fmt: skip
    async with engine.store.writing() as tx:
        if not await tx.finish_submission(asked.submission or ""):
            return
        added = await tx.add_improvement(item)
        if added:
            await _answer(tx, asked, told(added))
    engine.ring()


async def change(engine: Engine, number: int, command: Command, asked: Asked, told: Told) -> None:
    """Decide about an item. Raises UnknownImprovement and what `deciding.decide` does."""
    async with engine.store.reading() as reader:
        known = await reader.improvement(number)
    at = await circumstances(engine, known, asked)
    async with engine.store.writing() as tx:
        if not await tx.finish_submission(asked.submission or ""):
            return
        await tx.lock_register()
        item = await tx.lock_improvement(number)
        changed = decide(item, command, at)
        owed = [] if not isinstance(command, Move) else filing(item, changed)
        if changed.model and item.state == "proposed" and changed.state == "done":
            changed, version = await _stored(engine, tx, changed, at)
            owed += announcements(version, engine.policy)
        await tx.save_improvement(changed)
        await tx.owe([*owed, card(changed, asked.submission or "")])
        await _answer(tx, asked, told(changed))
    await refresh(engine)
    engine.ring()


async def _stored(
    engine: Engine, tx: Transaction, item: Improvement, at: Circumstances
) -> tuple[Improvement, ModelVersion]:
    """The item's model as the next version of its name."""
    if item.model is None:
        raise ValueError(f"{item.reference} holds no model")
    number = following(item.model.name, policy_models(engine.policy), await tx.model_versions())
    model = item.model.model_copy(update={"version": number})
    version = ModelVersion(model=model, at=at.now, by=at.actor, item=item.number)
    await tx.add_model_version(version)
    return item.model_copy(update={"model": model}), version


async def bring_back(
    engine: Engine, name: str, number: int, asked: Asked, told: Callable[[ModelVersion], Answer]
) -> None:
    """Store an earlier version again, as the newest. Raises UnknownModel, UnknownVersion, NotSteward."""
    model = engine.policy.models.get(name)
    if model is None:
        raise UnknownModel(model=name, known=tuple(engine.policy.models) or ("none",))
    at = await circumstances(engine, None, asked, model.services)
    if not at.decides:
        names = ", ".join(each.name for each in at.stewards)
        who = phrase("{names} and administrators", names=names) if names else phrase("administrators")
        raise NotSteward(who=who, what=phrase("bring back a version of {model}", model=model.title))
    async with engine.store.writing() as tx:
        if not await tx.finish_submission(asked.submission or ""):
            return
        await tx.lock_register()
        versions = await tx.model_versions()
        base = policy_models(engine.policy)
        earlier = _version(name, number, versions, base)
        again = earlier.model_copy(update={"version": following(name, base, versions)})
        version = ModelVersion(model=again, at=at.now, by=at.actor, again=number)
        await tx.add_model_version(version)
        await tx.owe(announcements(version, engine.policy))
        await _answer(tx, asked, told(version))
    await refresh(engine)
    engine.ring()


def _version(
    name: str, number: int, versions: Iterable[ModelVersion], base: dict[str, IncidentModel]
) -> IncidentModel:  # fmt: skip
    known = [each.model for each in versions if each.model.name == name] + ([base[name]] if name in base else [])
    found = next((each for each in known if each.version == number), None)
    if found is None:
        raise UnknownVersion(version=number, model=name)
    return found


def policy_models(policy: Policy) -> dict[str, IncidentModel]:
    """The models of the policy's file, without what was approved."""
    return dict(policy.models.base if isinstance(policy.models, Shelf) else policy.models)


async def circumstances(
    engine: Engine, item: Improvement | None, asked: Asked, services: Iterable[str] = ()
) -> Circumstances:
    """Who asks, and who may decide about the item. Asks the directory, so it stands outside of transactions."""
    if asked.actor is None:
        raise ValueError("somebody decides about improvements")
    found = await stewards(engine, (*(item.services if item else ()), *services))
    return Circumstances(
        policy=engine.policy, now=engine.clock.now(), actor=asked.actor, stewards=found,
        administrator=await is_administrator(engine, asked.actor),
    )  # fmt: skip


async def _answer(tx: Transaction, asked: Asked, answer: Answer) -> None:
    if asked.reply_to:
        await tx.owe([reply(asked.reply_to, answer, asked.submission or "")])


def card(item: Improvement, why: str) -> Owed:
    """Its messages with buttons show it as it stands; several changes at once draw it once."""
    key = f"{CARD}:{item.number}:{why}"
    return Owed(key=key, step=CARD, payload={"number": item.number}, slot=f"{CARD}:{item.number}")


async def remind(engine: Engine) -> None:
    """Owe owners the reminders that have come due. A key for each date and round: ticks and replicas owe it once."""
    now = engine.clock.now()
    async with engine.store.reading() as reader:
        owed = await _reminders(reader, engine.policy, now)
    if not owed:
        return
    async with engine.store.writing() as tx:
        await tx.owe(owed)
    engine.ring()


async def _reminders(reader: Reader, policy: Policy, now: datetime) -> list[Owed]:
    items = await reader.improvements(OWED)
    keyed = [owed for item in items if (owed := reminder(item, policy, now))]
    sent = await reader.settled([owed.key for owed in keyed]) if keyed else {}
    return [owed for owed in keyed if owed.key not in sent]
