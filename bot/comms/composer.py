"""Status updates in words: the facts of an update through the template of its audience's language and form.

Facts go in, text comes out, for Slack (escaped at every value by `render`) or as plain text for exports, e-mail and
the transcript. Templates add no facts: what is not known is said to be unknown. It sends nothing and looks nothing
up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.comms import render
from bot.comms.locale import SOURCE, Translator, translator
from bot.comms.passage import Passage
from bot.comms.phrasing import ended
from bot.comms.render import Markup
from bot.comms.shipped import policy_in, said
from bot.comms.words import mark_name, severity_name, state_name
from bot.warroom.certainty import certainty
from bot.warroom.lifecycle import State, is_open
from bot.warroom.masking import masker_of
from bot.warroom.policy import Audience, Policy
from bot.warroom.promising import TEXT_LIMIT
from bot.warroom.reviews import review_due
from bot.warroom.updates import Change, UpdateFacts

TEMPLATES = Path(__file__).parent / "templates"
SHORT, LONG = 240, TEXT_LIMIT
"""Characters of people's words: for those who read five lines, and for everybody else all that an update may hold."""
BROKEN = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
PART = "\f"  # ends a part of a template; no cleaned text of a person can hold it
PARTS = 3
EXECUTIVE_LINES = 5
PHASES: Mapping[State, str] = {
    "candidate": "investigating",
    "investigating": "investigating",
    "identified": "identified",
    "monitoring": "monitoring",
    "resolved": "resolved",
    "closed": "resolved",
    "rejected": "cancelled",
    "cancelled": "cancelled",
}


class ShapeError(ValueError):
    """What a template makes is no update: the file as a whole is wrong."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(why)
        self.file = file


class PartsError(ShapeError):
    """A template that has not the three parts of an update."""

    def __init__(self, file: str, found: int) -> None:
        super().__init__(
            file, f"it has {found} of the parts headline, body and small print, ended by {{{{ end_of_part }}}}"
        )


class LinesError(ShapeError):
    """A template of the organisation's that asks more of executives than they read."""

    def __init__(self, file: str, found: int) -> None:
        super().__init__(file, f"executives would read {found} lines, and they read at most {EXECUTIVE_LINES}")


@dataclass(frozen=True)
class Dialect:
    """How a medium writes things: what it escapes, how it stresses, how it shows a time."""

    words: Callable[[str, int], Markup]
    strong: Callable[[str], Markup]
    time: Callable[[datetime, str, Translator], Markup]
    moment: Callable[[datetime, str, Translator], Markup]


@dataclass(frozen=True)
class Composed:
    """An update in words: its first line, its paragraphs, and the small print (next update, questions, as of)."""

    headline: Markup
    body: Markup
    foot: Markup


def compose_text(facts: UpdateFacts, audience: Audience, policy: Policy) -> str:
    """The update as this audience reads it, as plain text with one `- ` line per change."""
    composed = compose(facts, audience, policy, plain_dialect())
    return str(render.lines(composed.headline, composed.body, composed.foot))


def compose_slack(facts: UpdateFacts, audience: Audience, policy: Policy) -> Composed:
    """The update as this audience reads it, in Slack's markup."""
    return compose(facts, audience, policy, slack_dialect())


@cache
def slack_dialect() -> Dialect:
    """Slack's mrkdwn; times show on each reader's own clock."""
    return Dialect(words=render.words, strong=render.bold, time=render.date, moment=_dated)


def compose_heading(facts: UpdateFacts, audience: Audience, policy: Policy) -> str:
    """The first line for a place without markup, where entities would be seen as they stand."""
    return render.plain(compose(facts, audience, policy, plain_dialect()).headline)


def _dated(at: datetime, zone: str, t: Translator) -> Markup:
    return render.date(at, zone, t, form="{date_short_pretty} {time}")


@cache
def plain_dialect() -> Dialect:
    """Plain text that is also readable Markdown; times on the organisation's clock."""
    return Dialect(
        words=lambda text, limit: Markup(render.clip(render.isolated(render.clean(text)), limit)),
        strong=Markup,
        time=lambda at, zone, t: Markup(t.clock(at, zone)),
        moment=lambda at, zone, t: Markup(t.moment(at, zone)),
    )


def compose(facts: UpdateFacts, audience: Audience, policy: Policy, dialect: Dialect) -> Composed:
    """The update as this audience reads it, in a medium's own way of writing.

    Secrets in the facts are masked. A broken template of the organisation's never silences an update: the shipped one
    stands in (`posko check` tells).
    """
    facts = without_secrets(facts, policy)
    try:
        return rendered(facts, audience, policy, dialect)
    except BROKEN:
        return rendered(facts, audience, policy.model_copy(update={"templates": ""}), dialect)


def without_secrets(facts: UpdateFacts, policy: Policy) -> UpdateFacts:
    """The facts with every secret in people's words masked."""
    return UpdateFacts.model_validate(Passage(masker_of(policy.masking)).values(facts.model_dump()))


def secrets_in(facts: UpdateFacts, policy: Policy) -> int:
    """How many secrets are masked in an update of these facts."""
    way = Passage(masker_of(policy.masking))
    way.values(facts.model_dump())
    return way.count


def rendered(facts: UpdateFacts, audience: Audience, policy: Policy, dialect: Dialect) -> Composed:
    """The same with the organisation's template as it is. Raises what is wrong with it (BROKEN)."""
    template = _template(dialect, policy.templates, audience.language, audience.form, PHASES[facts.state])
    text = template.render(_values(facts, audience, policy, dialect))
    if text.count(PART) != PARTS - 1:
        raise PartsError(template.filename or "", text.count(PART) + 1)
    headline, body, foot = (Markup(_tidy(part)) for part in text.split(PART))
    lines = sum(len(part.splitlines()) for part in (headline, body, foot))
    if policy.templates and audience.form == "executive" and lines > EXECUTIVE_LINES:
        raise LinesError(template.filename or "", lines)
    return Composed(headline=headline, body=body, foot=foot)


def template_file(audience: Audience, policy: Policy, state: State) -> Path:
    """The file that this audience's updates are rendered with. Raises what is wrong with it (BROKEN)."""
    found = _template(plain_dialect(), policy.templates, audience.language, audience.form, PHASES[state])
    return Path(found.filename or "")


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().split("\n") if line.strip())


def _template(dialect: Dialect, folder: str, language: str, form: str, phase: str) -> Template:
    """The closest template there is: this language and form, then English, then the internal form.

    A form has a file for each phase, or `all.j2` for all of them; the organisation's goes before a shipped phase.
    """
    names = [name for each in (language, SOURCE) for name in _own_first(folder, f"{each}/{form}", phase)]
    return _environment(dialect, folder).select_template([*names, f"{SOURCE}/internal/{phase}.j2"])


def _own_first(folder: str, form: str, phase: str) -> list[str]:
    names = [f"{form}/{file}.j2" for file in (phase, "all")]
    return sorted(names, key=lambda name: not (folder and Path(folder, name).is_file()))


@cache
def _environment(dialect: Dialect, folder: str) -> ImmutableSandboxedEnvironment:
    """Every printed value passes the dialect's escaping; autoescape itself would write HTML's entities.

    A file in the organisation's folder stands for the shipped one of the same name.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([folder, TEMPLATES] if folder else [TEMPLATES]),
        undefined=StrictUndefined,
        finalize=lambda value: value if isinstance(value, Markup) else dialect.words(str(value), LONG),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["short"] = lambda text: dialect.words(" ".join(str(text).split()), SHORT)
    environment.filters["sentence"] = ended
    environment.filters["strong"] = dialect.strong
    return environment


def _values(facts: UpdateFacts, audience: Audience, policy: Policy, dialect: Dialect) -> dict[str, Any]:
    """What a template may say. Times come as ready words, with the date where it is not today's."""
    t = translator(audience.language)
    today = t.day(facts.as_of, policy.timezone)

    def time(at: datetime | None) -> Markup | None:
        if at is None:
            return None
        say = dialect.time if t.day(at, policy.timezone) == today else dialect.moment
        return say(at, policy.timezone, t)

    return {
        **facts.model_dump(include={"number", "reference", "title", "workaround", "mim"}),
        **facts.model_dump(
            include={"drill", "final", "first", "reopened", "because", "since_known", "corrects", "standing"}
        ),
        "impact": _impact(facts.impact, t),
        "text": facts.text or said(facts.prepared.get(audience.name, ""), audience.language),
        "phase": PHASES[facts.state],
        "over": not is_open(facts.state),
        "end_of_part": Markup(PART),
        "severity": severity_name(facts.severity, policy_in(policy, audience.language)),
        "state": state_name(facts.state, t),
        "services": t.listing(facts.services) if facts.services else "",
        "since": time(facts.since),
        "phase_since": time(facts.phase_since),
        "as_of": time(facts.as_of),
        "next_by": time(facts.next_by.get(audience.name)),
        "changes": [_change(change, time, t) for change in facts.changes],
        "latest_action": next((each.text for each in reversed(facts.changes) if each.kind == "action"), ""),
        "ask_in": audience.ask_in,
        "review_by": t.day(review_due(facts.severity, facts.as_of, policy), policy.timezone),
    }


def _impact(recorded: str, t: Translator) -> str:
    """The impact, and whether it is confirmed or estimated where the record says so."""
    words, sure = certainty(recorded)
    if not sure:
        return words
    kind = t.gettext("confirmed") if sure == "confirmed" else t.gettext("estimated")
    return f"{words.rstrip().rstrip('.')} ({kind})"


def _change(change: Change, time: Callable[[datetime], Markup | None], t: Translator) -> dict[str, Any]:
    return {"at": time(change.at), "kind": mark_name(change.kind, t), "text": change.text}
