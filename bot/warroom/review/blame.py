"""Words that look for who instead of what, for the review: one group a rule, one pattern a line. Data, no rules.

Written as in `linting.phrases` (whole words, any case; English first, then Indonesian). `{who}` is a person or a group,
as opposed to a system: *the alert should have fired* is about an alert, *the operator should have seen it* is not.
Add a line, and to the tables of `tests/warroom/review/test_review_lint.py` a sentence it finds and one it leaves be.
"""

from __future__ import annotations

WHO = (
    r"(?:he|she|they|we|you|i|somebody|someone|"
    r"(?:the |our |an? |this |that )?(?:[\w-]+ )?(?:engineers?|operators?|developers?|devs?|admins?|administrators?|"
    r"dbas?|teams?|staff|on-call|vendors?|technicians?|managers?|mim|scribe|leads?|colleagues?|contractors?|juniors?|"
    r"interns?)|"
    r"dia|ia|mereka|kami|kita|kamu|anda|seseorang|"
    r"(?:para |si |sang |pihak )?(?:tim|petugas|admin|operator|staf|karyawan|insinyur|teknisi|pengembang|vendor|rekan|"
    r"manajer|atasan|anak magang)(?: \w+)?)"
)

ERROR = r"""
(?:human|operator|user|manual|personal|individual) (?:error|mistake|failure)s?
(?:an |the )?(?:error|mistake|oversight|blunder|slip) (?:by|of|on the part of) {who}
(?:his|her|their|our|your|engineer['’]?s|operator['’]?s|developer['’]?s) (?:own )?(?:mistake|error|oversight|fault)
(?:screwed|messed|fouled) up
by mistake
kesalahan (?:manusia|manual|operator|tim|petugas|admin|staf|karyawan|vendor|pengembang|teknisi|pribadi|individu)
kekhilafan
keteledoran
"""

FAULT = r"""
to blame
blam(?:e|ed|ing)
at fault
fault of
culprit
guilty
held (?:responsible|accountable)
salah(?:nya)? (?:tim|petugas|admin|staf|operator|vendor|dia|mereka)
gara-gara
ulah
menyalahkan
disalahkan
biang keladi
biang kerok
penyebab kesalahan adalah {who}
"""

CHARACTER = r"""
careless(?:ly|ness)?
negligen(?:t|ce)
incompeten(?:t|ce)
reckless(?:ly|ness)?
sloppy
lazy
stupid(?:ity)?
unprofessional(?:ly)?
inattenti(?:ve|on)
(?:too|so) slow to (?:react|respond|act|answer|notice)
kelalaian
lalai
ceroboh
kecerobohan
teledor
tidak becus
(?:kurang|tidak) (?:teliti|hati-hati|cermat|kompeten|profesional|peduli)
asal-asalan
malas
"""

FORGOT = r"""
forgot(?:ten)?(?: to)?
(?:{who}|who) (?:failed|neglected|omitted|refused) to
(?:{who}|who) (?:did not|didn['’]?t) (?:bother|care|pay attention|even)
(?:ter)?lupa(?:kan)? (?:me|mem|men|meng|meny|untuk )\w*
kelupaan
{who} (?:gagal|enggan|tidak mau|abai|mengabaikan|melupakan)
"""

HINDSIGHT = r"""
should(?: have|['’]ve) (?:known|checked|tested|noticed|seen|told|asked|realised|realized|read|verified|escalated|called)
{who} (?:should|could|ought to|might)(?: (?:also|easily|simply|clearly|at least|just))?(?: have|['’]ve)(?: \w+)?
if only {who}
(?:it was|it is) obvious that
{who} (?:se)?(?:harus|mesti|layak)nya
(?:se)?(?:harus|mesti|layak)nya {who}
andai(?:kan|kata|saja)? {who}
jelas-jelas
"""

WHO_ASKED = r"""
who (?:did (?:this|that|it)|made|broke|changed|deleted|deployed|approved|ran|pushed|caused|let|allowed|forgot)
who (?:is|was) responsible
whose (?:fault|mistake|error|change|idea|decision)
responsible for (?:the|this|that) (?:outage|incident|failure|error|mistake|mess)
siapa (?:pelaku\w*|penanggung jawab kesalahan)
siapa yang (?!terdampak|terkena|terpengaruh|dihubungi|ditelepon|diberi|perlu|akan|bisa|dapat)\w+
oleh siapa
pelaku(?:nya)?
bertanggung jawab atas (?:kesalahan|gangguan|kejadian|insiden|kerusakan)
"""

CAUSAL = r"""
caus(?:ed|es|ing)
led to
leading to
leads to
broke
brought (?:\w+ )?down
took (?:the )?(?:\w+ )?(?:down|offline)
knocked out
crashed
overwrote
misconfigur(?:ed|ing|ation)
mistyped
accidental(?:ly)?
mistaken(?:ly)?
wrong(?:ly)?
incorrect(?:ly)?
unintentional(?:ly)?
without (?:testing|checking|telling|approval|permission|asking|review)
did not (?:test|check|tell|notice|ask|review|verify|escalate|answer)
didn['’]?t (?:test|check|tell|notice|ask|review|verify|escalate|answer)
menyebabkan
mengakibatkan
menimbulkan
berakibat
memicu
merusak
mematahkan
sehingga
salah
keliru
tidak sengaja
tanpa (?:menguji|memeriksa|memberi tahu|izin|persetujuan|bertanya|tinjauan)
(?:tidak|belum) (?:menguji|memeriksa|memberi tahu|memberitahu|mengecek|menyadari|bertanya|menjawab)
"""

PRONOUNS = r"""
he
she
him
her
his
dia
ia
beliau
"""
