"""An update as each of its audiences would read it: where, how many, what stands in its way, and its own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, Callback
from bot.comms.cards.promises import quoted_update
from bot.comms.cards.scene import Scene
from bot.comms.composer import secrets_in
from bot.comms.findings import finding_lines
from bot.comms.passage import told
from bot.comms.places import place_words
from bot.comms.render import Markup, fill
from bot.handlers.views.forms import incident_form
from bot.handlers.views.parts import Filled, Origin
from bot.warroom.composing import Rendering
from bot.warroom.promising import TEXT_LIMIT

WORDS = "words:"
MOST = 10


def preview_form(
    scene: Scene, renderings: Sequence[Rendering], counted: Mapping[str, int], origin: Origin
) -> kit.Block:
    """Every audience with its own words to be changed; *Refresh* shows what they make."""
    t = scene.t
    fields = [block for each in renderings[:MOST] for block in _audience(scene, each, counted)]
    again = kit.actions(scene.button(t.gettext("Refresh the preview"), Action.UPDATE_PREVIEW))
    return incident_form(
        scene, Callback.UPDATE_PREVIEW_MODAL, t.gettext("Preview"), t.gettext("Send"), [*fields, again], origin
    )


def _audience(scene: Scene, each: Rendering, counted: Mapping[str, int]) -> Iterator[kit.Block]:
    t, name = scene.t, each.audience.name
    title = render.bold(render.line(scene.audience(name), 60))
    yield kit.section(render.lines(title, _reach(scene, each, counted)))
    yield from quoted_update(scene, each.facts, each.audience)
    yield from kit.sections(render.lines(*_obstacles(scene, each)))
    words = kit.text_input(f"{WORDS}{name}", initial=each.text, multiline=True, longest=TEXT_LIMIT)
    yield kit.field(f"{WORDS}{name}", t.gettext("Words for {audience}").format(audience=title_of(scene, name)), words,
                    optional=True)  # fmt: skip
    yield kit.divider()


def title_of(scene: Scene, name: str) -> str:
    """The audience's title for a label, which takes no markup."""
    return render.clip(render.plain(scene.audience(name)), 60)


def _reach(scene: Scene, each: Rendering, counted: Mapping[str, int]) -> Markup:
    """`#customers (12 people) · e-mail to … · about 1200 people`"""
    refs = [route.ref for route in each.audience.places(drill=scene.state.drill)]
    places = [_place(scene, ref, counted.get(ref)) for ref in refs] or [fill(scene.t.gettext("this room only"))]
    people = each.audience.people
    about = fill(scene.t.ngettext("about {n} person", "about {n} people", people), n=people) if people else ""
    return render.join(" · ", [*places, about])


def _place(scene: Scene, ref: str, people: int | None) -> Markup:
    place = render.line(place_words(ref, scene.t), 120)
    if people is None:
        return place
    return fill(scene.t.ngettext("{place} ({n} person)", "{place} ({n} people)", people), place=place, n=people)


def _obstacles(scene: Scene, each: Rendering) -> Iterator[Markup]:
    """Whether it would leave at once, and what the linter says."""
    if each.way == "held":
        yield fill(scene.t.gettext("✋ It would be held back: change the words, or answer for them afterwards."))
    elif each.way == "ask":
        yield fill(scene.t.gettext("🖋 It would wait for approval."))
    else:
        yield fill(scene.t.gettext("✅ It would be sent at once."))
    yield from finding_lines(each.found, scene.policy, scene.t)
    hidden = told(secrets_in(each.facts, scene.policy), scene.t)
    if hidden:
        yield fill("🔒 {hidden}", hidden=hidden)


def own_words(given: Filled) -> Mapping[str, str]:
    """What was written for each audience."""
    blocks = [block for block in given.values if block.startswith(WORDS)]
    return {block.removeprefix(WORDS): given.text(block).strip() for block in blocks}
