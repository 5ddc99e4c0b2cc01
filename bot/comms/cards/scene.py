"""What every card needs to be drawn: the incident, the policy, the language, and the few phrases all cards share.

It decides nothing and knows no single card.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.comms import render
from bot.comms.brief import LATER
from bot.comms.cards import blockkit as kit
from bot.comms.cards.ids import Action, value
from bot.comms.locale import Translator
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.comms.shipped import incident_in, policy_in
from bot.comms.words import STATE_EMOJI, audience_title, role_title, severity_name, state_name
from bot.warroom.base import Moment, Person
from bot.warroom.briefs import BriefLine
from bot.warroom.incident import Incident
from bot.warroom.lifecycle import is_open
from bot.warroom.policy import Policy

NAME, TITLE, REMARK, PASSAGE = 60, 120, 2_400, 700


@dataclass(frozen=True)
class Scene:
    """One incident, seen under one policy, told in one language: what both hold of the shipped policy's words is in it.

    `command` is what the slash command is called here.
    """

    state: Incident
    policy: Policy
    t: Translator
    command: str = "/incident"

    def __post_init__(self) -> None:
        object.__setattr__(self, "state", incident_in(self.state, self.t.language))
        object.__setattr__(self, "policy", policy_in(self.policy, self.t.language))

    @property
    def reference(self) -> Markup:
        """MI-42, in bold."""
        return render.bold(self.state.reference)

    @property
    def named(self) -> Markup:
        """`🎓 DRILL MI-42` in a list that says nothing else of the incident."""
        mark = self.t.gettext("🎓 DRILL") if self.state.drill else ""
        return render.join(" ", [mark, self.reference]) if mark else self.reference

    @property
    def heading(self) -> str:
        """`DRILL · MI-42 · Checkout is down` for headers and topics, without markup."""
        marks = [self.t.gettext("🎓 DRILL")] if self.state.drill else []
        if self.state.private:
            marks.append(self.t.gettext("🔒 PRIVATE"))
        return " · ".join([*marks, self.state.reference, render.clip(render.plain(self.state.title), TITLE)])

    @property
    def severity(self) -> Markup:
        """`:red_circle: *SEV1 Critical*`"""
        return self.severity_of(self.state.severity)

    def severity_of(self, name: str) -> Markup:
        """The same for another severity than the present one."""
        emoji = self.policy.severity(name).emoji
        return render.join(" ", [emoji, render.bold(severity_name(name, self.policy))])

    @property
    def phase(self) -> Markup:
        """`🔎 *Investigating*`"""
        return self.phase_of(self.state.state)

    def phase_of(self, state: str) -> Markup:
        """The same for another state than the present one."""
        return render.join(" ", [STATE_EMOJI.get(state, ""), render.bold(state_name(state, self.t))])

    def time(self, at: Moment) -> Markup:
        """A moment on the reader's clock."""
        return render.date(at, self.policy.timezone, self.t)

    def day_time(self, at: Moment) -> Markup:
        """A moment with its day on the reader's clock."""
        return render.date(at, self.policy.timezone, self.t, form="{date_short_pretty} {time}")

    def near(self, at: Moment) -> Markup:
        """A moment with how far away it is; Slack counts, so it stays right while the message stands."""
        return render.date(at, self.policy.timezone, self.t, form="{time} ({ago})")

    def clock(self, at: Moment) -> str:
        """A moment on the organisation's clock, for places without markup."""
        return self.t.clock(at, self.policy.timezone)

    def when(self, line: BriefLine) -> str:
        """The moment of a line of a brief, with its date where that may be another day."""
        if line.at is None:
            return ""
        return self.t.moment(line.at, self.policy.timezone) if line.topic in LATER else self.clock(line.at)

    def name(self, person: Person | None) -> Markup:
        """Somebody by name, which notifies nobody; the bot itself where there is no person."""
        return render.bold(render.clip(" ".join(person.name.split()), NAME)) if person else render.bold("Posko")

    def name_of(self, name: str) -> Markup:
        """Somebody of whom only the name is known."""
        return render.bold(render.clip(" ".join(name.split()), NAME)) if name else render.bold("Posko")

    def names(self, people: tuple[Person, ...]) -> Markup:
        """Several people by name."""
        return render.join(", ", [self.name(person) for person in people])

    def role(self, role: str) -> str:
        """The role's title."""
        return role_title(role, self.policy, self.t)

    def audience(self, name: str) -> str:
        """The audience's title."""
        return audience_title(name, self.policy)

    def audiences(self, names: tuple[str, ...]) -> str:
        """The audiences' titles in a sentence."""
        return self.t.listing([self.audience(name) for name in names])

    @property
    def impact(self) -> Markup:
        """`*Impact:* Nobody can pay`, or that it is not known yet, or never was."""
        unknown = self.t.gettext("being assessed") if is_open(self.state.state) else self.t.gettext("not recorded")
        said = render.words(self.state.impact, PASSAGE) if self.state.impact else unknown
        return fill(self.t.gettext("*Impact:* {impact}"), impact=said)

    @property
    def room(self) -> Markup:
        """A link to the war room, or the reference while there is none."""
        return render.channel_link(self.state.room.channel) if self.state.room else self.reference

    def button(
        self, label: str, action: Action, *, style: kit.Style | None = None, confirm: kit.Element | None = None
    ) -> kit.Element:
        """A button about this incident."""
        return kit.button(label, action, value(self.state.number), style=style, confirm=confirm)

    def room_button(self) -> list[kit.Element]:
        """The button that opens the war room, if there is one."""
        if self.state.room is None:
            return []
        url = render.channel_url(self.state.room.channel)
        return [kit.button(self.t.gettext("Open the war room"), Action.OPEN_ROOM, value(self.state.number), url=url)]

    def owed(self, owner: Person | None, due_at: Moment | None) -> Markup:
        """`Owner: Sari · by 10:50`, or nothing."""
        who = fill(self.t.gettext("Owner: {name}"), name=self.name(owner)) if owner else ""
        when = fill(self.t.gettext("By {time}"), time=self.day_time(due_at)) if due_at else ""
        return render.join(" · ", [who, when])

    def message(self, text: Markup, *blocks: kit.Block) -> Message:
        """A message about this incident; every one of a drill says so. Without blocks the text is the message."""
        body = list(blocks) or kit.sections(text)
        if not self.state.drill:
            return kit.message(text, body, self.t)
        mark = self.t.gettext("DRILL")
        if body[0]["type"] != "header":
            body.insert(0, kit.context(fill("🎓 {mark}", mark=render.bold(mark))))
        return kit.message(fill("[{mark}] {text}", mark=mark, text=text), body, self.t)
