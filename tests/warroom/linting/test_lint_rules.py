"""Each rule of the linter: sentences it must find, and sentences of a real outage that it must leave alone."""

import pytest

from bot.warroom.linting import Circumstances, Finding, Rule, lint, verdict

RECORD = Circumstances(
    state="investigating",
    names=("Raihan Pratama", "Sari Wulandari"),
    impact="About 40 % of customers cannot pay; 12,000 orders are waiting.",
    unconfirmed=("The connection pool of the payment database is exhausted",),
    previous="We are looking for the cause of the failing payments together with the bank.",
)


def found(text: str, **more: object) -> dict[Rule, list[str]]:
    rules: dict[Rule, list[str]] = {}
    for each in lint(text, RECORD.model_copy(update=more)):
        rules.setdefault(each.rule, []).append(each.excerpt)
    return rules


@pytest.mark.parametrize(
    "text",
    [
        "We restarted db-prod-01.",
        "Traffic was taken off web03 and api-7 meanwhile.",
        "The pod checkout-7d9f8b6c5d-x2x9z was removed.",
        "mysql.internal and payments.svc.cluster.local do not answer.",
        "The graphs are at https://grafana.internal/d/abc",
        "10.20.30.40 answers again, ip-10-0-3-7 does not.",
        "Koneksi ke core-router terputus.",
        "Server app-jkt-02 dimatikan.",
    ],
)
def test_machines_are_named_by_no_update(text: str):
    assert "host_name" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "MI-42 is sev1; version 2.3.1 of the app 2024 edition is affected.",
        "See https://status.example.com/mi-42 or write to help@example.com, day and night, 24/7.",
        "The server is slow. Our VPN does not connect, HTTP 503 is shown, Windows 11 and iOS 17 alike.",
        "Layanan VPN dan API belum normal sejak 10:05, tanggal 24-11-2026.",
        "The app-store page is fine.",
    ],
)
def test_products_versions_and_public_pages_are_no_machines(text: str):
    assert "host_name" not in found(text)


@pytest.mark.parametrize(
    "text", ["Raihan is on it.", "Ask Sari Wulandari.", "@budi looks at it.", "Menurut Sari, aman."]
)
def test_people_of_the_incident_are_not_named(text: str):
    assert "personal_name" in found(text)


@pytest.mark.parametrize("text", ["The payment team is on it.", "Write to help@example.com.", "inti sari laporan ini"])
def test_teams_and_ordinary_words_are_no_names(text: str):
    assert "personal_name" not in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was human error.",
        "An operator forgot to renew the certificate.",
        "The vendor is to blame.",
        "The database team failed to notice it; they should have checked.",
        "Gangguan terjadi gara-gara pembaruan kemarin.",
        "Ini kesalahan tim jaringan, petugas lalai.",
        "Admin lupa memperbarui sertifikat.",
    ],
)
def test_nobody_is_blamed(text: str):
    assert "blame" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The health check failed to start and the certificate expired.",
        "Nobody is to blame: the check was missing.",
        "Sertifikat kedaluwarsa dan pemeriksaan tidak ada.",
        "Ulangi transaksi bila gagal.",
    ],
)
def test_what_failed_is_said_without_blame(text: str):
    assert "blame" not in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "ETA 15:30.",
        "We expect the shop to be back within 30 minutes.",
        "Payments should be restored by 10:45.",
        "It will be fixed shortly.",
        "Service will be up in an hour.",
        "We'll be back up by 15:00.",
        "It’s going to be fixed in 10 minutes.",
        "Layanan diperkirakan pulih pukul 15.30.",
        "Semoga normal dalam 20 menit.",
        "Layanan akan segera pulih.",
        "Perbaikan selesai dalam 15 menit ke depan.",
        "Mohon tunggu sebentar lagi.",
        "Sekitar 2 jam lagi sudah normal.",
    ],
)
def test_no_time_of_recovery_is_promised(text: str):
    assert "estimate" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The next update comes by 10:45.",
        "We will publish the next update within 30 minutes.",
        "Payments have been failing for 20 minutes, since 10:05.",
        "We cannot say yet when it will be back by 10:45 or later.",
        "Pembaruan berikutnya paling lambat pukul 10.45.",
        "Pembayaran gagal sejak 20 menit yang lalu.",
        "We will decide on the rollback by 11:00.",
        "We'll tell you more in the next update at 11:00.",
        "We will tell you more in 10 minutes.",
        "We will tell everybody again within the hour.",
        "Kami belum dapat memperkirakan kapan layanan pulih.",
    ],
)
def test_past_times_and_the_next_update_are_no_estimates(text: str):
    assert "estimate" not in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The outage is caused by a full disk.",
        "Payments fail due to a bad release.",
        "Payments fail because the disk is full.",
        "The database is probably overloaded.",
        "The root cause is the certificate.",
        "The payment database has an exhausted connection pool.",
        "Gangguan disebabkan oleh pembaruan kemarin.",
        "Penyebabnya adalah sertifikat.",
        "Pembayaran gagal karena kapasitas penuh.",
    ],
)
def test_no_cause_is_told_before_one_is_confirmed(text: str):
    assert "cause" in found(text)
    assert "cause" not in found(text, cause_known=True, unconfirmed=())


@pytest.mark.parametrize(
    "text",
    [
        "The cause is not known yet and is being looked for.",
        "We are investigating the root cause.",
        "Not caused by the release of yesterday.",
        "Penyebabnya belum diketahui.",
        "Kami masih menelusuri penyebab gangguan.",
        "Payments fail for some customers.",
        "The database is watched, and payments are probably slow for some.",
    ],
)
def test_that_the_cause_is_sought_may_be_said(text: str):
    assert "cause" not in found(text)


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("60 % of customers are affected.", "60 % of customers"),
        ("About 25% cannot pay.", "25%"),
        ("15.000 pesanan tertunda.", "15.000 pesanan"),
        ("20 ribu transaksi tertahan.", "20 ribu transaksi"),
        ("8k orders wait.", "8k orders"),
    ],
)
def test_a_number_of_the_impact_is_that_of_the_record(text: str, excerpt: str):
    assert excerpt.split()[0] in found(text)["impact_number"][0]


@pytest.mark.parametrize(
    "text",
    [
        "40 % cannot pay.",
        "12.000 pesanan menunggu.",
        "12k orders are waiting.",
        "3 engineers work on it.",
        "In 5 minutes.",
    ],
)
def test_the_records_own_numbers_and_others_are_fine(text: str):
    assert "impact_number" not in found(text)


def test_a_number_is_not_compared_with_a_record_that_has_none():
    assert "impact_number" not in found("60 % of customers are affected.", impact="Customers cannot pay.")


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("investigating", "The incident is resolved."),
        ("identified", "Payments are back to normal."),
        ("investigating", "Layanan sudah pulih."),
        ("investigating", "Masalah sudah beres."),
        ("investigating", "We have identified the cause."),
        ("investigating", "Penyebab telah ditemukan."),
        ("identified", "We are still investigating the cause."),
        ("monitoring", "Penyebab masih belum diketahui."),
    ],
)
def test_an_update_speaks_of_its_own_phase(state: str, text: str):
    assert "phase" in found(text, state=state)


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("investigating", "It is not resolved yet."),
        ("identified", "We watch it until payments are restored."),
        ("identified", "Partially restored: some customers can pay."),
        ("resolved", "The incident is resolved."),
        ("monitoring", "Payments are back to normal and watched."),
        ("investigating", "Layanan belum pulih."),
        ("identified", "The cause has been identified."),
    ],
)
def test_negations_and_its_own_words_are_of_the_phase(state: str, text: str):
    assert "phase" not in found(text, state=state)


def test_almost_the_words_of_the_last_update_are_no_news():
    assert "near_copy" in found("We are looking for the cause of the failing payments, together with the bank!")
    assert "near_copy" not in found("The bank has found failing requests on its side and is rolling back.")


def test_other_numbers_are_news():
    before = "We have restarted 3 of 12 application servers and look at the next."
    assert "near_copy" not in found(
        "We have restarted 7 of 12 application servers and look at the next.", previous=before
    )
    assert "near_copy" in found(before, previous=before)


def test_an_update_says_when_the_next_one_comes():
    assert "next_time" in found("Payments fail.", promises_next=False)
    assert "next_time" not in found("Payments fail.")


def test_the_audience_decides_what_blocks_and_what_warns():
    findings = lint("Raihan restarted db-prod-01.", RECORD)
    judged = verdict(findings, {"host_name": "block", "personal_name": "warn"})
    assert judged.blocks == (Finding(rule="host_name", excerpt="db-prod-01"),)
    assert judged.warnings == (Finding(rule="personal_name", excerpt="Raihan"),)
    assert verdict(findings, {}).clean


@pytest.mark.parametrize("text", ["", " ", "x" * 40_000, "a-" * 20_000, "1," * 15_000, "will " * 8_000, "@" * 40_000])
def test_no_text_takes_long(text: str):
    lint(text, RECORD)
