"""A test message on its way to one place: marked as a test in the reader's language, about nothing that happened.

Its words name no incident, no service and nobody: an outsider must not take it for news. It decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.comms.cards import blockkit as kit
from bot.comms.locale import Translator, translator
from bot.comms.message import Message
from bot.comms.render import fill, lines
from bot.warroom.base import Moment
from bot.warroom.places import Place
from bot.warroom.ports import Step

SCHEMA = "posko.test/1"


@dataclass(frozen=True)
class Trial:
    """A test of one place. `step` carries the key that makes it unique, and whether an earlier attempt may have
    taken effect; `at` is when it was asked for.
    """

    step: Step
    place: Place
    organisation: str
    language: str
    at: Moment
    zone: str

    @property
    def t(self) -> Translator:
        """The words of the audience's language."""
        return translator(self.language)

    @property
    def heading(self) -> str:
        """One line, beginning with TEST."""
        return self.t.gettext("TEST from {organisation}: please ignore").format(organisation=self.organisation)

    @property
    def body(self) -> str:
        """What it is, in two sentences."""
        when = self.t.moment(self.at, self.zone)
        words = self.t.gettext(
            "This only tests the way to you ({when}). Nothing has happened, and nothing is asked of you."
        )
        return words.format(when=when)

    @property
    def message(self) -> Message:
        """The same in Slack."""
        said = lines(fill("🧪 *{heading}*", heading=self.heading), fill("{body}", body=self.body))
        return kit.message(said, kit.sections(said), self.t)
