"""Posting a month's report: the summary, then its charts and files, where it was asked for or where the policy says."""

from __future__ import annotations

from datetime import datetime

from bot.comms.cards.reports import summary
from bot.comms.exports.extra import missing
from bot.comms.exports.wording import Wording
from bot.comms.packs import Packs
from bot.comms.steps.desk import Desk, skipped
from bot.comms.steps.posting import post_once, since
from bot.comms.steps.reports_place import place
from bot.warroom.improvements.item import Improvement
from bot.warroom.improvements.owing import SAY
from bot.warroom.operations.improving import propose
from bot.warroom.outcomes import Outcome
from bot.warroom.periodic.months import month_named
from bot.warroom.periodic.pack import Pack
from bot.warroom.ports import Owed, Step


async def say(desk: Desk, step: Step) -> Outcome:
    """`report.say` {month, at, channel, user}: the summary. By itself a month is told only if there is any record."""
    pack = await _pack(desk, step)
    if not step.payload.get("user") and not any(group.incidents for group in pack.groups):
        return skipped("there is nothing to report yet")
    proposed = await propose(desk.store, desk.policy, pack, desk.clock.now())
    message = summary(pack, Wording(desk.t, desk.policy), proposals=len(proposed))
    await post_once(desk.gateway, step, await place(desk, step), message)
    return Outcome(owed=tuple(_shown(step, each, desk.policy.improvements.propose_in) for each in proposed))


def _shown(step: Step, item: Improvement, propose_in: str) -> Owed:
    """A proposal for whoever may decide: once in the policy's channel, else under the summary and its files."""
    if propose_in:
        return Owed(key=f"{SAY}:{item.number}:{propose_in}", step=SAY,
                    lane=f"{SAY}:{propose_in}",
                    payload={"number": item.number, "channel": propose_in})  # fmt: skip
    where = {name: step.payload.get(name) for name in ("channel", "user")}
    lane = step.key
    return Owed(key=f"{SAY}:{item.number}:{lane}", step=SAY, payload={"number": item.number, **where}, lane=lane)


async def share(desk: Desk, step: Step) -> Outcome:
    """`report.file` {month, at, channel, user, format}: the pack as a file, or its charts as a picture, once."""
    form = step.payload["format"]
    if missing(form):
        return skipped("the extra posko[documents] is not installed")
    pack = await _pack(desk, step)
    if not any(group.incidents for group in pack.groups):
        return skipped("there is nothing to report yet")
    channel = await place(desk, step)
    name = f"incidents-{pack.month.name}.{form}"
    if step.doubtful and await desk.gateway.find_file(channel, name, since(step)):
        return Outcome(note="found")
    content = await Packs(desk.store, desk.policy, desk.clock).build(form, pack)
    await desk.gateway.upload_file(channel, name, name, content, explained(desk, form, pack), alt(desk, form, pack))
    return Outcome()


async def _pack(desk: Desk, step: Step) -> Pack:
    """The same figures in every part: as they stood when the report was asked for."""
    month = month_named(step.payload["month"], desk.policy.timezone)
    at = datetime.fromisoformat(step.payload["at"])
    return await Packs(desk.store, desk.policy, desk.clock).pack(month, at=at)


def explained(desk: Desk, form: str, pack: Pack) -> str:
    """What the file is and what to do with it."""
    t = desk.t
    words = {
        "png": t.gettext("📈 {month} beside the months before."),
        "html": t.gettext("📄 The whole report of {month} as a page: download it and open it in a browser."),
        "pdf": t.gettext("📄 The same report of {month}, to print or pass on."),
        "xlsx": t.gettext("🧮 The figures of {month} as a workbook: filter and sort them."),
    }
    return words[form].format(month=pack.month.name)


def alt(desk: Desk, form: str, pack: Pack) -> str:
    """What the picture shows, in words."""
    if form != "png":
        return ""
    months = ", ".join(f"{group.name}: {group.incidents}" for group in pack.groups if group.dimension == "month")
    return desk.t.gettext("Incidents per month: {months}").format(months=months)
