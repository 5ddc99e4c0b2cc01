"""The small forms about an incident: update, resolve, reopen, severity, key moment, task, handover."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, Block, Callback
from bot.comms.cards.scene import Scene
from bot.comms.locale import Translator
from bot.comms.places import place_words
from bot.comms.render import Markup, fill
from bot.comms.words import mark_emoji, mark_name
from bot.handlers.answers_updates import receivers
from bot.handlers.views.parts import (
    Origin,
    audience_options,
    chosen,
    close_label,
    moment_picker,
    remembered,
    severity_options,
)
from bot.warroom.events import MARK_KINDS
from bot.warroom.promising import TEXT_LIMIT
from bot.warroom.recording import REMARK_LIMIT

MARKABLE = tuple(kind for kind in MARK_KINDS if kind != "resource")
QUOTE = 500


def _about(scene: Scene) -> kit.Block:
    return kit.context(render.join(" · ", [render.escape(scene.heading), scene.severity, scene.phase]))


def incident_form(
    scene: Scene, callback: Callback, title: str, submit: str, fields: Sequence[kit.Block], origin: Origin
) -> kit.Block:
    """A form about one incident, which it names on top and remembers."""
    known = origin.model_copy(update={"number": scene.state.number})
    return kit.modal(
        callback, title, [_about(scene), *fields], submit=submit, close=close_label(scene.t), private=remembered(known)
    )


def words_field(label: str, *, initial: str = "", block: Block = Block.TEXT, longest: int = TEXT_LIMIT, hint: str = "",
          optional: bool = False) -> kit.Block:  # fmt: skip
    """A field for words."""
    return kit.field(
        block, label, kit.text_input(block, initial=initial, multiline=True, longest=longest), hint=hint,
        optional=optional,
    )  # fmt: skip


def update_form(scene: Scene, draft: str, audiences: tuple[str, ...], origin: Origin) -> kit.Block:
    """Text and audiences of an update. Those in `audiences` are ticked: a draft's, or all that have no quiet hours."""
    t = scene.t
    state = scene.state
    told = scene.policy.audiences_for(state.concern(), promised=state.promises)
    known = tuple(each.name for each in told)
    boxes = audience_options(known, scene.policy)
    ticked = [box for box in boxes if box["value"] in audiences]
    fields = [words_field(t.gettext("What should they know?"), initial=draft, hint=_hint(scene), optional=True)]
    if boxes:
        tick = kit.checkboxes(Block.AUDIENCES, boxes, initial=ticked)
        fields.append(kit.field(Block.AUDIENCES, t.gettext("Who is told?"), tick))
    fields.append(kit.context(_reach(scene, known)))
    fields.append(kit.actions(scene.button(t.gettext("Preview for each audience"), Action.UPDATE_PREVIEW)))
    return incident_form(scene, Callback.UPDATE_MODAL, t.gettext("Status update"), t.gettext("Publish"), fields, origin)


def _hint(scene: Scene) -> str:
    if scene.state.state == "investigating":
        return scene.t.gettext("What is being done. Impact, key moments and the next time are added by themselves.")
    return scene.t.gettext("Cause and remedy. Impact, key moments and the next time are added by themselves.")


def _where(scene: Scene, name: str) -> str:
    """An audience, its places, and how many people the policy says that they reach."""
    audience = scene.policy.audiences[name]
    routes = audience.places(drill=scene.state.drill)
    places = ", ".join(place_words(route.ref, scene.t) for route in routes) or scene.t.gettext("this room only")
    if not audience.people:
        return f"{scene.audience(name)} ({places})"
    people = scene.t.ngettext("about {n} person", "about {n} people", audience.people).format(n=audience.people)
    return f"{scene.audience(name)} ({places}; {people})"


def _reach(scene: Scene, known: tuple[str, ...]) -> Markup:
    places = receivers(scene, known)
    words = scene.t.ngettext(
        "All together it appears in {n} channel: {each}",
        "All together it appears in {n} channels: {each}",
        places,
    )
    each = "; ".join(_where(scene, name) for name in known)
    return fill(words, n=places, each=render.line(each or scene.t.gettext("no audience"), 1_500))


def resolve_form(scene: Scene, origin: Origin) -> kit.Block:
    """What restored the service, and when."""
    t = scene.t
    fields = [
        words_field(
            t.gettext("What restored the service?"), hint=t.gettext("It goes into the last update to everybody.")
        ),
        kit.field(
            Block.AT,
            t.gettext("Restored at"),
            moment_picker(Block.AT),
            hint=t.gettext("Empty: just now."),
            optional=True,
        ),
    ]
    return incident_form(scene, Callback.RESOLVE_MODAL, t.gettext("Resolve"), t.gettext("Resolve"), fields, origin)


def reopen_form(scene: Scene, origin: Origin) -> kit.Block:
    """Why it is not over."""
    t = scene.t
    fields = [words_field(t.gettext("Why is it not over?"), block=Block.REASON)]
    return incident_form(scene, Callback.REOPEN_MODAL, t.gettext("Reopen"), t.gettext("Reopen"), fields, origin)


def severity_form(scene: Scene, origin: Origin, wanted: str | None = None) -> kit.Block:
    """Which severity, and why."""
    t, options = scene.t, severity_options(scene.policy)
    menu = kit.static_select(Block.SEVERITY, options, initial=chosen(options, wanted or scene.state.severity))
    fields = [
        kit.field(Block.SEVERITY, t.gettext("Severity"), menu),
        words_field(t.gettext("Why?"), block=Block.REASON),
    ]
    return incident_form(
        scene, Callback.SEVERITY_MODAL, t.gettext("Change severity"), t.gettext("Change"), fields, origin
    )


def mark_form(scene: Scene, words: str, kind: str, origin: Origin) -> kit.Block:
    """As what a message stands on the timeline; without a message, what to keep."""
    t = scene.t
    kinds = [kit.option(f"{mark_emoji(each)} {mark_name(each, t)}", each) for each in MARKABLE]
    menu = kit.static_select(Block.KIND, kinds, initial=chosen(kinds, kind))
    fields = [kit.field(Block.KIND, t.gettext("As what?"), menu)]
    fields.append(words_field(t.gettext("Words on the timeline"), initial=words, longest=REMARK_LIMIT))
    return incident_form(scene, Callback.MARK_MODAL, t.gettext("Add to timeline"), t.gettext("Add"), fields, origin)


def task_form(scene: Scene, words: str, origin: Origin) -> kit.Block:
    """Work, its owner and its time."""
    t = scene.t
    fields = [
        words_field(t.gettext("What is to be done?"), initial=words, longest=REMARK_LIMIT),
        kit.field(Block.OWNER, t.gettext("Who?"), kit.users_select(Block.OWNER), optional=True),
        kit.field(Block.DUE, t.gettext("By when?"), moment_picker(Block.DUE), optional=True),
    ]
    return incident_form(scene, Callback.TASK_MODAL, t.gettext("Create task"), t.gettext("Create"), fields, origin)


def handover_form(scene: Scene, origin: Origin) -> kit.Block:
    """Who takes over, and what they should know."""
    t = scene.t
    fields = [
        kit.field(Block.OWNER, t.gettext("Who takes over?"), kit.users_select(Block.OWNER)),
        words_field(t.gettext("What should they know?"), optional=True),
    ]
    return incident_form(scene, Callback.HANDOVER_MODAL, t.gettext("Hand over"), t.gettext("Ask"), fields, origin)


def notice(t: Translator, title: str, text: Markup) -> kit.Block:
    """A view that only says something."""
    return kit.modal("notice", title, kit.sections(text), close=t.gettext("Close"))
