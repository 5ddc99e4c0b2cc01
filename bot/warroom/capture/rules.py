"""The rules by which a message reads like a key moment: each has a name, a kind, and words that must be there.

The first rule that fits wins, so the order is a decision: what was decided before what was done, what was done before
what is suspected, what people suffer before what machines show. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.warroom.capture import vocabulary as v
from bot.warroom.capture.kinds import Kind
from bot.warroom.capture.pattern import Said


@dataclass(frozen=True, slots=True)
class Rule:
    """`says` must be found and is quoted; so must every one of `also`, and none of `never`."""

    name: str
    kind: Kind
    says: re.Pattern[str]
    also: tuple[re.Pattern[str], ...] = ()
    never: tuple[re.Pattern[str], ...] = ()

    def fits(self, said: Said) -> str | None:
        """The words that say it, or None."""
        for text in (said.text, said.spelled):
            found = self.says.search(text)
            if (
                found
                and all(each.search(text) for each in self.also)
                and not any(never.search(text) for never in self.never)
            ):
                return found.group() if text is said.text else said.written(found)
        return None


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("\n", ""), re.IGNORECASE)


def _words(*patterns: str) -> re.Pattern[str]:
    return _compiled(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])")


def _start(*patterns: str) -> re.Pattern[str]:
    lead = r"^\W*(?:(?:ok|oke|okay|so|update|sudah|just|barusan|jadi)\W+)?"
    return _compiled(rf"{lead}(?:{'|'.join(patterns)})(?![\w-])")


QUESTION = _compiled(r"\?\W*$")
ASKED = (
    _start(
        r"please",
        r"pls",
        r"tolong\w*",
        r"mohon",
        r"minta(?<!sudah minta)",
        r"sekalian minta",
        r"(?:can|could|would|will) (?:you|we|someone|anyone)\b.*",
        r"(?:who|what|when|where|why|how|which|any|has|have|does|do|did|is|are)(?=\s.*\?)",
        r"siapa",
        r"kenapa",
        r"gimana",
        r"bagaimana",
        r"berapa",
        r"kapan",
        r"apakah",
        r"thanks?\b.*",
        r"thank you",
        r"makasih",
        r"terima kasih",
        r"don'?t forget.*",
        r"jangan lupa.*",
        r"i'?ll",
        r"i can",
        r"let me",
        r"nanti",
        r"sebentar",
        r"we don'?t know.*",
        r"nice",
        r"noted",
        r"catat",
    ),
    _words(
        r"if you agree",
        r"belum tahu",
        r"makan",
        r"lunch",
        r"meeting",
        r"rapat",
        r"kopi",
        r"coffee",
        r"write that down",
    ),
)
"""Requests, thanks and plans: said to people, not about the incident."""

_JARGON = r"(?-i:(?!OK|PIR|MIM|ETA|SLA|IT|PR|TV)[A-Z]{2,}\w*|[a-z]+[._][a-z]\w*|[a-z]+[A-Z]\w+)"
"""Names that only machines have: acronyms, `max.message.bytes`, `wal_keep`, `BitLocker`."""

_TECH, _NUMBER, _CLOCK = _words(v.TECH, _JARGON), _compiled(v.NUMBER), _compiled(v.CLOCK)
_BROKEN, _DONE = _words(v.BROKEN), _words(r"sudah|udah|telah|selesai|sukses|jalan|sedang|sekarang|barusan|aktif")
_HEDGE = _words(v.HEDGED)

RULES: tuple[Rule, ...] = (
    Rule(
        "says that it was decided",
        "decision",
        _words(
            r"we(?:'ve| have)? (?:decided|agreed)",
            r"decided (?:to|that)",
            r"decision made",
            r"(?:it'?s|that'?s) decided",
            r"kita (?:putuskan|sepakat(?:i)?)",
            r"diputuskan",
            r"disepakati",
            r"sepakat untuk",
        ),
    ),
    Rule(
        "announces agreement",
        "decision",
        _start(
            r"agreed: ?\w.*",
            r"(?:decision|keputusan)\b.{3,}",
            r"fix(?: ya)?,? (?:kita )?(?!(?:is|was|has|for|in|the|went|works?|did|out)\b)\w+",
        ),
    ),
    Rule(
        "says what we do from here",
        "decision",
        _words(
            rf"we (?:will|won'?t|will not|are going to) (?:not )?(?:{v.CHOSEN})?",
            rf"we'll (?:{v.CHOSEN})",
            rf"let'?s (?:{v.CHOSEN})",
            r"going with",
            r"from now on",
            r"mulai sekarang",
            r"(?:the )?plan is to",
            r"(?:sudah )?(?:di)?setujui? (?:oleh )?(?:pak|bu|mas|mbak|direksi|manajemen)",
            r"sudah (?:oke|ok|acc|approved) dari",
            r"no(?:body| one) \w+ .+ until",
        ),
    ),
    Rule(
        "says what we do",
        "decision",
        _start(
            rf"we (?:{v.CHOSEN}|leave|hold|run|ship|skip|give|tell|ask|put|make|let)\b.{{6,}}",
            rf"(?:\w+ )?(?:\w+ )?kita (?:{v.DIPILIH}|(?:per|me|men|mem)\w{{4,}}|\w{{4,}}kan|tahan|biarkan"
            rf"|prioritas\w*)",
            r"prioritas(?:kan)? \w+",
            rf"jangan (?:{v.UBAH})",
            r"(?:nggak|gak|tidak) jadi \w+",
            r"no more \w+",
            r".+, [\w ]+ it is$",
        ),
    ),
    Rule("offers a way around it", "workaround", _words(v.MEANWHILE)),
    Rule("sends people another way for now", "workaround", _start(r"(?:untuk )?sementara\s+(?!itu)\w+ .+")),
    Rule(
        "says when it worked again", "milestone", _words(v.RESTORED), (_CLOCK,), (_start(r"(?:i'?m )?back", r"balik"),)
    ),
    Rule("says when it began or was first seen", "milestone", _words(v.BEGAN), (_CLOCK,)),
    Rule(
        "says why it may be",
        "hypothesis",
        _HEDGE,
        (_compiled(rf"{_TECH.pattern}|{_words(v.CAUSAL).pattern}|^(?:\S+\s+){{5}}"),),
        (
            _words(
                r"will be",
                rf"(?:{v.HEDGED}),? (?:we|we're|i|i'm|you|so|saya|aku|gue|kita|setuju|semua|nanti|later|not"
                rf"|good|tidak)",
            ),
        ),
    ),
    Rule(
        "says what is being done", "action", _start(rf"(?:(?:i'?m|we'?re|i am|we are) )?(?:now )?(?:{v.CHANGING}) .+")
    ),
    Rule(
        "says what was done",
        "action",
        _start(
            rf"(?:(?:i|we|i'?ve|we'?ve|provider|vendor|(?:the )?\w+ team)(?: have| just)? )?(?:{v.CHANGED}|set"
            rf"|put|sent|pulled|pushed|made|ran|reset|took)(?=[\s,]).+",
            r"(?:(?:i|we|i'?ve|we'?ve)(?: have| just)? )?\w{3,}(?<!ne)ed (?:the|a|an|all|our|two|both|offset|\d+) .+",
        ),
    ),
    Rule(
        "says how much was done",
        "action",
        _words(
            r"\d+ \w+ (?:recovered|migrated|restored|fixed|replaced|restarted|done|selesai|kelar|beres)"
            r".*(?: by hand| so far| manually)?",
            r"(?:kelar|rampung)$",
        ),
    ),
    Rule(
        "says that a change is done",
        "action",
        _words(
            rf"(?:{v.DEED})\b.{{0,40}}\b(?:is done|done|finished|started|completed|complete|selesai"
            rf"|sedang jalan|jalan|sukses)",
            r"subsystem restarted",
        ),
    ),
    Rule(
        "says who changed something",
        "action",
        _words(
            rf"(?:saya|kami|aku|gue|tim \w+) (?:sudah |lagi |sedang )?(?:{v.UBAH}|\w{{3,}}kan|balikin"
            rf"|\w{{3,}}in)(?= (?!sekarang$))",
            rf"sudah (?:saya |kami |di ?)?(?:{v.UBAH})",
        ),
    ),
    Rule(
        "says what was changed",
        "action",
        _words(v.DIUBAH),
        (_compiled(rf"{_DONE.pattern}|,|{_NUMBER.pattern}|ulang|(?:di\w+|aktif) (?:ke|dari|di) \w+"),),
    ),
    Rule(
        "begins with a change",
        "action",
        _start(rf"(?:{v.UBAH}|{v.DEED})(?= ).+"),
        (_compiled(rf"{_DONE.pattern}|,"),),
        (_words(r"sukses dari", r"belum"),),
    ),
    Rule("says what was lost", "impact", _words(v.LOSS)),
    Rule(
        "says who suffers",
        "impact",
        _words(v.PEOPLE),
        (_words(v.HARMED),),
        (_words(r"normal", r"back", r"again", r"works?", r"error rate"),),
    ),
    Rule("gives an error code", "observation", _compiled(r"(?<![\w-])[A-Z]{2,6}-\d{2,6}(?!\w)")),
    Rule("says from what to what", "observation", _compiled(r"(?<!\w)\d\S*\s*(?:->|→|=>)\s*\d\S*")),
    Rule("gives a measurement", "observation", _NUMBER, (_TECH,)),
    Rule("says what a system does", "observation", _BROKEN, (_TECH,)),
    Rule(
        "gives a figure",
        "observation",
        _compiled(r"(?<![\w.])\d[\d.,]*\s?(?:%|persen|percent|ms|[KMGT]i?B|k/s|/s|detik|million|juta|ribu)(?!\w)"),
        (_compiled(r"^(?:\S+\s+){2}"),),
    ),
)
