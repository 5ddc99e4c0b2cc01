"""Texts as people type them during an outage, in both languages: what each rule finds, and what it leaves alone.

A hole here reaches customers; a false alarm teaches people to override. Every line is one text of one update.
"""

from datetime import UTC, datetime

import pytest

from bot.warroom.lifecycle import State
from bot.warroom.linting import Circumstances, Rule, lint

RECORD = Circumstances(
    state="investigating",
    names=("Budi Santoso", "Raihan Pratama"),
    impact="About 1,200 users (40 %) cannot pay; 12,000 orders wait.",
)

FOUND: dict[Rule, str] = {
    "estimate": """
        Selesai pukul 15.00
        Selesai pukul 15.00 WIB.
        jam 3 sore pulih
        Layanan pulih jam 3 sore.
        Pukul 15.00 layanan normal kembali.
        Kembali normal jam 4.
        Perbaikan kelar nanti sore.
        Insyaallah beres sebelum jam 3.
        Kira-kira 30 menit lagi pulih.
        Pulih dalam 20 menit.
        Paling lambat jam 5 sore sudah normal.
        Target pulih pukul 16.00.
        Setengah jam lagi kembali normal.
        Besok pagi sudah lancar.
        Ready around 15:00
        Ready by 3pm.
        fixed by 12:00
        Fixed before lunch.
        All good by noon, promise.
        Back up at 15:00.
        Restored by end of day.
        Payments back by 3 o'clock.
        Back soon.
        Any minute now.
        The fix is minutes away.
        It should be working within the hour.
        We will have it resolved in half an hour.
        Online again around 4pm.
        Next update at 11:00, and fixed by 12:00.
        Pembaruan berikutnya pukul 11.00, selesai pukul 12.00.
    """,
    "phase": """
        Everything is OK now
        Everything's fine again.
        All systems are operational.
        All good now.
        We're all good now.
        Payments are OK again.
        The site is back up.
        It's back.
        Up and running!
        The incident is over.
        The problem is gone.
        Checkout works normally again.
        Semuanya sudah oke.
        Semua normal.
        Sudah lancar.
        Layanan sudah bisa digunakan.
        Aplikasi berfungsi kembali.
        Sistem berjalan normal.
        Gangguan sudah teratasi.
    """,
    "cause": """
        likely a bad deploy
        It is probably the new release.
        Probably due to the migration.
        Possibly a memory leak.
        It looks like a DNS problem.
        It seems to be the database.
        It appears to be a certificate issue.
        It might be the firewall.
        We think it's the load balancer.
        We suspect a bad config.
        Suspected database problem.
        The errors were triggered by the rollout.
        Payments fail because of the release.
        Because the disk is full, customers wait.
        The outage was traced back to a certificate.
        We found it: payments fail because of a bad release, which is being rolled back.
        Kemungkinan besar masalah database.
        Kemungkinan karena rilis semalam.
        Sepertinya masalah DNS.
        Mungkin sertifikat kedaluwarsa.
        Diduga karena pembaruan kemarin.
        Gangguan berasal dari basis data.
        Pembayaran gagal karena rilis semalam.
        Dipicu oleh migrasi.
    """,
    "blame": """
        Budi broke it
        Budi deleted the table.
        It was deleted by Budi.
        This is because of Budi.
        Karena Budi, tabelnya hilang.
        Andi broke production.
        Rudi forgot to renew it.
        the intern deleted the table
        The intern ran the wrong script.
        Someone dropped the production database.
        An engineer accidentally removed a rule.
        A junior developer misconfigured the router.
        The admin took it down.
        It was caused by an operator.
        He overlooked the warning.
        It's the vendor's fault.
        Anak magang menghapus tabel pelanggan.
        Teknisi salah mencabut kabel.
        Karyawan tidak sengaja mematikan server.
        Data dihapus oleh petugas.
        Ini ulah oknum.
        Budi lupa memperpanjang sertifikat.
    """,
    "impact_number": """
        2k users
        2k+ users are affected.
        5 ribu pelanggan
        5.000 pelanggan terdampak.
        half of users
        Half of our customers cannot pay.
        separuh pengguna
        Setengah dari pelanggan terdampak.
        Sepertiga pelanggan tidak bisa membayar.
        A quarter of all users see errors.
        Two thirds of customers are affected.
        Hundreds of customers are affected.
        Ratusan pelanggan terdampak.
        Millions of users.
        1.5 million users
        60% of users
        60 persen pelanggan
        300 orders wait.
        2,5 juta transaksi tertahan.
    """,
    "host_name": """
        pod/checkout-7f9c8
        We deleted pod/checkout-7f9c8.
        checkout-7f9c8 was restarted.
        deployment/payments is rolled back.
        svc/checkout-api answers.
        payments-db is full.
        orders-redis was restarted.
        db-prod-01 restarted.
        web03 is out of rotation.
        i-0abc123def456789a was replaced.
        ip-10-0-3-7 does not answer.
        mysql.internal is slow.
        10.1.2.3 answers again.
        Server app-jkt-02 dimatikan.
        Node k8s-worker-3 penuh.
    """,
    "personal_name": """
        Budi is on it.
        Ask Budi Santoso.
        ask budi santoso
        BUDI is on it.
        RAIHAN PRATAMA will call you.
        @budi looks at it.
        Menurut Raihan, aman.
        Hubungi Budi ya.
    """,
}

LEFT_ALONE: dict[Rule, str] = {
    "estimate": """
        Restart selesai pukul 10.05, belum ada perubahan.
        The rollback was finished at 10:05.
        Payments have been failing since 10:05.
        Layanan tidak normal sejak pukul 10.05.
        Jam 10 pagi pembayaran kembali gagal.
        Pukul 10.05 pesanan tidak bisa dibayar.
        The next update comes by 15:00.
        Next update by 15:00, decision by 14:00.
        Pembaruan berikutnya paling lambat pukul 15.00.
        Kabar berikutnya dalam 30 menit.
        We cannot say when it will be fixed by 15:00 or later.
        Kami belum tahu kapan layanan pulih.
        We call the bank at 15:00.
        The bank answers the phone until 17:00.
        Kami menghubungi bank pukul 15.00.
        It took 20 minutes to reach the bank.
        Maintenance planned for tomorrow is called off.
        Toko buka pukul 09.00 sampai 21.00.
        Please try again in 10 minutes.
        Silakan coba lagi dalam 10 menit.
    """,
    "phase": """
        Everything is being checked.
        Everything else is OK.
        All other services are OK.
        Not everything is OK yet.
        We want to make sure everything is OK before we say so.
        It is not over.
        Payments do not work again yet.
        We are looking at all payments.
        The team is back at it.
        Kami memastikan semuanya sudah normal sebelum memberi kabar.
        Belum semuanya normal.
        Sebagian layanan sudah bisa digunakan.
        Layanan belum lancar.
        Jika sudah normal kami kabari.
        Some customers can pay, others not.
    """,
    "cause": """
        because
        Because you asked: customers can still use the app.
        We switched to manual work because customers wait.
        We write to you because you use our app.
        We apologise for the inconvenience caused by this outage.
        Orders are delayed due to this incident.
        Because of the outage, the help desk is busy.
        Akibat gangguan ini, pesanan tertunda.
        Mohon maaf karena gangguan ini.
        Karena banyak yang bertanya: saldo Anda aman.
        The cause is not known yet.
        The cause is being looked for.
        We are investigating whether payments fail because of the release.
        Kami masih mencari penyebabnya.
        Belum diketahui apakah disebabkan oleh rilis.
        It was not caused by the release.
        Customers are likely to see errors.
        You may be asked to sign in again.
        Orders may be late.
        Kemungkinan pesanan Anda terlambat.
        Mungkin Anda perlu masuk kembali.
    """,
    "blame": """
        The check broke at 10:05.
        The new version broke the login page.
        It broke this morning.
        The health check failed to start.
        The engineers removed the faulty version.
        The team deployed a fix.
        They are restoring the backups.
        The database dropped connections.
        Nobody is to blame.
        A rule was removed and is back.
        The vendor is engaged.
        Tim menghapus cache.
        Teknisi sudah di lokasi.
        Petugas memeriksa jaringan.
        Pelanggan lupa kata sandi tidak terdampak gangguan ini; sertifikat diganti.
    """,
    "impact_number": """
        40 % of users cannot pay.
        1,200 users cannot pay.
        1.200 pengguna tidak bisa membayar.
        1.2k users
        12k orders wait.
        Thousands of users are affected.
        Ribuan pelanggan terdampak.
        3 engineers work on it.
        We called 2 vendors.
        The third customer call was at 10:05.
        In half an hour we decide.
        Setengah jam sekali kami kabari pelanggan.
        Version 2 of the app.
        24/7 support is there for users.
        5 minutes
    """,
    "host_name": """
        The app is slow; MI-42 is sev1.
        Version 2.3.1 of the app.
        Use the app-store page.
        On/off and and/or are fine, 24/7.
        Read our covid-19 page.
        The pre-paid cards work.
        State/province cannot be chosen.
        The node of the metro is open.
        iOS 17 and Windows 11 are affected.
        HTTP 503 is shown.
        https://status.example.com/mi-42
        ISO-27001 audit is moved.
        The e-wallet and the m-banking app do not work.
        Layanan e-commerce dan API belum normal.
        Rekening ke-2 tidak bisa dibuka.
    """,
    "personal_name": """
        The payment team is on it.
        Write to help@example.com.
        The Major Incident Manager leads.
        Tim pembayaran menangani.
        inti laporan ini
        Budidaya ikan tidak terdampak.
        budi pekerti
        Our santoso street branch is open.
    """,
}


def cases(table: dict[Rule, str]) -> list[tuple[Rule, str]]:
    return [(rule, line.strip()) for rule, lines in table.items() for line in lines.strip().splitlines()]


def rules(text: str, state: State = "investigating") -> set[Rule]:
    return {each.rule for each in lint(text, RECORD.model_copy(update={"state": state}))}


@pytest.mark.parametrize(("rule", "text"), cases(FOUND))
def test_what_must_not_leave_is_found(rule: Rule, text: str):
    assert rule in rules(text)


@pytest.mark.parametrize(("rule", "text"), cases(LEFT_ALONE))
def test_what_may_be_said_is_left_alone(rule: Rule, text: str):
    assert rule not in rules(text)


AT_TEN = RECORD.model_copy(update={"now": datetime(2026, 11, 24, 10, 30, tzinfo=UTC)})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Selesai pukul 10.05", False),
        ("Pukul 10.05 layanan normal kembali.", False),
        ("Back up at 10:05 UTC.", False),
        ("Selesai pukul 10.35", True),
        ("Back up at 10:05 pm.", True),
        ("Selesai pukul 17.05 WIB", False),
        ("Selesai pukul 18.05 WIB", True),
        ("Selesai besok pukul 10.05", True),
        ("Akan selesai pukul 10.05", True),
        ("Selesai pukul 01.00", False),
        ("Selesai pukul 25.00", True),
    ],
)
def test_a_time_that_has_passed_promises_nothing(text: str, found: bool):
    assert any(each.rule == "estimate" for each in lint(text, AT_TEN)) is found


def test_before_midnight_an_early_hour_is_one_of_tomorrow():
    late = RECORD.model_copy(update={"now": datetime(2026, 11, 24, 23, 30, tzinfo=UTC)})
    assert [each.rule for each in lint("Selesai pukul 01.00", late)] == ["estimate"]


@pytest.mark.parametrize(
    "text",
    [
        "Payments were restored at 14:30.",
        "Layanan pulih pukul 14.30 dan sedang dipantau.",
        "Gangguan selesai jam 3 sore.",
        "Everything is OK now.",
    ],
)
def test_once_it_works_again_one_says_since_when(text: str):
    assert not rules(text, "resolved") & {"estimate", "phase"}
