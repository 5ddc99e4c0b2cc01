"""Secrets in what people wrote: found by their shapes, and put out of sight before the words leave. Pure.

Only shapes that mean a secret: a hash of a commit, a UUID, an order number or a time looks like none of them. The
record keeps what was said; whoever must have it gone erases it. Every rule runs in time that grows with the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.warroom.policy_masking import Masking

MASK = "•••••"
PIECE = 2_000
"""An organisation's own patterns see so many characters at a time: `pattern_cost` counts on it."""

_KEY_BLOCK = re.compile(
    r"-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----.*?"
    r"(?:-----END (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----|\Z)",
    re.DOTALL,
)
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])"  # AWS
    r"|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}|glpat-[\w-]{20,}"  # GitHub, GitLab
    r"|xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,}|xapp-\d-[A-Za-z0-9-]{10,}"  # Slack
    r"|AIza[0-9A-Za-z_-]{35}(?![\w-])|GOCSPX-[\w-]{20,}|ya29\.[\w-]{20,}"  # Google
    r"|(?:sk|rk)_(?:live|test)_[0-9A-Za-z]{16,}|whsec_[A-Za-z0-9+/=]{24,}"  # Stripe
    r"|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}"  # JSON Web Tokens
    r"|sk-(?:proj|ant|svcacct)-[\w-]{20,}|npm_[A-Za-z0-9]{36}|SG\.[\w-]{16,32}\.[\w-]{30,}"
    r")|(?<=hooks\.slack\.com/)(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20,}"
)
_URL_PASSWORD = re.compile(r"(?<=://)([^\s/:@<>|]{0,100}:)([^\s/@<>|]{1,200})(?=@)")
_NAMES = (
    r"passwords?|passwd|pwd|passphrase|kata[_ -]?sandi|sandi|secret(?:[_-]?(?:access)?[_-]?key)?|token"
    r"|api[_-]?key|access[_-]?key|private[_-]?key|client[_-]?secret|credentials?"
)
_NAMED = re.compile(
    rf"(?<![A-Za-z])(?P<option>--)?(?:[\w.]{{0,30}}[_.-])?(?P<name>{_NAMES})(?P<quote>[\"'`]?)"
    r"(?P<sign>\s{0,3}(?::=|=>|[:=])\s{0,3}|(?(option)\s|\b\B))"
    r"(?:(?P<open>[\"'`])(?P<quoted>[^\"'`\n]{1,300})|(?P<bare>[^\s\"'`,;&<>|)\]}]{1,300}))",
    re.IGNORECASE,
)
_BEARER = re.compile(
    r"\b(Bearer|Authorization:\s{0,3}\w{4,12})(\s+)(?=\S{0,200}\d)([A-Za-z0-9._~+/=-]{16,})", re.IGNORECASE
)
_CARD = re.compile(
    r"(?<![\w.,-])(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{4,5})(?![\w-]|[.,]\d)"
)
_ISSUERS = re.compile(
    r"(?:4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}"
    r"|6(?:011|5\d\d|4[4-9]\d|2\d\d)\d{12,15})\Z"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PLAIN = frozenset({
    "reset", "expired", "changed", "unknown", "wrong", "invalid", "see", "is", "are", "was", "the", "a", "an", "and",
    "none", "null", "true", "false", "required", "rotated", "revoked", "missing", "ok", "yes", "no", "not", "in", "on",
    "we", "to", "for", "lupa", "salah", "sudah", "belum", "tidak", "diganti", "habis", "kedaluwarsa", "lihat", "string",
})  # fmt: skip
_HINT = re.compile(
    r"-----BEGIN|://|[:=@]|--|\d{13}|\d{4}[ -]\d{4}|AKIA|ASIA|ABIA|ACCA|gh[pousr]_|github_pat|glpat|xox|xapp|AIza|"
    r"GOCSPX|ya29|_live_|_test_|whsec|eyJ|sk-|npm_|SG\.|earer|EARER"
)


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others, as on payment cards."""
    doubled = (int(each) * (1 + place % 2) for place, each in enumerate(reversed(digits)))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


@dataclass(frozen=True)
class Masker:
    """What is looked for: the shapes above, e-mail addresses if wished, and the organisation's own patterns."""

    emails: bool = False
    own: tuple[re.Pattern[str], ...] = ()

    def __call__(self, text: str) -> str:
        """The text with every secret masked."""
        return self.counted(text)[0]

    def counted(self, text: str) -> tuple[str, int]:
        """The same, and how many secrets were in it."""
        count = 0
        if _HINT.search(text):
            for rule in _RULES:
                text, found = rule(text)
                count += found
            if self.emails:
                text, found = _EMAIL.subn(MASK, text)
                count += found
        for pattern in self.own:
            text, found = _by_pieces(pattern, text)
            count += found
        return text, count


def _by_pieces(pattern: re.Pattern[str], text: str) -> tuple[str, int]:
    lines = [line[start : start + PIECE] for line in text.splitlines(keepends=True) for start in _starts(line)]
    done = [pattern.subn(MASK, piece) for piece in lines]
    return "".join(piece for piece, _found in done), sum(found for _piece, found in done)


def _starts(line: str) -> Iterable[int]:
    return range(0, len(line), PIECE)


def _counting(pattern: re.Pattern[str], masked: Callable[[re.Match[str]], str]) -> Callable[[str], tuple[str, int]]:
    """A rule whose matches may turn out to be no secrets."""

    def apply(text: str) -> tuple[str, int]:
        count = 0

        def one(found: re.Match[str]) -> str:
            nonlocal count
            said = masked(found)
            count += said != found[0]
            return said

        return pattern.sub(one, text), count

    return apply


def _named(found: re.Match[str]) -> str:
    value = found["quoted"] or found["bare"]
    return (
        found[0]
        if not _is_secret(found["name"], found["sign"], value, found["option"])
        else (found[0][: found.start("quoted" if found["quoted"] else "bare") - found.start()] + MASK)
    )


def _is_secret(name: str, sign: str, value: str, option: str | None) -> bool:
    """Whether a value after such a name is one; in prose (`token: expired`) it may be a word."""
    if value[0] in "$<*{%•[(…" or value.startswith("//") or value.casefold().strip(".!?:") in _PLAIN or len(value) < 3:
        return False
    if "=" in sign or option or not sign.strip() or not sign.endswith((" ", "\t")):
        return not value.isdigit() or len(value) > 3
    telling = any(letter.isdigit() for letter in value) or len(value) >= 16
    return telling or name.casefold().startswith(("passw", "pwd", "passphrase", "kata", "sandi"))


def _card(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    return MASK if _ISSUERS.match(digits) and luhn(digits) and len(set(digits)) > 1 else found[0]


_RULES: tuple[Callable[[str], tuple[str, int]], ...] = (
    _counting(_KEY_BLOCK, lambda _found: MASK),
    _counting(_TOKEN, lambda found: f"{found[0].split('/')[0]}/{MASK}" if "/" in found[0] and found[0][0] in "swt" and
              found[0].startswith(("services/", "workflows/", "triggers/")) else MASK),
    _counting(_URL_PASSWORD, lambda found: found[0] if found[2] == MASK else f"{found[1]}{MASK}"),
    _counting(_BEARER, lambda found: f"{found[1]}{found[2]}{MASK}"),
    _counting(_NAMED, _named),
    _counting(_CARD, _card),
)  # fmt: skip
SHAPES = Masker()
"""The shapes that every organisation's texts are searched for."""


def masker_of(masking: Masking) -> Masker:
    """The organisation's."""
    return _masker(masking.emails, tuple(masking.patterns.values()))


@lru_cache(64)
def _masker(emails: bool, patterns: tuple[str, ...]) -> Masker:
    return Masker(emails, tuple(re.compile(each) for each in patterns))
