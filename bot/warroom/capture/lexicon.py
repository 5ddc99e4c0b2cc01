"""Classes of words, for the rules that go by the shape of a sentence (`shapes`): data, no rules.

Words may be in several classes. They are written as `spelling` leaves them and without endings: `forms` finds the
plural, the past, the progressive, the passive and the informal endings of both languages. Add a word, and run the
benchmark.
"""

from __future__ import annotations

CHANGE = """
text tell recount mail
restart reboot roll rollback revert bump switch move block unblock remove delete kill raise increase decrease
lower reduce open cut throttle enable disable reload scale deploy redeploy flush clear drain failover replace
patch announce apply add upgrade downgrade purge rotate renew call escalate page stop start fix reroute recreate
copy restore generate sign push pull submit ask contact pause resume filter dedup limit cap write run rerun
create isolate quarantine shut power swap unplug plug reseat reset rebuild reindex resync sync import load
migrate point repoint shift redirect route bypass whitelist allowlist allow ban revoke reissue issue notify
inform email phone log file engage dispatch send ship merge cherry-pick commit tweak tune adjust set configure
reconfigure change update edit correct install uninstall mount unmount detach attach expand extend resize grow
shrink truncate archive clean wipe format vacuum compact rebalance promote demote evict cordon taint pin unpin
lock unlock freeze release hold cancel abort terminate suspend close reopen recall refund credit reverse repost
resubmit resend replay reprocess requeue activate deactivate turn bring put take give hotfix backfill invalidate
evacuate relocate dedupe recover repair reinstall reimage rename reassign reallocate double halve spin flip
toggle fence blackhole split rewrite scope provision request publish republish trigger force kick bounce mati
nyala hidup pindah alih ganti hapus tambah naik turun blok blokir pasang cabut batas buka tutup kembali balik
panjang bersih jalan perbaiki baik betul benah bikin buat kirim hubung telepon kontak eskalasi lapor minta geser
isolasi putus sambung colok setel ubah atur aktif nonaktif henti tunda tahan pecah kecil besar tarik dorong
daftar terbit cetak jadwal perintah tugas siap cadang salin pulih kosong tukar tempel gabung pisah longgar ketat
lepas pilih rubah input koreksi setting up-grade kasih cek-ulang posting retry failback takedown kill-switch
"""
"""What one does to a system, or to get help: verbs of change, bare; Indonesian ones are roots."""

BY_ITSELF = """
stop start open close change move run increase decrease grow shrink split bounce expand turn recover clear drain
double freeze return resume spin flip trip page call take make get give bring hold throw draw switch
"""
"""Verbs of change that things also do by themselves: `the queue cleared` says how it stands, not what was done."""

IRREGULAR = """
sent=send put=put set=set ran=run pulled=pull took=take made=make wrote=write cut=cut shut=shut split=split
brought=bring got=get built=build gave=give held=hold threw=throw rewrote=rewrite rebuilt=rebuild reset=reset
reran=rerun froze=freeze spun=spin drew=draw rolled=roll taken=take given=give written=write frozen=freeze
spoke=phone rang=phone told=inform ordered=order
"""

THING = """
fix hotfix relay wesel photocell lampu lamp pompa pump valve katup motor trafo genset gardu persinyalan signalling
server service host node pod cluster database db replica replication cpu memory heap disk storage volume latency
error timeout log traffic trafik request packet loss link bandwidth wan lan network jaringan dns resolver
nameserver zone record certificate cert chain intermediate sertifikat tls ssl queue antrean query index cache
pool koneksi connection session login firewall router bgp route backbone gateway gw balancer lb instance
autoscaler backup cadangan snapshot rollout deploy deployment release rilis image build config konfigurasi
setting regex rule leak cron job batch api endpoint ups power listrik genset temperature suhu feed fiber kabel
cable modul module sfp alarm alert quorum metadata capacity kapasitas vendor whitelist permission akses migrasi
migration patch update thread process bug tool load scheduler ping switch vlan payload partition consumer
producer backlog offset kiosk machine mesin pc laptop boot screen layar cdn token key credential kredensial
bucket proxy kernel driver firmware ram iops throughput retry script commit version versi redis kafka mysql
postgres oracle nginx windows linux vm container quota kuota schema skema table tabel tablespace modem
monitoring message library bottleneck probe registrar registry domain tld ttl handheld scanner printer terminal
edc pos ap wifi wlan access-point channel controller antenna antena bts tower sinyal signal trunk sip sms bind
tps smsc license lisensi flag feature toggle profile worker partner-api webhook engine interface adapter
connector middleware esb broker topic stream file folder share directory ad ldap sso idp mfa otp portal site app
aplikasi halaman page web frontend backend code response status balance saldo report dashboard grafik graph
metric metrik chart trace span stack dump core lag checkpoint lock deadlock entry transaction trx tiket ticket
case password account akun user-pool port ip subnet nat vpn tunnel segment line circuit provider isp isolation
sequence field column mapping parser exporter importer job-run worker-node region zona az dc datacenter rack rak
chiller ac pendingin sensor plc scada robot conveyor konveyor lift gate palang kamera cctv browser plugin
extension client app-version apk binary artifact pipeline runner workflow cronjob configmap secret namespace
ingress egress sidecar upload download mesh lambda function hpa limit threshold ambang rate sr success-rate
hit-ratio ratio qps rps request-rate utilisation utilization utilisasi usage pemakaian beban tekanan pressure
voltage tegangan sistem system
"""
"""What an operator works on or watches."""

TREND = """
naik turun nambah bertambah berkurang numpuk menumpuk meningkat menurun melonjak lonjak anjlok drop dropping
dropped rise rising rose climb climbing climbed fall falling fell grow growing grew shrink shrinking shrank
spike spiked spiking jump jumped jumping increase increasing decrease decreasing doubled tripled draining
drained stabil stable flat datar tetap steady konstan constant recovering membaik memburuk improving worse
worsening better creeping mentok maxed nyentuh tembus exceeded melebihi lewat saturated jenuh backing piling
turunan peaked plateau hover hovering sits sitting stuck habis penuh
"""

STATE = """
down up mati hidup nyala hang hung freeze frozen crash crashed crashing crashloopbackoff oomkilled restart-loop
blank putih hitam gelap lemot lambat lelet slow sluggish error errors erroring galat gagal fail fails failing
failed failure failures refused denied rejected rejecting ditolak menolak unreachable reachable terjangkau
timeout timing rto intermittent kedip kedap-kedip kedap putus nyambung disconnected connected terputus diskonek
disconnect connect konek offline online green hijau red merah kuning yellow normal aman ok oke fine healthy
unhealthy sehat rusak broken corrupt corrupted empty kosong missing hilang full penuh expired kedaluwarsa
kadaluarsa stale basi duplicate dobel duplikat mismatch beda salah wrong invalid valid bogus pending stuck
nyangkut macet menggantung gantung mandek melambat berat panas overheat bocor leaking looping loop berulang
restarting dead alive gone busy quiet laggy lagging choppy garbled noisy closed closes choking choked starved
starving thrashing evicted denies blocked ngadat ngehang ngelag ngeblank padam korslet kebakaran mental muter
loading ngawur kacau aneh weird odd strange unresponsive unstable ngaco ketutup terbuka nutup opened panicked
panic rejects times hangs crashes restarts drops refuses keeps ignoring ignored orphaned zombie unbalanced
partitioned split-brain unreadable garbage nan null zero nol rebooting responding merespon merespons menjawab
answering answers running jalan berjalan berhenti stopped idle degraded lost undeliv unavailable available aktif
inactive standby locked terkunci deadlock deadlocked bounced reset throttled limited accepting serving muncul
hilang-muncul flapping flap naik-turun berasap terbakar basah banjir konslet trip trips tripped
"""

UNIT = """
ms s detik menit jam hari minutes minute seconds second hours hour percent persen % ribu juta miliar k m mb gb
tb mbps gbps kb gib mib rps qps tps req connections koneksi sessions session request requests messages pesan
jobs threads koneksinya
"""

PEOPLE = """
user pengguna customer pelanggan nasabah pembeli client klien karyawan pegawai employee staff staf merchant
mitra partner pasien patient kasir visitor pengunjung passenger penumpang seller penjual driver kurir courier
picker packer teller nurse perawat dokter doctor student siswa mahasiswa teacher guru dosen guest tamu
subscriber member anggota warga peserta operator agent agen player pemain everybody everyone orang people tenant
department divisi team shopper buyer pelapor caller cardholder pemegang rider traveller traveler reader pembaca
viewer penonton resident penduduk clinician ward household supplier distributor reseller publisher freelancer
contractor crew kru petugas konsumen consumer half majority separuh sebagian seluruh cabang branch store toko
gerai outlet clinic klinik hospital sekolah school kantor office gudang warehouse pabrik plant hotel konter
counter loket kampus atm spbu bandara airport stasiun station
"""

BUSINESS = """
paket parcel sortir sorting rujukan rawat kapal kontainer truk truck departure arrival keberangkatan kedatangan
checkout order pesanan transaksi transaction payment pembayaran pembelian booking reservasi reservation closing
posting picking packing pendaftaran registration boarding produksi production pengiriman shipping delivery
shipment jurnal journal penjualan sale setoran penarikan transfer top-up topup withdrawal deposit payroll gaji
salary invoice faktur tagihan billing claim klaim surgery operasi appointment janji resep prescription lab hasil
result admission listing laporan report layanan pelayanan service call telepon email sms otp notifikasi
notification website web site app aplikasi portal ujian exam kelas class absensi absen boarding-pass flight
penerbangan train kereta perjalanan trip ride meal refund voucher promo tiket ticket saldo balance card kartu
rekening account emergency igd ugd radiology ct scan bpjs panggilan omzet revenue pendapatan keuangan settlement
kliring clearing disbursement pencairan pinjaman loan trading saham pajak ekspor impor bea antar pickup slot
shift pekerjaan kerja operasional operation business bisnis same-day
"""

HARM = """
cannot can't couldn't unable locked stuck lost losing offline down mati unusable impacted affected terdampak
terhambat terganggu tertunda tertahan ketahan telat terlambat terancam late delayed delay delays postponed
cancelled canceled batal dibatalkan gagal fail fails failing failed failure berhenti terhenti nganggur idle
waiting menunggu nunggu antre mengantre ngantre lumpuh ngeluh mengeluh komplain protes marah complain
complaining complains complaint complaints keluhan missing hilang kehilangan blank kosong macet mandek tersendat
twice double dobel ganda charged dua-kali salah wrong refused rejected declined ditolak blocked manual manually
terpaksa slow lambat lemot unpaid turned overcharged unserved kicked logged stranded nyangkut refund duplicated
exposed bocor leaked rugi kerugian losses breach breached denda penalty overtime lembur without tanpa terputus
putus crash crashing crashes cancel unanswered abandoned slipped slip slipping overdue behind grounded padam
closed tutup kehabisan antri mengular membludak membeludak menumpuk numpuk mundur ngamuk angry furious dark
gelap keluar kabur terlantar telantar diverted dialihkan dibatalin
"""

HEDGE = """
maybe perhaps possibly probably likely suspect suspecting guess guessing reckon bet wonder wondering suspicion
hunch theory hypothesis presumably apparently might mungkin kemungkinan kayaknya sepertinya kelihatannya dugaan
diduga duga curiga jangan-jangan hipotesis tersangka feeling firasat perkiraan rasanya asumsi berasa nampaknya
tampaknya agaknya barangkali imho imo pasti kesimpulan explains consistent culprit biang menduga mencurigai
boleh-jadi suspicious suspiciously smells smell theories indikasi terindikasi
"""

CAUSE = """
because since due caused cause causing culprit blame karena gara-gara akibat disebabkan penyebab penyebabnya
biang pemicu sejak after setelah habis gegara root trigger triggered related relate terkait berhubungan efek
imbas side-effect
"""

SELF = "i we i've we've saya kami we'd i'd"
WE = "we we're we'll we've kita let's lets"
DONE = """
sudah barusan baru selesai beres done finished complete completed sukses berhasil telah tadi just already
finally now sedang lagi successfully kembali
"""
MAYBE = """
nanti akan bakal mau ingin rencana will i'll going later besok tomorrow should could would kalau if when once
kapan bila pengen hendak gonna need perlu harus mesti must try coba bisa can biar dulu ya deh yuk
"""
NOT = """
not no never don't can't doesn't isn't won't didn't couldn't cannot aren't wasn't haven't hasn't weren't tidak
belum bukan jangan tanpa without neither nothing none nobody
"""
STILL = "still masih again lagi kembali keeps keep terus back balik always selalu"
SEEN = """
see sees seeing saw seen shows showing show shown reports report reporting reported says say confirms confirm
confirmed confirming found finding find getting get gets got notice noticed noticing observed observe lihat
kelihatan terlihat nampak tampak muncul ada terdapat ketemu nemu menemukan ditemukan dapat menunjukkan nunjukin
lapor melaporkan konfirmasi mengkonfirmasi kata bilang tercatat terpantau terdeteksi ngasih balas return returns
returning returned jawab
"""
CONTRAST = """
instead rather until unless first then only before after meanwhile tonight overnight entirely sampai dulu bukan
saja tetap langsung besok bertahap sebelum setelah lusa
"""
STAY = """
tetap stay stays stick sticking hold holding keep keeping leave leaving lanjut lanjutin lanjutkan proceed
proceeding tunda ditunda menunda postpone postponing postponed tahan ditahan batal batalkan abandon skip
skipping prioritaskan prioritas wait waiting defer deferring freeze freezing accept accepting
"""
CHOOSE = """
decided agreed decide agree decision putuskan diputuskan sepakat sepakati disepakati keputusan keputusannya fix
approved disetujui setujui ditetapkan tetapkan final chose chosen choose opt opted opting committing
"""
USE = """
use using pakai memakai menggunakan gunakan via lewat melalui catat dicatat tulis ditulis manual manually kertas
paper excel phone whatsapp wa form formulir switch reload refresh clear logout relogin incognito pindah
diarahkan arahkan disuruh suruh suggest advise advised telling tell point paste dial walk fax laptop hotspot
tethering cash tunai transfer alternatif alternative backup cadangan web portal jalur offline spreadsheet call
ask can may
"""
COUNT = """
two three four five six seven eight nine ten dozen dozens several hundreds thousands million millions dua tiga
empat lima enam tujuh delapan sembilan sepuluh belasan puluhan ratusan ribuan jutaan beberapa
"""
ABOUT = """
total sekitar around about roughly nearly almost over lebih kira-kira kurang-lebih estimated approximately
approx at-least up hampir kurang setidaknya at minimal
"""
FORNOW = "sementara meantime interim temporarily temporary workaround now meanwhile dulu until sampai selama while"
OTHER_TIME = "lalu previously pernah harusnya seharusnya dulu-dulu tempo"
PERSONAL = """
makan lunch dinner kopi coffee toilet sholat solat meeting rapat tidur sleep pulang izin ijin otw sakit istri
suami anak wife husband kids cuti holiday vacation pizza haha hehe wkwk wkwkwk lol xixi hihi rofl lmao ngantuk
capek brb afk gokil mantap
"""

LEAD = "ok oke okay right alright fine so update jadi baik well fyi and just now then sip"
AFTER = "with to from at on by in via back and again manually for into off out up down across so this"
"""What may follow a thing that something was done to: *gateway 1 reloaded with…*, but not *the job removed servers*."""
GET = "get gets getting got dapat kena see seeing sees hit hits"
ABLE = """
bisa able get work receive receiving getting terima menerima dapat access accessing log login use pay see open
order buy
"""
DOES = """
is are was were has have does do comes come keeps closes sends only wants needs uses points gives takes never
isn't aren't
"""
WELL = "recovered restored resolved cleared pulih normal nyambung online up back selesai lancar kembali"
WATCH = "cek check lihat look standby stand jaga pantau watch monitor tunggu wait kabari siapkan bikinin"

CLASSES: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in (
        ("THING", THING), ("TREND", TREND), ("STATE", STATE), ("UNIT", UNIT), ("PEOPLE", PEOPLE),
        ("BUSINESS", BUSINESS), ("HARM", HARM), ("HEDGE", HEDGE), ("CAUSE", CAUSE), ("SELF", SELF), ("WE", WE),
        ("DONE", DONE), ("MAYBE", MAYBE),
        ("NOT", NOT), ("STILL", STILL), ("SEEN", SEEN), ("CONTRAST", CONTRAST), ("STAY", STAY), ("CHOOSE", CHOOSE),
        ("USE", USE), ("FORNOW", FORNOW), ("COUNT", COUNT), ("LEAD", LEAD), ("AFTER", AFTER), ("GET", GET),
        ("ABLE", ABLE), ("DOES", DOES), ("WELL", WELL), ("WATCH", WATCH), ("ABOUT", ABOUT), ("OTHER_TIME", OTHER_TIME),
        ("PERSONAL", PERSONAL),
    )
}  # fmt: skip
VERBS = frozenset(CHANGE.split())
ALONE = frozenset(BY_ITSELF.split())
PAST = dict(pair.split("=") for pair in IRREGULAR.split())
