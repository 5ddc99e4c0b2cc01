"""One sentence for each entry about workarounds and their debt; see `describe`."""

from __future__ import annotations

from bot.comms.telling import Sentences, Teller
from bot.warroom import events as e


def _opened(tell: Teller, event: e.DebtOpened) -> str:
    said = tell.t.gettext("Workaround W{n}: {does}").format(n=event.debt, does=event.does)
    return tell.owed(_more(tell, said, event.leaves, event.undo), event.owner, event.due_at)


def _more(tell: Teller, said: str, leaves: str, undo: str) -> str:
    left = tell.t.gettext("leaves undone: {text}").format(text=leaves) if leaves else ""
    back = tell.t.gettext("to undo it: {text}").format(text=undo) if undo else ""
    return "; ".join(part for part in (said, left, back) if part)


def _changed(tell: Teller, event: e.DebtChanged) -> str:
    said = (
        tell.t.gettext("Workaround W{n} put off") if event.extended else tell.t.gettext("Workaround W{n} changed")
    ).format(n=event.debt)
    more = _more(tell, tell.with_words(said, event.does), event.leaves, event.undo)
    return tell.with_words(tell.owed(more, event.owner, event.due_at), event.reason)


def _paid(tell: Teller, event: e.DebtPaid) -> str:
    if event.dropped and event.text:
        return tell.t.gettext("Workaround W{n} withdrawn: {reason}").format(n=event.debt, reason=event.text)
    if event.dropped:
        return tell.t.gettext("Workaround W{n} dropped: its mark was taken away").format(n=event.debt)
    return tell.with_words(tell.t.gettext("Workaround W{n} replaced").format(n=event.debt), event.text)


def _reminded(tell: Teller, event: e.DebtReminded) -> str:
    said = tell.t.gettext("{name} was reminded of workaround W{n}, due {time}")
    name = event.told.name if event.told else tell.t.gettext("nobody")
    return said.format(name=name, n=event.debt, time=tell.at(event.due_at))


def _repeated(tell: Teller, event: e.WorkaroundRepeated) -> str:
    said = tell.t.gettext("Workaround number {n} on {service}, for problem management ({references})")
    return said.format(n=event.count, service=event.service, references=", ".join(event.references))


SENTENCES: Sentences = {
    e.DebtOpened: _opened,
    e.DebtChanged: _changed,
    e.DebtPaid: _paid,
    e.DebtReminded: _reminded,
    e.WorkaroundRepeated: _repeated,
}
