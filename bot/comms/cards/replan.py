"""What another severity changes: the rhythm of updates, the teams, the mandatory roles, the ladder of who is asked to
lead. Read from the policy; it plans nothing itself.
"""

from __future__ import annotations

from datetime import timedelta

from bot.comms import render
from bot.comms.cards.scene import Scene
from bot.comms.render import Markup, fill
from bot.warroom.policy import Audience


def replanned(scene: Scene, before: str, after: str) -> Markup:
    """One line for each thing that is different now; nothing when the policy makes no difference."""
    changes = [*_cadences(scene, before, after), _teams(scene, before, after), *_roles(scene, before, after),
               _ladder(scene, before, after)]  # fmt: skip
    lines = [fill("• {change}", change=change) for change in changes if change]
    return render.lines(fill(scene.t.gettext("*What changes*")), *lines) if lines else Markup("")


def _cadences(scene: Scene, before: str, after: str) -> list[Markup]:
    state = scene.state
    told = scene.policy.audiences_for(state.concern(after), promised=state.promises)
    earlier = scene.policy.audiences_for(state.concern(before))
    return [_cadence(scene, each, before, after) for each in told if each in earlier] + [
        fill(
            scene.t.gettext("{audience}: told from now on, an update every {after}"),
            audience=scene.audience(each.name),
            after=_length(scene, each.interval(state.state, after)),
        )
        for each in scene.policy.audiences_for(state.concern(after))
        if each not in earlier
    ]


def _cadence(scene: Scene, audience: Audience, before: str, after: str) -> Markup:
    """How often an audience hears; nothing when that stays as it was."""
    old, new = (audience.interval(scene.state.state, severity) for severity in (before, after))
    if old == new:
        return Markup("")
    words = scene.t.gettext("{audience}: an update every {after} (it was every {before})")
    lengths = {"after": _length(scene, new), "before": _length(scene, old)}
    return fill(words, audience=scene.audience(audience.name), **lengths)


def _teams(scene: Scene, before: str, after: str) -> Markup:
    known = scene.policy.severity(before).teams
    more = [team for team in scene.policy.severity(after).teams if team not in known]
    if not more:
        return Markup("")
    return fill(scene.t.gettext("Invited: {teams}"), teams=render.line(", ".join(more), 500))


def _roles(scene: Scene, before: str, after: str) -> list[Markup]:
    old, new = (scene.policy.severity(name).mandatory_roles for name in (before, after))
    needed = [scene.role(role) for role in new if role not in old]
    released = [scene.role(role) for role in old if role not in new]
    more, less = scene.t.gettext("Must be filled now: {roles}"), scene.t.gettext("Need not be filled: {roles}")
    return [
        fill(words, roles=render.line(scene.t.listing(roles), 500))
        for words, roles in ((more, needed), (less, released))
        if roles
    ]


def _ladder(scene: Scene, before: str, after: str) -> Markup:
    """When the next one is asked to lead; it matters while nobody has accepted."""
    old, new = (scene.policy.severity(name).acceptance for name in (before, after))
    lead = scene.state.lead
    if old == new or lead is None or lead.accepted:
        return Markup("")
    words = scene.t.gettext(
        "Without an answer the backup is asked {backup} after the first page, the duty manager after {duty}, "
        "everybody after {everyone}"
    )
    waits = {"backup": new.backup_after, "duty": new.duty_manager_after, "everyone": new.everyone_after}
    return fill(words, **{rung: _length(scene, wait) for rung, wait in waits.items()})


def _length(scene: Scene, length: timedelta) -> str:
    return scene.t.duration(length)
