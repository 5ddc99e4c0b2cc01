"""Reading what was typed after `declare` and `drill`. Pure.

A title must never lose a word to an option that was not meant: a quoted title is taken as it is, and ordinary words
that are also a severity (`high latency …`) are a guess only.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.handlers.choices import ORDINARY, bare, position_of, severity
from bot.handlers.parsing import head, mention, tail
from bot.warroom.declaring import TITLE_LIMIT
from bot.warroom.errors import UnknownService, UnknownSeverity
from bot.warroom.policy import Policy
from bot.warroom.recording import REMARK_LIMIT

_QUOTED = re.compile(r"[\"“”„«'‘](?P<title>[^\"“”„«»]+)[\"“”»'’]")
_SERVICE = re.compile(r"(?:^|(?<=\s))(?:service|layanan):([^\s,;]+)", re.IGNORECASE)
_COUNTED = re.compile(r"[a-z]+s|of|out|x|more")  # `3 servers are down` names no severity


@dataclass(frozen=True, slots=True)
class Declaration:
    """What was typed after `declare`. `sure` is False when the severity is only a guess from ordinary words.

    `also` says that one of the words which make it something else too (`candidate drill`) stood among the options.
    """

    title: str
    severity: str | None = None
    sure: bool = True
    private: bool = False
    mim: str | None = None
    model: str = ""
    services: tuple[str, ...] = ()
    also: bool = False


def declaration(text: str, policy: Policy, also: Collection[str] = ()) -> Declaration:
    """What follows `declare`: severity, `private` and a mention of the MIM come before the title, in any order.

    A quoted title is taken as it is. Ordinary words that are also a severity (`high latency …`) are a guess only.
    `service:shop` may stand anywhere. One of the words `also` is an option here. Raises UnknownService.
    """
    named = tuple(dict.fromkeys(_service(each, policy) for each in _SERVICE.findall(text)))
    found = Declaration(title=" ".join(_SERVICE.sub(" ", text).split()) if named else text.strip(), services=named)
    while True:
        further = _also(found, also) or _option(found, policy)
        if further is None:
            return _with_plain_title(_with_model_at_the_end(found))
        found = further


def _also(found: Declaration, words: Collection[str]) -> Declaration | None:
    first, rest = head(found.title)
    meant = not found.also and first.casefold().strip(":,-") in words
    return replace(found, title=rest, also=True) if meant else None


def _service(typed: str, policy: Policy) -> str:
    """The policy's service of that name, in any case, `-` or `_` for a space."""
    wanted = re.sub(r"[-_]", " ", typed).casefold()
    known = {re.sub(r"[-_]", " ", name).casefold(): name for name in policy.services}
    if wanted not in known:
        raise UnknownService(service=typed, known=tuple(policy.services) or ("none",))
    return known[wanted]


def shortened(title: str) -> tuple[str, str]:
    """Title and symptoms: of a title that is a whole report the first words are the title, and all is kept.

    A pasted log is left as it is, to be refused: it is not what somebody saw.
    """
    whole = " ".join(title.split())
    if not TITLE_LIMIT < len(whole) <= REMARK_LIMIT:
        return title, ""
    begin, gap, _rest = whole[:TITLE_LIMIT].rpartition(" ")
    return (begin if gap else whole[: TITLE_LIMIT - 1]).rstrip(" ,.;:-") + "…", title.strip()


def _with_model_at_the_end(found: Declaration) -> Declaration:
    """`Nobody can log in model:vpn_login`."""
    begin, last = tail(found.title)
    if found.model or not begin or not re.fullmatch(r"model:\S+", last, re.IGNORECASE):
        return found
    return replace(found, title=begin, model=last[len("model:") :])


def _option(found: Declaration, policy: Policy) -> Declaration | None:
    first, rest = head(found.title)
    if first[:1] in set("\"'“”„«‘"):
        return None
    word = first.casefold().strip(":,-")
    if word in {"private", "confidential", "rahasia"} and rest and not found.private:
        return replace(found, title=rest, private=True)
    if word.startswith("model:") and len(word) > len("model:") and rest and not found.model:
        return replace(found, title=rest, model=word.removeprefix("model:"))
    if word == "mim" and mention(head(rest)[0]):
        return replace(found, title=rest)
    who = mention(first) if found.mim is None else None
    if who and who != "me" and rest:
        return replace(found, title=rest, mim=who)
    return _severity_option(found, policy) if found.severity is None and first else None


def _severity_option(found: Declaration, policy: Policy) -> Declaration | None:
    first, rest = head(found.title)
    second, after = head(rest)
    if first.casefold() in {"sev", "severity"} and re.fullmatch(r"\d{1,2}[:,-]?", second, re.ASCII):
        first, rest = f"sev{second}", after
    try:
        named = severity(first.rstrip(":,"), policy)
    except UnknownSeverity:
        if bare(first).startswith("sev") and position_of(bare(first)) is not None:
            raise  # `sev7` was meant as a severity, and there is none
        if _slipped(first, policy):
            raise
        return None
    counted = first[0].isdigit() and _COUNTED.fullmatch(second)
    if counted or bare(first) in ORDINARY or _maybe_a_product(first):
        return replace(found, severity=named, sure=False)
    return replace(found, title=rest.lstrip(":-–—, "), severity=named)


def _slipped(word: str, policy: Policy) -> bool:
    """`sve1`, `seev1`: the letters of a severity in another order or one twice. `dev1 is down` names a machine."""
    typed = bare(word)
    names = [bare(name) for name in policy.severities]
    return any(set(typed) == set(name) and abs(len(typed) - len(name)) <= 1 for name in names)


def _maybe_a_product(word: str) -> bool:
    """`S3 is down` may be about a storage service."""
    return re.fullmatch(r"s\d{1,2}", word.casefold(), re.ASCII) is not None


def _with_plain_title(found: Declaration) -> Declaration:
    quoted = _QUOTED.fullmatch(found.title.strip())
    return replace(found, title=quoted["title"].strip() if quoted else found.title.strip())
