"""The words of the slash command: every subcommand with its form, what it does, and what else people call it.

A table and two look-ups; help, suggestions and the dispatch are all read from it, so none can forget a subcommand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.comms.locale import _

CLOSE_ENOUGH = 58
SURE, AHEAD = 70, 12
FAR_BEHIND = 18


@dataclass(frozen=True, slots=True)
class Verb:
    """One subcommand. `wordy` ones take free text; `harmless` ones only show something."""

    forms: tuple[str, ...]
    does: str
    topic: str
    also: tuple[str, ...] = ()
    wordy: bool = False
    harmless: bool = False


def _remark(kind: str, does: str, *also: str, then: tuple[str, ...] = ()) -> Verb:
    return Verb((f"{kind} <text> [at 10:32] [owner @user] [by 30m]", *then), does, "record", also, wordy=True)


VERBS: Mapping[str, Verb] = {
    "declare": Verb(
        ("declare [sev1..sev4] [private] [@mim] [service:shop] <title>", "declare"),
        _("Open an incident and its war room; without words it shows a form."),
        "start",
        ("new", "start", "create", "lapor", "laporkan", "deklarasi"),
        wordy=True,
    ),
    "drill": Verb(
        ("drill [sev1..sev4] <title>", "drill replay MI-42 [4x]", "drill comms [audience]"),
        _(
            "The same as an exercise, marked DRILL everywhere; a closed incident played again, so many times faster; "
            "or a message marked TEST through every channel of the audiences."
        ),
        "start",
        ("exercise", "latihan", "simulasi"),
        wordy=True,
    ),
    "candidate": Verb(
        ("candidate [drill] [sev1..sev4] [private] [service:shop] <title>",),
        _("Report something that may be a major incident; the MIM decides."),
        "start",
        ("maybe", "unsure", "kandidat"),
        wordy=True,
    ),
    "accept": Verb(
        ("accept [MI-42] <business impact>", "accept"),
        _("A candidate is a major incident: say its business impact, and its room opens."),
        "start",
        ("terima",),
        wordy=True,
    ),
    "reject": Verb(
        ("reject [MI-42] <reason>", "reject"),
        _("A candidate is no major incident."),
        "start",
        ("tolak",),
        wordy=True,
    ),
    "list": Verb(("list",), _("The open incidents that you may see."), "look", ("ls", "daftar"), harmless=True),
    "status": Verb(
        ("status [MI-42]",),
        _("Where an incident stands, and what comes next."),
        "look",
        ("info", "show", "summary", "where"),
        harmless=True,
    ),
    "severity": Verb(
        ("severity sev2 <reason>", "severity"),
        _("Change the severity, with the reason."),
        "steer",
        ("sev", "priority", "keparahan", "prioritas"),
        wordy=True,
    ),
    "promote": Verb(("promote <reason>", "promote"), _("It is a major incident."), "steer", ("naikkan",), wordy=True),
    "demote": Verb(
        ("demote <reason>", "demote"), _("It is no major incident any more."), "steer", ("turunkan",), wordy=True
    ),
    "state": Verb(
        ("state identified|monitoring|investigating <text>", "state"),
        _("Say how far you are: cause identified, remedy being watched."),
        "steer",
        ("phase", "fase"),
        wordy=True,
    ),
    "mim": Verb(
        ("mim @user", "mim claim|accept|decline"),
        _("Who leads: ask somebody, take the lead, or answer when you are asked."),
        "lead",
        ("lead", "leader", "commander", "ic", "pimpin"),
    ),
    "handover": Verb(
        ("handover @user [what they should know]", "handover accept [all]|decline"),
        _("Pass the lead on; you stay accountable until the other accepts."),
        "lead",
        ("hand-over", "serah-terima", "serahterima"),
        wordy=True,
    ),
    "role": Verb(
        ("role <role> @user", "role <role> @user release", "role <role> accept|decline", "role"),
        _("Give a role, take it back, or answer when you are asked; without words it shows who holds which."),
        "lead",
        ("roles", "peran"),
    ),
    "release": Verb(
        ("release <role> @user", "release @user…", "release all but @user…"),
        _("Take roles back; with `all but` these stay and the others may go. The MIM's goes by a handover."),
        "lead",
        ("unassign", "lepas", "lepaskan"),
    ),
    "assembly": Verb(
        ("assembly", "assembly release"),
        _("The team: who was asked, who said yes, who is here, who is missing; and who may go."),
        "lead",
        ("team", "board", "tim", "standdown", "stand-down"),
        harmless=True,
    ),
    "note": _remark("note", _("Keep something on the timeline."), "catat", "catatan", "log"),
    "observation": _remark("observation", _("What somebody saw."), "observe", "saw", "observasi", "pengamatan"),
    "hypothesis": _remark(
        "hypothesis",
        _("A guess at the cause, until it is confirmed."),
        "theory",
        "hipotesis",
        then=(
            "hypothesis H1 testing @user by 20m",
            "hypothesis H1 confirmed|disproved <evidence>",
            "hypothesis H1 withdraw <why>",
        ),
    ),
    "decision": _remark(
        "decision",
        _("What was decided."),
        "decide",
        "decided",
        "keputusan",
        then=("decision D1 object|withdraw <why>",),
    ),
    "action": _remark(
        "action",
        _("What was done, and with which result."),
        "did",
        "tindakan",
        then=(
            "action A1 result|rolled back <text>",
            "action A1 rollback <how to take it back>",
            "action A1 withdraw <why>",
        ),
    ),
    "impact": _remark(
        "impact",
        _("Who is affected, how, and how many; `confirmed:` or `estimated:` first says how sure that is."),
        "affected",
        "dampak",
    ),
    "workaround": _remark("workaround", _("What reduces the impact for now."), "mitigation", "solusi-sementara"),
    "swarm": Verb(
        ("swarm <team>… <goal> [lead @user]", "swarm <team> lead @user", "swarm <team> status|done <text>", "swarm"),
        _("Form a line of work with a lead and a thread of its own; say who leads it, how far it is, that it is over."),
        "work",
        ("swarms", "workstream", "stream", "tim-kerja"),
        wordy=True,
    ),
    "task": Verb(
        (
            "task <text> [@user] [by 30m]",
            "task 3 @user [by 30m]",
            "task 3 outcome|not doing <text>",
            "task 3 verified",
            "task 3 not verified <why>",
        ),
        _("Work to be done, with an owner and a time if you like."),
        "work",
        ("todo", "tugas"),
        wordy=True,
    ),
    "investigation": Verb(
        ("investigation",),
        _("Every hypothesis, decision and action, and where it stands."),
        "look",
        ("hypotheses", "decisions", "findings", "investigasi"),
        harmless=True,
    ),
    "tasks": Verb(("tasks",), _("The tasks, open ones first."), "work", ("todos", "daftar-tugas"), harmless=True),
    "actions": Verb(
        ("actions [MI-42]",),
        _("What follows an incident, until each is verified or not going to be done."),
        "work",
        ("follow-ups", "followup", "tindak-lanjut"),
        harmless=True,
    ),
    "model": Verb(
        ("model vpn_login", "model", "model change <name>", "model abandon <reason>"),
        _("Handle it by a proven model: its steps become tasks; without words it shows which there are."),
        "work",
        ("checklist", "runbook"),
        wordy=True,
    ),
    "solution": Verb(("solution used",), _("The documented solution of the model was used."), "work", ("solusi",)),
    "vendor": Verb(
        ("vendor <name> [contacted|answered|case 123|escalate]", "vendor", "vendor add <name>"),
        _("A partner under contract: contacted, its case, its answer, up a rung; alone it shows them."),
        "work",
        ("vendors", "partner", "mitra"),
        wordy=True,
    ),
    "wait": Verb(
        ("wait vendor|approval|user|change [who] [reason]", "wait end", "wait"),
        _("Work waits for somebody, or no longer does."),
        "work",
        ("waiting", "tunggu", "menunggu"),
        wordy=True,
    ),
    "resource": Verb(
        ("resource [50000000 IDR] <what>", "resource R1 approve|refuse <reason>", "resource"),
        _("Ask for money, people or things; whoever the policy names approves or refuses."),
        "work",
        ("resources", "budget", "anggaran", "sumber-daya"),
        wordy=True,
    ),
    "done": Verb(("done <n>", "done"), _("A task is finished."), "work", ("finish", "finished", "complete", "beres")),
    "risk": Verb(
        ("risk <text> [owner @user] [by 30m]", "risk 2 closed <why>", "risk"),
        _("What may go wrong yet; whoever takes over the lead must accept it."),
        "record",
        ("risks", "risiko"),
        wordy=True,
    ),
    "debt": Verb(
        (
            "debt [service]",
            "debt done W1 <what replaced it>",
            "debt extend W1 by 30d <reason>",
            "debt W1 owner @user",
            "debt W1 leaves|undo <text>",
            "debt withdraw W1 <why>",
        ),
        _("Workarounds that wait to be replaced, the oldest first."),
        "work",
        ("debts", "utang", "hutang"),
        wordy=True,
    ),
    "milestone": Verb(
        ("milestone <name> [at 10:05]", "milestone detected by monitoring|user|partner|staff", "milestone"),
        _("When something happened: started, detected, mitigated, confirmed…"),
        "record",
        ("milestones", "tonggak"),
    ),
    "update": Verb(
        (
            "update [audience,…:] <text>",
            "update",
            "update snooze 10m [audience:] <reason>",
            "update request [text]",
            "update U3 approve|refuse <reason>|override <reason>|<other words>",
        ),
        _("Tell the audiences now, put the automatic update off, or ask for one; decide on one that waits (U3)."),
        "tell",
        ("publish", "pembaruan", "kabar"),
        wordy=True,
    ),
    "correct": Verb(
        ("correct <number> <text>",),
        _("A sent update was wrong: tell everybody who got it."),
        "tell",
        ("correction", "koreksi", "ralat"),
        wordy=True,
    ),
    "promises": Verb(
        ("promises",), _("Which update is promised by when, and what was kept."), "tell", ("janji",), harmless=True
    ),
    "classify": Verb(
        ("classify", "classify <question> yes|no|unknown [at 10:05]"),
        _("Must an authority be told? Each yes starts its clock."),
        "tell",
        ("classification", "klasifikasi"),
    ),
    "clock": Verb(
        ("clock", "clock <name> draft", "clock <name> submitted <receipt>"),
        _("Reports to authorities: by when, a draft from the record, the receipt."),
        "tell",
        ("clocks", "regulator", "regulators", "pelaporan"),
        wordy=True,
    ),
    "timeline": Verb(
        ("timeline [n]",), _("The latest lines of the record."), "look", ("history", "linimasa"), harmless=True
    ),
    "edit": Verb(
        ("edit <entry> text|time|kind|actor <…>", "edit <entry>"),
        _("A key moment was wrong: its words, time, kind or person. What it said first stays on the record."),
        "record",
        ("amend", "sunting", "ubah"),
        wordy=True,
    ),
    "erase": Verb(
        ('erase <entry> ["<words>"] because <why>', "erase <entry>"),
        _("What an entry says must be gone for good, for privacy; or these words of it, wherever they stand."),
        "record",
        ("redact", "forget", "hapus"),
        wordy=True,
    ),
    "undo": Verb(("undo <entry>",), _("Take the last correction of an entry back."), "record", ("revert", "urung")),
    "export": Verb(
        ("export [md|csv|xlsx|json|html|pdf|docx|png] [full|review|customer|regulator]", "export vendor <name>"),
        _("The timeline as a file in the room: whole, its key moments, or what customers or a regulator may read."),
        "look",
        ("ekspor", "download"),
    ),
    "resolve": Verb(
        ("resolve <what restored the service> [at 10:05]", "resolve"),
        _("The service works again and somebody has checked it."),
        "end",
        ("resolved", "fixed", "selesai"),
        wordy=True,
    ),
    "output": Verb(
        (
            "output problem|change|knowledge|improvement <text> [@owner]",
            "output",
            "output list",
            "output again <n>",
        ),
        _("Ask for a problem investigation, a change, a knowledge article or an improvement."),
        "end",
        ("outputs", "keluaran"),
        wordy=True,
    ),
    "confirm": Verb(
        ("confirm [MI-42]", "confirm not yet <what does not work>"),
        _("It works again for you, or it does not yet."),
        "end",
        ("konfirmasi", "works"),
        wordy=True,
    ),
    "survey": Verb(
        ("survey", "survey close", "survey skip <reason>"),
        _("How many have answered the satisfaction survey; end it early, or drop it."),
        "end",
        ("satisfaction", "survei", "kepuasan"),
        wordy=True,
    ),
    "reopen": Verb(("reopen <reason>", "reopen"), _("It is not over."), "end", ("re-open", "buka-lagi"), wordy=True),
    "close": Verb(("close",), _("The record is complete."), "end", ("tutup", "closed")),
    "cancel": Verb(
        ("cancel <reason>", "cancel"),
        _("Declared in error, a duplicate, or the drill is over."),
        "end",
        ("abort", "cancelled", "batal", "batalkan"),
        wordy=True,
    ),
    "link": Verb(
        ("link parent|child|related MI-7 [reason]", "link"),
        _("Say how another incident belongs to this one; without words it shows what is linked."),
        "record",
        ("links", "tautkan", "kaitkan"),
        wordy=True,
    ),
    "unlink": Verb(("unlink MI-7",), _("Take such a link back."), "record", ("lepaskan-tautan",), wordy=True),
    "duplicate": Verb(
        ("duplicate MI-7 [reason]",),
        _("This incident is another one, declared twice: end it and go on there."),
        "end",
        ("merge", "dup", "duplikat", "gabung"),
        wordy=True,
    ),
    "report": Verb(
        ("report [2026-11]",),
        _("The figures of a month, with charts and files, in this channel."),
        "look",
        ("laporan", "monthly", "kpi", "kpis"),
        wordy=True,
    ),
    "find": Verb(
        ("find <words> [service:shop] [sev1] [2026-10] [open] [kind:decision]", "find"),
        _("Search every incident that you may see, by the words on its record."),
        "look",
        ("search", "cari", "temukan"),
        wordy=True,
    ),
    "improvement": Verb(
        (
            "improvement [all]",
            "improvement <text> [owner @user] [by 30d]",
            "improvement 7 [approve|refuse <reason>|start|done|verify|drop <reason>]",
            "improvement 7 owner @user|by 14d",
        ),
        _("The improvement register: what is proposed, approved, owed and verified, across incidents."),
        "end",
        ("improvements", "improve", "perbaikan"),
        wordy=True,
    ),
    "models": Verb(
        ("models [name]", "models restore <name> <version>"),
        _("The incident models, where each comes from, and their versions; an earlier one can be brought back."),
        "look",
        ("model-list",),
    ),
    "review": Verb(
        (
            "review",
            "review status|start|publish",
            "review edit|history|restore <section>",
            "review field <field> confirmed|unknown|n/a <why>",
            "review reopen <reason>",
            "review meeting tomorrow 10:00|off",
        ),
        _("The post-incident review: a fresh draft and where it stands; write in it, go through it, publish it."),
        "end",
        ("pir", "tinjauan"),
        wordy=True,
    ),
    "help": Verb(
        ("help [subcommand]",), _("What you can type."), "look", ("?", "h", "man", "bantuan", "tolong"), harmless=True
    ),
}
STATE_VERBS: Mapping[str, str] = {
    "investigating": "investigating",
    "investigate": "investigating",
    "identified": "identified",
    "identify": "identified",
    "teridentifikasi": "identified",
    "monitoring": "monitoring",
    "monitor": "monitoring",
    "dipantau": "monitoring",
}
TOPICS: Mapping[str, str] = {
    "start": _("Start"),
    "look": _("Look"),
    "record": _("Keep on the record"),
    "work": _("Share the work"),
    "tell": _("Tell the audiences"),
    "steer": _("Steer"),
    "lead": _("Lead"),
    "end": _("End"),
}


def canonical(word: str) -> str | None:
    """The subcommand that this word means exactly, by its name or another name for it."""
    wanted = word.casefold().strip(":,.!-")
    if wanted in VERBS:
        return wanted
    return next((name for name, verb in VERBS.items() if (wanted or word) in verb.also), None)


def harmless_guess(word: str) -> str | None:
    """The subcommand that a mistyped word can only mean, if it merely shows something."""
    ranked = nearest(word, [*VERBS, *STATE_VERBS], limit=2, cutoff=SURE - AHEAD)
    if not ranked or ranked[0][1] < SURE or not (ranked[0][0] in VERBS and VERBS[ranked[0][0]].harmless):
        return None
    runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked[0][1] - runner_up >= AHEAD else None


def nearest(
    word: str, known: Iterable[str], *, limit: int = 3, cutoff: float = CLOSE_ENOUGH
) -> list[tuple[str, float]]:
    """What the word may have been meant to be, best first, with how sure that is (0 to 100)."""
    found = process.extract(word.casefold(), list(known), scorer=_alike, limit=limit, score_cutoff=cutoff)
    return [(name, score) for name, score, _index in found]


def _alike(one: str, other: str, **_options: object) -> float:
    """Two letters swapped are one slip, and a beginning stands for the whole."""
    slips = OSA.normalized_similarity(one, other) * 100
    begun = 90.0 if len(one) >= 3 and other.startswith(one) else 0.0
    return max(slips, fuzz.ratio(one, other) * 0.9, begun)


def suggestions(word: str) -> tuple[str, ...]:
    """The subcommands that a mistyped word may have been meant to be, best first."""
    spelled = {other: name for name, verb in VERBS.items() for other in (name, *verb.also)}
    spelled.update({state: state for state in STATE_VERBS.values()})
    ranked = nearest(word, spelled)
    best = ranked[0][1] if ranked else 0.0
    return tuple(dict.fromkeys(spelled[name] for name, score in ranked if score > best - FAR_BEHIND))
