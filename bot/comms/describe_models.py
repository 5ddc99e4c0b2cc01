"""One sentence for each entry about incident models; see `describe`."""

from __future__ import annotations

from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _suggested(tell: Teller, event: e.ModelSuggested) -> str:
    return tell.t.gettext("Models that fit: {models}").format(
        models=", ".join(tell.model(name) for name in event.models)
    )


def _applied(tell: Teller, event: e.ModelApplied) -> str:
    said = tell.t.gettext("Model applied: {title} (version {version})")
    return said.format(title=event.title, version=event.version)


def _abandoned(tell: Teller, event: e.ModelAbandoned) -> str:
    return tell.with_words(
        tell.t.gettext("Model {model} abandoned").format(model=tell.model(event.model)), event.reason
    )


def _solution_used(tell: Teller, event: e.SolutionUsed) -> str:
    said = tell.t.gettext("Documented solution of {model} used").format(model=tell.model(event.model))
    return tell.with_words(said, event.link)


SENTENCES: Sentences = {
    e.ModelSuggested: _suggested,
    e.ModelApplied: _applied,
    e.ModelAbandoned: _abandoned,
    e.SolutionUsed: _solution_used,
}
