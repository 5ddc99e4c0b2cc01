"""`vendor`, `wait` and `resource`: partners under contract, what work waits for, what is asked of those who pay."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

from bot.comms.cards import resources as resource_cards
from bot.comms.cards import vendors as vendor_cards
from bot.handlers.acts import act
from bot.handlers.clauses import clauses
from bot.handlers.clerk import Clerk
from bot.handlers.commands_record import happened
from bot.handlers.parsing import Line, head
from bot.handlers.visit import Visit
from bot.warroom import commands_partners as cp
from bot.warroom.base import Moment
from bot.warroom.commands import Command
from bot.warroom.errors import EmptyText, UnknownVendor
from bot.warroom.incident import Incident
from bot.warroom.known_vendors import known_vendor
from bot.warroom.money import read_money
from bot.warroom.partners import WaitKind
from bot.warroom.policy import Policy

LONGEST_NAME = 5
WAIT_FORM = "`/incident wait vendor|approval|user|change [who] [reason]`"
VENDOR_WORDS = {
    **dict.fromkeys(("contacted", "contact", "called", "call", "hubungi", "dihubungi"), "contacted"),
    **dict.fromkeys(("answered", "answer", "replied", "dijawab", "menjawab"), "answered"),
    **dict.fromkeys(("case", "ticket", "tiket", "kasus"), "case"),
    **dict.fromkeys(("escalate", "escalated", "up", "eskalasi"), "escalate"),
    **dict.fromkeys(("invite", "undang"), "invite"),
    **dict.fromkeys(("wait", "waiting", "tunggu"), "wait"),
}
WAIT_WORDS: dict[str, WaitKind] = {
    **dict.fromkeys(("vendor", "partner"), "vendor"),
    **dict.fromkeys(("approval", "approve", "persetujuan"), "approval"),
    **dict.fromkeys(("user", "users", "customer", "pengguna"), "user"),
    **dict.fromkeys(("change", "window", "change-window", "perubahan"), "change"),
}
LISTED = frozenset({"list", "show", "daftar", "all"})
OVER = frozenset({"end", "ended", "over", "done", "stop", "selesai"})
APPROVE = frozenset({"approve", "approved", "yes", "ok", "setuju"})
REFUSE = frozenset({"refuse", "refused", "reject", "decline", "no", "tolak"})
VENDOR_FORM = "`/incident vendor {name} contacted|answered|case <number>|escalate`"
RESOURCE_FORM = "`/incident resource {name} approve|refuse <reason>`"
ALIKE = 0.8
_CASE = re.compile(r"(?:^|\s)(?:case|ticket|tiket|kasus)\s*[:#]?\s*(\S+)\s*$", re.IGNORECASE)
_REQUEST = re.compile(r"[rR](\d{1,6})")


async def vendor(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident vendor <name> [contacted|answered|case 123|escalate|wait]`; alone it shows them all."""
    state = await clerk.incident(visit, line.named)
    word, rest = head(line.rest)
    if not word:
        await clerk.tell(visit, vendor_cards.vendors(clerk.scene(state)))
        return
    if word.casefold() in {"add", "new", "tambah"}:
        title = await clerk.readable(rest)
        await act(clerk, visit, state, cp.ContactVendor(vendor=title, unlisted=True))
        return
    text, at, notice = happened(clerk, visit, clauses(line.rest, frozenset({"at"})))
    words = await clerk.readable(text)
    name, rest = split_vendor(_with_the_only_one(words, state), state, clerk.policy)
    if not rest:
        await clerk.tell(visit, vendor_cards.vendors(clerk.scene(state)))
        return
    await act(clerk, visit, state, _asked_of(name, rest, at), notice)


def _with_the_only_one(words: str, state: Incident) -> str:
    """`answered Fibre cut` is said of the only vendor whose answer is waited for."""
    waited_for = [each.vendor for each in state.vendors if each.answered_at is None]
    nameless = VENDOR_WORDS.get(head(words)[0].casefold().strip(":,.")) == "answered"
    return f"{waited_for[0]} {words}" if nameless and len(waited_for) == 1 else words


def split_vendor(words: str, state: Incident, policy: Policy) -> tuple[str, str]:
    """The vendor's name, of one word or several, and the words after it. Raises UnknownVendor."""
    parts = words.split()
    for count in range(min(len(parts), LONGEST_NAME), 0, -1):
        name = " ".join(parts[:count])
        try:
            return known_vendor(name, state, policy).name, " ".join(parts[count:])
        except UnknownVendor:
            if count == 1:
                raise
    return words, ""


def _asked_of(vendor: str, words: str, at: Moment | None) -> Command:
    word, rest = head(words)
    match VENDOR_WORDS.get(word.casefold().strip(":,.")):
        case "answered":
            return cp.AnswerVendor(vendor=vendor, text=rest, at=at)
        case "case":
            return cp.NoteCase(vendor=vendor, case=rest.lstrip(":# "), at=at)
        case "escalate":
            return cp.EscalateVendor(vendor=vendor, reason=rest)
        case "invite":
            return cp.InviteVendor(vendor=vendor)
        case "wait":
            return cp.StartWait(on="vendor", who=vendor, reason=rest, at=at)
        case "contacted":
            return _contact(vendor, rest, at)
    _refuse_slip(word, VENDOR_WORDS, VENDOR_FORM.format(name=vendor))
    return _contact(vendor, words, at)


def _refuse_slip(word: str, known: Collection[str], form: str) -> None:
    """A word that is nearly one of ours was meant as it, and must not become something else. Raises EmptyText."""
    if get_close_matches(word.casefold(), known, n=1, cutoff=ALIKE):
        raise EmptyText(form=form)


def _contact(vendor: str, words: str, at: Moment | None) -> Command:
    case = _CASE.search(words)
    note = words[: case.start()].strip() if case else words
    return cp.ContactVendor(vendor=vendor, case=case[1] if case else "", note=note, at=at)


async def wait(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident wait vendor telkom [reason]`, `wait end`; alone it shows what work waits for."""
    state = await clerk.incident(visit, line.named)
    if not line.rest:
        await clerk.tell(visit, vendor_cards.waits(clerk.scene(state)))
        return
    text, at, notice = happened(clerk, visit, clauses(line.rest, frozenset({"at"})))
    word, rest = head(await clerk.readable(text))
    command = _over(rest, at) if word.casefold() in OVER else _begun(word, rest, at, state, clerk.policy)
    await act(clerk, visit, state, command, notice)


def _over(words: str, at: Moment | None) -> Command:
    word, rest = head(words)
    on = WAIT_WORDS.get(word.casefold())
    return cp.EndWait(on=on, who=rest if on else words, at=at)


def _begun(word: str, rest: str, at: Moment | None, state: Incident, policy: Policy) -> Command:
    on = WAIT_WORDS.get(word.casefold().strip(":,."))
    if on is None:
        raise EmptyText(form=WAIT_FORM)
    who, reason = "", rest
    if on == "vendor" and rest:
        who, reason = _vendor_or_word(rest, state, policy)
    elif on == "approval" and _REQUEST.fullmatch(head(rest)[0]):
        who, reason = head(rest)[0].upper(), head(rest)[1]
    return cp.StartWait(on=on, who=who, reason=reason, at=at)


def _vendor_or_word(words: str, state: Incident, policy: Policy) -> tuple[str, str]:
    try:
        return split_vendor(words, state, policy)
    except UnknownVendor:
        return head(words)


async def resource(clerk: Clerk, visit: Visit, line: Line) -> None:
    """`/incident resource 50000000 IDR second link`, `resource R1 approve|refuse <reason>`; alone it shows them."""
    state = await clerk.incident(visit, line.named)
    if not line.rest or line.rest.casefold() in LISTED or _REQUEST.fullmatch(line.rest):
        await clerk.tell(visit, resource_cards.resources(clerk.scene(state)))
        return
    words = await clerk.readable(line.rest)
    amount, currency, text = read_money(words, clerk.policy.resources.currency)
    asked = cp.RequestResource(text=text, amount=amount, currency=currency)
    await act(clerk, visit, state, _verdict(words) or asked)


def _verdict(words: str) -> Command | None:
    """`R1 approve`, `approve R1 yes, go`, `R2 refuse too dear`; None where a request is made."""
    first, rest = head(words)
    second, reason = head(rest)
    ask, word = (first, second) if _REQUEST.fullmatch(first) else (second, first)
    found, said = _REQUEST.fullmatch(ask.strip(":,.")), word.casefold().strip(":,.")
    if found is None:
        return None
    number = int(found[1])
    if said not in APPROVE | REFUSE:
        raise EmptyText(form=RESOURCE_FORM.format(name=f"R{number}"))
    if said in APPROVE:
        return cp.ApproveResource(resource=number, reason=reason)
    return cp.RefuseResource(resource=number, reason=reason)
