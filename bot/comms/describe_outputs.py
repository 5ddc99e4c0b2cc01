"""One sentence for each entry about outputs; see `describe`."""

from __future__ import annotations

from bot.comms.outputs import output_name
from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _raised(tell: Teller, event: e.OutputRaised) -> str:
    said = tell.t.gettext("Output {n}, {what}: {text}")
    words = said.format(n=event.output, what=output_name(event.what, tell.t), text=event.text)
    return tell.owed(words, event.owner, None)


def _filed(tell: Teller, event: e.OutputFiled) -> str:
    said = tell.t.gettext("Output {n} stands in the tracker as {key}").format(n=event.output, key=event.key)
    return tell.with_words(said, event.link)


def _delayed(tell: Teller, event: e.OutputDelayed) -> str:
    if event.again:
        return tell.t.gettext("Output {n} is sent to the tracker again").format(n=event.output)
    said = tell.t.gettext("The tracker does not take output {n} for now").format(n=event.output)
    return tell.with_words(said, event.why)


SENTENCES: Sentences = {e.OutputRaised: _raised, e.OutputFiled: _filed, e.OutputDelayed: _delayed}
