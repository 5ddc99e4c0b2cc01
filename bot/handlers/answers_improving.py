"""What a person is told about the register and about models; see `answers`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.improvements import RegisterWords, item_card
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.shipped import is_shipped
from bot.warroom.improvements.item import Improvement, ModelVersion
from bot.warroom.improvements.shelf import Shelf
from bot.warroom.policy import IncidentModel

MOST = 40


def raised(item: Improvement, words: RegisterWords) -> Message:
    """It stands in the register; who decides next."""
    t = words.t
    said = fill(
        t.gettext("{reference} stands in the register as proposed. To decide: `/incident improvement {n} approve` or "
                  "`refuse <reason>`"),
        reference=render.bold(item.reference), n=item.number,
    )  # fmt: skip
    return kit.message(said, [kit.section(said), *item_card(item, words).blocks], t)


def changed(item: Improvement, words: RegisterWords) -> Message:
    """What it is now."""
    if item.model and item.state == "done":
        form = words.t.gettext(
            "Approved: {title}, version {version}, is in use from now on (`/incident model {name}`), "
            "and its teams are told."
        )
        said = fill(form, title=render.bold(item.title), version=item.model.version, name=item.model.name)
    else:
        form = words.t.gettext("{reference} is now: {state}.")
        said = fill(form, reference=render.bold(item.reference), state=words.state(item))
    return kit.message(said, [kit.section(said), *item_card(item, words).blocks], words.t)


def models(stored: Sequence[ModelVersion], words: RegisterWords) -> Message:
    """Every model, with where it comes from; `stored` are the versions that were ever approved."""
    t, known = words.t, words.policy.models
    title = fill(t.gettext("*Incident models*")) if known else fill(t.gettext("The policy has no models."))
    lines = [_model(each, stored, words) for each in list(known.values())[:MOST]]
    hint = fill(t.gettext("The versions of one: `/incident models <name>`. To apply one: `/incident model <name>`"))
    said = render.lines(title, *lines)
    return kit.message(said, [*kit.sections(said), kit.context(hint)], t)


def _model(model: IncidentModel, stored: Sequence[ModelVersion], words: RegisterWords) -> Markup:
    t = words.t
    steps = t.ngettext("{n} step", "{n} steps", len(model.steps)).format(n=len(model.steps))
    where = origin(model.name, stored, words)
    return fill(
        t.gettext("• `{name}` {title} · version {version} · {steps} · {origin}"), name=model.name,
        title=render.line(model.title, 80), version=model.version, steps=steps, origin=where,
    )  # fmt: skip


def origin(name: str, stored: Sequence[ModelVersion], words: RegisterWords) -> str:
    """Where the version that is used comes from: shipped, of the policy, or approved here by whom from what."""
    t, shelf = words.t, words.policy.models
    used = shelf[name]
    if not (isinstance(shelf, Shelf) and shelf.origin(name) == "approved"):
        return t.gettext("shipped") if is_shipped(used, t.language) else t.gettext("from the policy")
    found = next((each for each in stored if (each.model.name, each.model.version) == (name, used.version)), None)
    if found is None or found.by is None:
        return t.gettext("approved here")
    form = t.gettext("approved here by {name}, from I{n}") if found.item else t.gettext("approved here by {name}")
    return form.format(name=found.by.name, n=found.item)


def versions(name: str, own: Sequence[ModelVersion], words: RegisterWords) -> Message:
    """A model's versions, the newest first."""
    t, model = words.t, words.policy.models[name]
    title = fill(
        t.gettext("*{title}* (`{name}`): version {version} is used, {origin}"), title=render.line(model.title, 80),
        name=name, version=model.version, origin=origin(name, own, words),
    )  # fmt: skip
    lines = [_version(each, words) for each in reversed(own)]
    base = words.policy.models.base.get(name) if isinstance(words.policy.models, Shelf) else model
    if base:
        form = t.gettext("• version {version}: from the policy")
        form = t.gettext("• version {version}: shipped") if is_shipped(base, t.language) else form
        lines.append(fill(form, version=base.version))
    hint = fill(t.gettext("To bring one back: `/incident models restore {name} <version>`"), name=name)
    said = render.lines(title, *lines)
    return kit.message(said, [*kit.sections(said), kit.context(hint)], t)


def _version(version: ModelVersion, words: RegisterWords) -> Markup:
    t = words.t
    from_item = t.gettext("from I{n}").format(n=version.item) if version.item else ""
    again = t.gettext("version {n} again").format(n=version.again) if version.again else ""
    head = fill(
        t.gettext("• version {version}: approved on {day} by {name}"), version=version.model.version,
        day=t.day(version.at, words.policy.timezone), name=version.by.name if version.by else "?",
    )  # fmt: skip
    return render.join(" · ", [head, from_item, again])


def restored(version: ModelVersion, words: RegisterWords) -> Message:
    """An earlier version is used again."""
    form = words.t.gettext("Version {again} of {title} is used again, as version {version}; its teams are told.")
    model = version.model
    said = fill(form, again=version.again, title=render.bold(model.title), version=model.version)
    return kit.message(said, [kit.section(said)], words.t)
