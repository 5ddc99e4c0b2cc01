"""One whole incident for tests of documents: a checkout outage from the first signal to its resolution."""

from __future__ import annotations

from bot.warroom import events as e
from tests.warroom.chronicle import BUDI, DEWI, SARI, Chronicle, at

LINK = "https://nusantara.slack.com/archives/C1ROOM/p1795514400000100"


def outage() -> Chronicle:
    """Declared at 10:00 UTC, resolved at 11:20, with updates, marks, tasks and a severity change."""
    log = Chronicle().declare(
        title="Checkout fails for card payments",
        services=("payments",),
        symptoms="Error 502 after the card number",
        impact="About half of the card payments fail",
        criterion="over 50 % of users affected",
    )
    _begin(log)
    _work(log)
    _end(log)
    return log


def _begin(log: Chronicle) -> None:
    log.milestone("started", -22, said=0, source="reporter")
    log.milestone("registered", 0, source="declaration")
    log.milestone("declared", 0, source="declaration")
    log.add(e.MimPaged(person=DEWI), 0)
    log.milestone("mim_paged", 0, source="declaration")
    for audience in ("internal", "customers"):
        log.promise(audience, 5, 0)
    log.add(e.RoomOpened(channel="C1ROOM", name="mi-42-checkout"), 0.1)
    log.add(e.Posted(what="card", channel="C1ROOM", ts="1.1"), 0.1)
    log.add(e.MimAccepted(person=DEWI), 2, DEWI, source="button")
    log.milestone("mim_accepted", 2, source="acceptance in Slack")
    log.publish(1, 4, "internal", "customers", text="We are looking into failing card payments.")
    for audience in ("internal", "customers"):
        log.promise(audience, 34, 4)
    log.add(e.RoleAssigned(role="tech", person=BUDI), 5, DEWI, source="command")
    log.milestone("detected", -14, said=6, source="monitoring: error rate")


def _work(log: Chronicle) -> None:
    log.say(
        "The *gateway* logs show `TLS handshake` errors | since 09:38 <https://grafana/d/1|dashboard>",
        8,
        "2.1",
        evidence=LINK,
    )
    log.mark("observation", "2.1", 9, SARI)
    log.say(
        "HYPOTHESIS: the certificate of the bank's endpoint expired, <@U3SARI> please check", 12, "2.2", evidence=LINK
    )
    log.mark("hypothesis", "2.2", 12, BUDI, by="prefix")
    log.say("Confirmed, it expired at 09:38", 21, "2.3", SARI)
    log.mark("observation", "2.3", 22)
    log.add(e.MessageEdited(target="2.3", text="Confirmed, it expired at 09:38 UTC", before=""), 23, SARI)
    log.add(e.StateChanged(before="investigating", after="identified", text="Expired certificate"), 25, DEWI)
    log.milestone("diagnosed", 25, source="state set to identified")
    log.add(e.Remark(kind="decision", text="Route card payments over the second bank"), 28, DEWI, source="command")
    log.add(e.SeverityChanged(before="sev1", after="sev2", reason="Wallet payments work"), 30, DEWI)
    log.add(e.TaskAdded(task=1, text="Watch the second bank's limits", owner=BUDI, due_at=at(90)), 31, DEWI)
    log.add(e.TaskAdded(task=2, text="Alert 14 days before any certificate expires"), 32, DEWI)
    log.add(
        e.Remark(kind="workaround", text="Second bank takes all card payments", owner=BUDI, due_at=at(3000)), 36, BUDI
    )
    log.milestone("workaround", 36, source="said by Budi")
    log.add(e.PromiseMissed(audience="customers", due_at=at(34)), 35)
    log.publish(2, 33, "internal", text="Cause found, payments go over a second bank.")
    log.publish(3, 41, "customers", text="Card payments work again for most.")


def _end(log: Chronicle) -> None:
    for audience in ("internal", "customers"):
        log.promise(audience, 70, 41)
    log.add(e.StateChanged(before="identified", after="monitoring", text="Error rate is normal"), 45, DEWI)
    log.add(e.UpdateSnoozed(audience="customers", due_at=at(70), until=at(75), reason="Writing"), 66, DEWI)
    log.publish(4, 68, "internal", "customers", text="Watching.")
    log.add(e.TaskDone(task=1), 70, BUDI)
    log.add(
        e.IncidentResolved(before="monitoring", text="New certificate in place, both banks take payments"), 80, DEWI
    )
    log.milestone("resolved", 80, source="said by Dewi")
    log.publish(5, 80, "internal", "customers", text="Resolved.", final=True)
    log.add(e.ReviewDrafted(version=1), 80)
