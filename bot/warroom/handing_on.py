"""Deciding on outputs. Anybody may raise one, in any state but a candidate's; none is ever lost for a tracker."""

from __future__ import annotations

from bot.warroom import commands_outputs as co
from bot.warroom import events as e
from bot.warroom.context import Context, Decision
from bot.warroom.errors import AlreadySo, EmptyText, StillCandidate, UnknownOutput
from bot.warroom.incident import Incident
from bot.warroom.phrases import phrase
from bot.warroom.promising import check_text

OUTPUT_FORM = "`/incident output problem|change|knowledge|improvement <text> [@owner]`"
ARTICLE = "How {reference} was solved: {title}"


def raise_output(state: Incident, command: co.RaiseOutput, _context: Context) -> Decision:
    """An output on the record. A knowledge article needs no words: the record has them."""
    if state.state == "candidate":
        raise StillCandidate(reference=state.reference)
    text = command.text.strip()
    if not text and command.what == "knowledge":
        text = ARTICLE.format(reference=state.reference, title=state.title)
    if not text:
        raise EmptyText(form=OUTPUT_FORM)
    check_text(text)
    return (e.OutputRaised(output=len(state.outputs) + 1, what=command.what, text=text, owner=command.owner),)


def file_again(state: Incident, command: co.FileAgain, _context: Context) -> Decision:
    """Another try. Raises UnknownOutput, AlreadySo."""
    found = next((each for each in state.outputs if each.number == command.output), None)
    if found is None:
        raise UnknownOutput(output=command.output)
    if found.key:
        raise AlreadySo(
            what=phrase("output {number} stands in the tracker as {key}", number=found.number, key=found.key)
        )
    return (e.OutputDelayed(output=command.output, again=True),)
