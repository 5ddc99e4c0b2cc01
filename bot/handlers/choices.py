"""What a word may mean where only a few things are possible: severities, roles, states, milestones.

Pure. People's other names for a thing are understood; a mistyped one is refused with what is known, since changing
the wrong thing is worse than asking again (`errors.py` names the nearest).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.comms.shipped import spellings
from bot.handlers.parsing import head
from bot.handlers.vocabulary import STATE_VERBS
from bot.warroom.errors import UnknownMilestone, UnknownRole, UnknownSeverity, UnknownState
from bot.warroom.lifecycle import SETTABLE
from bot.warroom.milestones import NAMES as MILESTONES
from bot.warroom.policy import Policy

_LEVELS: tuple[tuple[str, ...], ...] = (
    ("critical", "kritis"),
    ("high", "major", "tinggi"),
    ("medium", "moderate", "sedang"),
    ("low", "minor", "rendah"),
)
ORDINARY = frozenset(word for level in _LEVELS[1:] for word in level)


def severity(word: str, policy: Policy) -> str:
    """The policy's severity for `sev1`, `SEV-1`, `1`, `critical`. Raises UnknownSeverity."""
    plain = bare(word)
    for name, each in policy.severities.items():
        if plain and plain in {bare(name), *map(bare, spellings(each.label))}:
            return name
    position = position_of(plain)
    names = tuple(policy.severities)
    by_digit = [name for name in names if position is not None and re.search(rf"(?<!\d){position}$", name)]
    if by_digit:
        return by_digit[0]
    for index, words in enumerate(_LEVELS[: len(names)]):
        if plain in words:
            return names[index]
    raise UnknownSeverity(severity=word, known=names)


def bare(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def position_of(plain: str) -> int | None:
    found = re.fullmatch(r"(?:severity|sev|s|prio|priority|p|level)?(\d{1,2})", plain, re.ASCII)
    return int(found[1]) if found else None


def severity_and_rest(text: str, policy: Policy) -> tuple[str, str]:
    """The severity at the beginning (`sev 1` counts as one word) and what follows. Raises UnknownSeverity."""
    first, rest = head(text)
    while rest and first.casefold().strip(":-") in {"sev", "severity", "to", "ke"}:
        first, rest = head(rest)
    return severity(first.rstrip(":,"), policy), rest.lstrip(":-–—, ")


def role(words: str, policy: Policy) -> str:
    """The policy's role for its name, its title, or what people call it. Raises UnknownRole."""
    wanted = bare(words)
    for name, each in policy.roles.items():
        if wanted and wanted in {bare(name), *map(bare, spellings(each.title))}:
            return name
    begun = [name for name in policy.roles if len(wanted) >= 3 and bare(name).startswith(wanted)]
    also = [name for name in policy.roles if any({wanted, bare(name)} <= group for group in _SAME_ROLES)]
    found = begun if len(begun) == 1 else also
    if len(found) == 1:
        return found[0]
    raise UnknownRole(role=words, known=tuple(policy.roles))


_SAME_ROLES = (
    frozenset({"comms", "communications", "communicationslead", "commslead", "communication", "komunikasi"}),
    frozenset({"tech", "technical", "technicallead", "techlead", "teknis"}),
    frozenset({"vendor", "vendorliaison", "liaison"}),
    frozenset({"owner", "serviceowner"}),
    frozenset({"swarm", "swarmlead"}),
    frozenset({"mim", "ic", "commander", "incidentcommander", "majorincidentmanager", "lead"}),
    frozenset({"scribe", "notulis", "notetaker"}),
    frozenset({"deputy", "wakil", "backup"}),
)

_OTHER_STATES: Mapping[str, str] = {
    **STATE_VERBS,
    **dict.fromkeys(("resolve", "resolved", "fixed", "selesai"), "resolved"),
    **dict.fromkeys(("close", "closed", "tutup"), "closed"),
    **dict.fromkeys(("cancel", "cancelled", "canceled", "batal"), "cancelled"),
    **dict.fromkeys(("reopen", "reopened"), "reopened"),
}


def state(word: str) -> str:
    """The state that the word means; also the ends of an incident, which have subcommands. Raises UnknownState."""
    found = _OTHER_STATES.get(word.casefold().strip(":,.!"))
    if found is None:
        raise UnknownState(state=word, known=SETTABLE)
    return found


_OTHER_MILESTONES: Mapping[str, str] = {
    **dict.fromkeys(("start", "began", "begin", "impact_began", "mulai"), "started"),
    **dict.fromkeys(("detect", "detection", "terdeteksi"), "detected"),
    **dict.fromkeys(("normal", "last_good", "last_known_good"), "last_normal"),
    **dict.fromkeys(("symptom",), "first_symptom"),
    **dict.fromkeys(("first_report", "user_report"), "first_user_report"),
    **dict.fromkeys(("confirm", "confirmation", "dikonfirmasi"), "confirmed"),
    **dict.fromkeys(("mitigate", "mitigation"), "mitigated"),
    **dict.fromkeys(("diagnose", "diagnosis"), "diagnosed"),
    **dict.fromkeys(("restored", "fixed", "resolve"), "resolved"),
    **dict.fromkeys(("accepted",), "mim_accepted"),
    **dict.fromkeys(("paged",), "mim_paged"),
}


def milestone(words: str) -> str:
    """The milestone of that name, written with spaces, dashes or otherwise. Raises UnknownMilestone."""
    wanted = "_".join(re.split(r"[\s_-]+", words.casefold().strip(" :,.")))
    found = wanted if wanted in MILESTONES else _OTHER_MILESTONES.get(wanted)
    if found is None:
        raise UnknownMilestone(milestone=words, known=MILESTONES)
    return found
