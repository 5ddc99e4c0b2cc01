"""The words that the rules of capture listen for, English first, then Indonesian. Data, no rules.

Each is the inside of a regular expression of whole words, in any case. Add a word, and run the benchmark.
"""

NUMBER = r"""(?<![\w.-])\d[\d.,]*(?:%|[kx])?(?!\w)"""
CLOCK = r"""jam \d{1,2} (?:pagi|siang|sore|malam)|(?:at|jam|pukul|since|sejak|around|as of
|by)?\s*(?<![\d.])[0-2]?\d[:.][0-5]\d(?![\d.])"""

TECH = r"""servers?|services?|hosts?|nodes?|pods?|clusters?|databases?|db\d*|basis data|replication|replica|cpu|memory
|memori|heap|disks?|storage|volume|latency|latensi|response time|waktu (?:respon|query|muat)|respons?
|error(?: rate|s)?|galat|[45]\d\ds?|[45]xx|timeouts?|logs?|traffic|trafik|requests?|packet loss|packets?
|links?|bandwidth|wan|network|jaringan|dns|resolvers?|nameservers?|zone|records?|certificates?|sertifikat
|certs?|tls|queues?|queue|antrean|antrian|queries|query|index|cache|pool|koneksi|connections?|sessions?
|session|login|logins?|firewall|routers?|bgp|routes?|backbone|gateway|load balancers?|instances?|autoscaler
|backups?|cadangan|snapshots?|replicas?|rollout|deploy\w*|release|rilis|image|build|config\w*|konfigurasi
|regex\w*|rules?|ruleset|leak\w*|bocor|cron\w*|jobs?|api|apis|ups|power|temperature|suhu|feed|fiber|modul
|modules?|sfp|crc|alarms?|alerts?|association|registrasi|quorum|subsystem|metadata|capacity|kapasitas|vendor
|throttl\w*|whitelist|permission|izin akses|migrasi|migration|patch\w*|update\w*|dump|thread\w*|process\w*
|bug|tool|spam|load|serial|pg_\w+|status page|rate|lag|integrasi|webhooks?|smtp|scheduler|jadwal
|virtual account|wal_\w+|battery|utilisasi|core|ping|switch\w*|loss|vlan|payload|partitions?|consumers?
|backlog|offset|kiosks?|machines?|pcs?|laptops?|boots?|screen|dump|cdn|tokens?|file|keys?|credential\w*
|kredensial|buckets?|proxy|kernel|driver|firmware|disk|ram|iops|throughput|retries|retry|scripts?|commits?
|versions?|versi|kafka|redis|postgres\w*|mysql|oracle|nginx|windows|linux|vm|vms|containers?|memory|quota
|kuota|reversal|perubahan|changes?|schema|skema|table|tabel|modems?|monitoring|library|messages?|hit ratio
|bottleneck|efek|auto-\w+"""

BROKEN = r"""time ?outs?|timed out|expired|kedaluwarsa|kadaluarsa|penuh|full|hang(?:s|ing)?|hung|fail(?:s|ed|ing|ures?)?
|gagal|return(?:s|ed|ing)?|denied|refused|servfail|oomkilled|crash\w*|unreachable|withdrew|down|putus\w*
|mati|rusak|empty|kosong|deleted|terhapus|growing|climbing|rising|dropp(?:ed|ing)|falling|jumped|spik(?:e|ed
|ing)|naik|turun|exceeded|isn'?t \w+ing|aren'?t \w+ing|not (?:responding|answering|enabled)
|tidak (?:merespons?|menjawab|aktif|bisa)|took down|limit|still|masih|recovery|serving|stable|stabil|healthy
|normal|sukses|correctly|started working|registering|removed|nol|zero|same|hijau|terminated|stuck
|menggantung|nunjukin|menunjukkan|shows?|unavailable|overload|bounce[sd]?|down|boots?|dies|dying|mati
|rebalancing|shrinking|beda|lewat|points? (?:at|to)|balikin|mengembalikan|missing|hilang|come up|lags?
|loop(?:s|ing)?|spiking|saturated|jenuh|corrupt\w*|rusak|ditolak|menolak|blocked|restart(?:s|ing) (?:itself
|sendiri)|leaks?|leaking|drops|drop|melambat|lambat|slow|kontak|muncul|no longer|tidak ada|tidak pernah"""

PEOPLE = r"""users?|pengguna|customers?|pelanggan|nasabah|pembeli|clients?|klien|karyawan|pegawai|employees?|staff|staf
|merchants?|mitra|partners?|pasien|patients?|bagian \w+|tim (?:gudang|sales|kasir)|kasir|call center|support
|visitors?|websites?|sites?|situs|toko|shop|store|apps?|aplikasi|emails?|email|messages|pembayaran|payments?
|transaksi|transactions?|checkout|keranjang|orders?|pesanan|resep|pendaftaran|otp|dashboards?|internal tools
|conversion|erp|we lost|atms?|flights?|passengers?|penumpang|sellers?|penjual|penjualan|sales|revenue|omzet
|bookings?|produk|gambar|saldo|desks?|counters?|loket|cabang|branch(?:es)?|stores?|gerai|drivers?|kurir
|teachers?|siswa|mahasiswa|everybody|everyone|accounts?|akun|hospital|rumah sakit|pesan|deliveries
|pengiriman|subscribers?|webhooks?|kartu|cards?|calls?|telepon|readers?"""

HARMED = r"""can ?not|can'?t|couldn'?t|unable|unreachable|locked out|stuck|offline|down|unusable|lost|losing
|aren'?t \w+ing|don'?t work|complain\w*|open tickets|at zero|returning errors|impacted|affected|get \d+s
|bounced?|(?:tidak|tak|ga|gak|nggak|ngga|belum) bisa|gagal|terpaksa|komplain|mengeluh|keluhan|pending|kosong
|kebanjiran|lemot|mati|terdampak|tidak terkirim|tidak masuk|cancelled|canceled|late|delayed|terlambat
|tertunda|dua kali|twice|double|manual(?:ly)?|pen and paper|turun|tidak muncul|gone|missing|hilang|refused
|ditolak|slow|lambat|error|blocked|nothing|kehilangan|failing|fail|failed|wrong|salah|credits|batal"""

LOSS = r"""we(?:'ve| have)? lost|lost (?:around|about)|rugi|kerugian|permanently lost|losing (?:about|around)"""

CHANGED = r"""restarted|rebooted|rolled back|reverted|bumped|switched|moved|blocked|unblocked|removed|deleted|killed
|raised|increased|decreased|reduced|lowered|opened (?:a|an)|turned (?:on|off|up|down|\w+ (?:back )?(?:on
|off))|cut|ordered|throttled|re-?enabled|enabled|disabled|reloaded|scaled|deployed|redeployed|flushed
|cleared|drained|failed over|replaced|patched|announced|re-?announced|applied|added|upgraded|downgraded
|purged|rotated|renewed|called|escalated|paged|brought|got access|stopped|started|tested|fixed|rerouted
|recreated|copied|restored"""
CHANGING = r"""restarting|rebooting|rolling back|reverting|switching|moving|blocking|removing|killing|scaling|deploying
|disabling|enabling|draining|failing over|replacing|patching|applying|copying|restoring|executing|rerouting
|flushing"""
DEED = r"""restart|rollback|roll-back|failover|fail-over|kill|rollout|deploy|reload|flush|reboot|revert|switch(?:over)?
|patch|upgrade|scale[ -]?(?:out|up|down)|migration|migrasi|routing|trafik|bandwidth|eskalasi|limit|service
|aplikasi"""

UBAH = r"""(?:me)?matikan|(?:me)?nyalakan|hidupkan|stop|kill|restart|rollback|pindahkan|alihkan|ganti|hapus
|tambah(?:kan)?|naikkan|turunkan|blokir|blok(?! ?\d)|reset|reload|flush|pasang|cabut|batasi|limit|deploy|scale
|eskalasi|hubungi|perbaiki|buka|tutup|kembalikan|perpanjang|bersihkan|failover|jalankan"""
DIUBAH = r"""dimatikan|dinyalakan(?: ulang)?|dihidupkan|di-?stop|di-?kill|di-?restart|di-?rollback|dipindah(?:kan)?
|dialihkan|diganti|dihapus|ditambah(?:kan)?|dinaikkan|diturunkan|diblok(?:ir)?|di-?reset|di-?reload
|di-?flush|dipasang|dicabut|dibatasi|di-?deploy|di-?scale|dieskalasi|dihubungi|diperbaiki|dibetulin
|dibetulkan|dibuka|ditutup|dikembalikan|diperpanjang|dibersihkan|dibuat(?: ulang)?|dijalankan|dikirim|aktif
|dilakukan"""

CHOSEN = r"""switch|pull|move|go(?: with| public| ahead with)?|roll|keep|stop|start|restore|re-?enable|enable
|disable|cap
|fail|bring|send|use|shut|turn|block|drain|revert|restart|wait until|freeze|postpone|accept|close|cut|take
|rebuild|wipe"""
DIPILIH = r"""putuskan|sepakat(?:i)?|stop|pindah\w*|alihkan|tetap|pakai|nyalakan|matikan|rollback|restart
|lanjut\w*|tunda
|batalkan|hentikan|tutup|buka|ganti|kembalikan|naikkan|turunkan|failover|freeze|jalankan"""

HEDGED = r"""i (?:think|suspect|believe|guess|bet|wonder)|suspect(?:ing)?|my (?:guess|theory|hunch)|(?:looks|seems
|sounds) like|(?:is|are|was) (?:probably|likely)|probably|possibly|perhaps|maybe|might|could be|could have
|may have|must be|likely|root cause|caused by|kayak(?:nya)?|kyknya|sepertinya|keliatannya|kelihatannya
|mungkin|kemungkinan(?: besar)?|dugaan|diduga|duga|curiga|jangan-jangan|bisa jadi|pasti (?:gara|karena)
|gara-gara|akar masalah(?:nya)?|penyebabnya|hipotesis|smells like|jangan2|mgkn|keknya|kek(?:nya)?|feels like
|points? to|i'?d guess|suspiciously|perhaps"""
CAUSAL = r"""because|since the|after the|caus\w+|due to|fault|didn'?t|broke|backtrack\w*|scale up|too low|caught fire
|backwards|karena|gara-gara|sejak|berubah|waktu (?:patching|migrasi|deploy)|nyangkut|kehabisan|habis|hilang
|dihapus|maintenance|overheat|salah|barengan|penyebab\w*|tidak pernah"""

RESTORED = r"""back(?: up| online| to (?:normal|baseline))?|restored|recovered|normal|pulih|up lagi|online|reachable
|fully working|stopped|healthy|sembuh|kembali|beres|last|terakhir|gone|muncul|up and running|up|selesai
|cleared|hilang|working"""
BEGAN = r"""first|pertama|triggered|fired|began|begun|started|noticed|mulai|awal(?:nya)?|detected|terdeteksi|complained
|outage"""

MEANWHILE = r"""work ?around|in the meantime|meanwhile|for now|for the time being|(?:using|use|over) .+ (?:instead
|because our own)|instead of .+ until|until .+ (?:fixed|removed|out|back)|every \d+ \w+ until
|maintenance page|failing .+ over|turned off .+ so that|untuk sementara|sementara waktu|buat sementara
|sementara (?:\w+ )+(?:lewat|pakai|ke|dengan)|(?:dulu|dulu ya) sementara|sementara (?:lewat|pakai|dengan
|kirim|bayar)|(?:pakai|lewat) .+ (?:dulu|supaya .+ tetap .+|cadangan)|solusi sementara|disuruh \w+
|diarahkan (?:ke|untuk)|langsung dari|gets? .+ (?:going|working) again|can .+ while .+|by hand until
|dialihkan manual|sambil menunggu .+ (?:pakai|lewat)"""
