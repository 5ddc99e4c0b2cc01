"""Refusals in words for a person: what happened, why, what to do now. The one place where that is done.

What was typed always comes back, in a block that can be copied. It decides nothing and sends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from string import Formatter

from bot.comms import render
from bot.comms.cards import blockkit as kit
from bot.comms.facts import fact_words
from bot.comms.locale import Translator, _
from bot.comms.message import Message
from bot.comms.render import Markup, fill
from bot.handlers import gate
from bot.handlers.refusals import BadFormat, UnknownSubcommand, WhichAudience, WhichIncident
from bot.handlers.vocabulary import VERBS, nearest
from bot.warroom import errors as e
from bot.warroom.errors import Refusal
from bot.warroom.operations.engine import Answer
from bot.warroom.phrases import Phrase

COMMAND = "/incident"
OURS = re.compile(rf"{COMMAND}(?=`| (?:{'|'.join(VERBS)})\b)")
PIECE, SHOWN, FOLLOWING = 2_700, 2, 3
LIKELY = 75
MOST_NEAR = 4
WRONG_WORD: Mapping[type[Refusal], str] = {
    e.UnknownSeverity: "severity",
    e.UnknownState: "state",
    e.UnknownRole: "role",
    e.UnknownMilestone: "milestone",
    e.UnknownAudience: "audience",
    BadFormat: "format",
}
SPOKEN: Mapping[type[Refusal], tuple[str, ...]] = {e.UnknownSeverity: ("critical", "high", "medium", "low")}
OVER = _("{reference} is {state}. If it is not over: `/incident reopen <reason>`")
ENDED = _("{reference} is {state}, and stays so. For a new incident: `/incident declare sev1 <title>`")
WAYS: Mapping[object, str] = {"resolved": OVER, "closed": OVER, "cancelled": ENDED, "rejected": ENDED}


@dataclass(frozen=True)
class Excuses:
    """Refusals in one language. `command` is what the slash command is called here."""

    t: Translator
    command: str = COMMAND

    def words(self, refusal: Refusal, zone: str) -> Markup:
        """The refusal as Slack's markup; times on each reader's clock."""
        facts = {**_unknown(refusal), **{name: self._fact(fact, zone, name) for name, fact in refusal.facts.items()}}
        if isinstance(refusal, e.GateClosed):
            facts["reasons"] = gate.listed(refusal.facts["reasons"], self.t, self._named)
        return fill(self._named(self.t.gettext(_template(refusal))), **facts)

    def plain(self, refusal: Refusal, zone: str) -> str:
        """The refusal without markup, for the error under a field of a modal."""
        known = {name: self._plain_fact(fact, zone, name) for name, fact in refusal.facts.items()}
        facts = {**_unknown(refusal), **known}
        return render.clip(self._named(self.t.gettext(_template(refusal))).format(**facts), 1_000)

    def answer(self, refusal: Refusal, zone: str, typed: str = "") -> Message:
        """The refusal with the nearest right lines, and what was typed."""
        said = self.words(refusal, zone)
        blocks = self._gate(refusal) if isinstance(refusal, e.GateClosed) else kit.sections(said)
        lines = self.corrections(refusal, typed)
        if lines:
            asks = self.t.ngettext("Did you mean:", "Did you mean one of these:", len(lines))
            room = PIECE // len(lines)
            blocks += [kit.section(render.lines(fill(asks), *(code(render.clip(each, room)) for each in lines)))]
        return self._with_typed(said, blocks, typed)

    def _gate(self, refusal: e.GateClosed) -> list[kit.Block]:
        """What stands against closing, each beside the button that mends it."""
        reference, number = str(refusal.facts.get("reference", "?")), refusal.facts.get("number")
        title = fill(self.t.gettext("{reference} cannot be closed yet:"), reference=render.bold(reference))
        return [kit.section(title), *gate.rows(number, refusal.facts["reasons"], self.t, self._named)]

    def rest(self, typed: str) -> list[Message]:
        """What was typed from where the answer ended: a line of 40,000 characters comes back in several messages."""
        pieces = _pieces(self.line(typed))[SHOWN:] if typed.strip() else []
        parts = [pieces[start : start + FOLLOWING] for start in range(0, len(pieces), FOLLOWING)]
        title = fill(self.t.gettext("You typed, continued:"))
        return [kit.message(title, [kit.section(code(piece)) for piece in part], self.t) for part in parts]

    def corrections(self, refusal: Refusal, typed: str) -> list[str]:
        """Whole lines to copy, with the word that was wrong put right."""
        if isinstance(refusal, UnknownSubcommand | WhichAudience):
            return [self.line(str(line)) for line in refusal.facts.get("lines", ())]
        if isinstance(refusal, WhichIncident):
            named, verb, rest = (str(refusal.facts[name]) for name in ("named", "verb", "rest"))
            return [self.line(f"{verb} {rest}"), self.line(f"{named} {verb} {rest}")]
        wrong = str(refusal.facts.get(WRONG_WORD.get(type(refusal), ""), ""))
        if not wrong or wrong not in typed:
            return []
        known = [*map(str, refusal.facts["known"]), *SPOKEN.get(type(refusal), ())]
        found = nearest(wrong, known, limit=MOST_NEAR, cutoff=LIKELY)
        return [self.line(typed.replace(wrong, name, 1)) for name, _score in found]

    def line(self, words: str) -> str:
        """A whole line as it would be typed here."""
        return f"{self.command} {words}".strip()

    def not_stored(self, typed: str = "") -> Message:
        """The database did not answer, so nothing was done and nothing will be."""
        said = fill(
            self.t.gettext("I could not store that: the database does not answer. Nothing was lost in Slack; "
                           "try again in a moment.")
        )  # fmt: skip
        return self._with_typed(said, kit.sections(said), typed)

    def waiting(self, typed: str = "") -> Message:
        """The database stopped answering after the request was stored: it is done later, by itself."""
        said = self.kept()
        return self._with_typed(said, kit.sections(said), typed)

    def given_up(self, typed: str = "") -> Message:
        """Something broke each time that the request was tried: it will not be done."""
        said = fill(
            self.t.gettext("I could not do this: something in me broke, several times. It is in my log, for whoever "
                           "runs me; try it in another way.")
        )  # fmt: skip
        return self._with_typed(said, kit.sections(said), typed)

    def kept(self) -> Markup:
        """That a stored request is carried out later."""
        return fill(
            self.t.gettext("The database does not answer right now. I have your request and carry it out by myself "
                           "as soon as it is back; you need not repeat it.")
        )  # fmt: skip

    def _with_typed(self, said: Markup, blocks: list[kit.Block], typed: str) -> Message:
        if not typed.strip():
            return kit.message(said, blocks, self.t)
        line = self.line(typed)
        pieces = _pieces(line)[:SHOWN]
        title = fill(self.t.gettext("You typed:"))
        shown = [kit.section(render.lines(title, code(pieces[0]))), *(kit.section(code(p)) for p in pieces[1:])]
        return kit.message(render.lines(said, title, code(render.clip(line, 1_500))), [*blocks, *shown], self.t)

    def _named(self, words: str) -> str:
        return words if self.command == COMMAND else OURS.sub(self.command, words)

    def renamed(self, answer: Answer) -> Answer:
        """The answer with the command called as it is called here, also where cards and lists wrote its usual name."""
        if self.command == COMMAND:
            return answer
        return Answer.model_validate_json(self._named(answer.model_dump_json()))

    def _fact(self, fact: object, zone: str, name: str) -> object:
        if isinstance(fact, datetime):
            return render.date(fact, zone, self.t, form="{date_short_pretty} {time}")
        return render.words(self._plain_fact(fact, zone, name), 500)

    def _plain_fact(self, fact: object, zone: str, name: str) -> str:
        if isinstance(fact, datetime):
            return self.t.moment(fact, zone)
        if isinstance(fact, list | tuple):
            return ", ".join(self._plain_fact(each, zone, name) for each in fact)
        if isinstance(fact, Phrase):
            parts = {place: self._plain_fact(part, zone, place) for place, part in fact.facts.items()}
            return self._named(self.t.gettext(fact.template).format(**parts))
        return self._named(fact_words(name, str(fact), self.t))


def _template(refusal: Refusal) -> str:
    """The refusal's own words; those of an incident that is over name the command that leads on."""
    ended = WAYS.get(refusal.facts.get("state")) if isinstance(refusal, e.WrongState) else None
    return ended or refusal.template()


def _unknown(refusal: Refusal) -> dict[str, object]:
    """A mark for each fact that the words speak of, in case the refusal came without it: an answer beats a crash."""
    return {name: "?" for _text, name, _spec, _conversion in Formatter().parse(refusal.template()) if name}


def _pieces(text: str) -> list[str]:
    """The text in pieces that are shown whole; signs that Slack wants escaped take up to five places."""
    if len(text) > PIECE:
        return [piece for start in range(0, len(text), PIECE) for piece in _pieces(text[start : start + PIECE])]
    if len(text) < 2 or render.size(code(text)) <= kit.SECTION:
        return [text]
    middle = len(text) // 2
    return [*_pieces(text[:middle]), *_pieces(text[middle:])]


def code(text: str) -> Markup:
    """Text to be copied: shown letter by letter, whatever signs it holds."""
    safe = render.escape(text).replace("```", f"`{render.WORD_JOINER}`{render.WORD_JOINER}`")
    return Markup(f"```{safe}```")
