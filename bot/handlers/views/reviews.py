"""The forms of the review: which section, its words (beside those of somebody quicker), a field, why it is reopened."""

from __future__ import annotations

from collections.abc import Sequence

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Block, Callback
from bot.comms.cards.scene import Scene
from bot.comms.render import fill
from bot.comms.reviews import STANDINGS, field_title, section_title
from bot.handlers.views.forms import incident_form, words_field
from bot.handlers.views.parts import AGAIN, Origin, chosen, moment_picker
from bot.warroom.review.facts import Gap
from bot.warroom.reviewing import LONGEST
from bot.warroom.reviews import SECTIONS, VERDICTS, Passage

MARK = {"from_data": "✅", "confirmed": "✅", "unknown": "❔", "not_applicable": "➖", "missing": "▫️"}


def pick_form(scene: Scene, origin: Origin) -> kit.Block:
    """Which section is written; those that have words say which version they are."""
    t = scene.t
    options = [kit.option(_labelled(scene, section), section) for section in SECTIONS]
    menu = kit.static_select(Block.SECTION, options, initial=options[0])
    fields = [kit.field(Block.SECTION, t.gettext("Which section?"), menu)]
    return incident_form(scene, Callback.REVIEW_PICK_MODAL, t.gettext("Review"), t.gettext("Next"), fields, origin)


def _labelled(scene: Scene, section: str) -> str:
    version = scene.state.reviewing.version_of(section)
    title = section_title(section, scene.t)
    return scene.t.gettext("{title} · version {n}").format(title=title, n=version) if version else title


def edit_form(scene: Scene, section: str, origin: Origin, mine: str | None = None) -> kit.Block:
    """The section's words. With `mine` somebody was quicker: their text stands above, one's own in the field."""
    t = scene.t
    now = scene.state.reviewing.passages.get(section)
    words = now.text if now and mine is None else mine or ""
    hint = t.gettext("At most {n} characters. Write of systems, roles and conditions.").format(n=LONGEST)
    block = Block.TEXT if mine is None else f"{Block.TEXT}{AGAIN}"
    box = kit.text_input(Block.TEXT, initial=words, multiline=True, longest=LONGEST)
    fields = [*(_theirs(scene, now) if now and mine is not None else []),
              kit.field(block, section_title(section, t), box, hint=hint)]  # fmt: skip
    about = origin.model_copy(update={"about": section, "item": now.version if now else 0})
    return incident_form(scene, Callback.REVIEW_EDIT_MODAL, t.gettext("Review"), t.gettext("Save"), fields, about)


def _theirs(scene: Scene, now: Passage) -> list[kit.Block]:
    words = scene.t.gettext("⚠️ {name} saved this section while you wrote (version {n}). Nothing of yours is lost: it "
                            "stands below. Join the two, then save.")  # fmt: skip
    title = fill(words, name=scene.name(now.by), n=now.version)
    return [kit.section(title), *kit.sections(render.words(now.text, LONGEST * 2))]


def field_form(scene: Scene, found: Sequence[Gap], origin: Origin, wanted: str = "") -> kit.Block:
    """Which field, how it stands and why, who owes it by when. The blocking ones come first."""
    t = scene.t
    ordered = sorted(found, key=lambda gap: (gap.complete, not gap.blocking))
    options = [kit.option(_stands(scene, gap), gap.field) for gap in ordered[: kit.OPTIONS]]
    verdicts = [kit.option(t.gettext(STANDINGS[each]), each) for each in VERDICTS if each in STANDINGS]
    verdicts.append(kit.option(t.gettext("as the record has it"), "open"))
    initial = chosen(options, wanted) or options[0]
    fields = [
        kit.field(Block.FIELD, t.gettext("Which field?"), kit.static_select(Block.FIELD, options, initial=initial)),
        kit.field(Block.STANDING, t.gettext("How does it stand?"), kit.static_select(Block.STANDING, verdicts),
                  optional=True),
        words_field(t.gettext("Its value, or why"), optional=True, longest=LONGEST),
        kit.field(Block.OWNER, t.gettext("Who fills it?"), kit.users_select(Block.OWNER), optional=True),
        kit.field(Block.DUE, t.gettext("By when?"), moment_picker(Block.DUE), optional=True),
    ]  # fmt: skip
    return incident_form(scene, Callback.REVIEW_FIELD_MODAL, t.gettext("Field"), t.gettext("Keep"), fields, origin)


def _stands(scene: Scene, gap: Gap) -> str:
    sign = "⛔" if gap.blocking else MARK[gap.standing]
    return render.clip(f"{sign} {field_title(gap.field, scene.policy, scene.t)}", kit.OPTION)


def reopen_form(scene: Scene, origin: Origin) -> kit.Block:
    """Why it is changed."""
    t = scene.t
    fields = [words_field(t.gettext("What is to be changed?"), block=Block.REASON)]
    title = t.gettext("Reopen the review")
    return incident_form(scene, Callback.REVIEW_REOPEN_MODAL, title, t.gettext("Reopen"), fields, origin)
