"""The words of blame, one pattern a line; English first, then Indonesian. Data, no rules.

Lines are regular expressions of whole words, in any case. Add a line, and a test with a sentence it must find and one
it must leave alone. `{who}` is somebody told by their work, `{harmed}` what they did, `{part}` what it was done to.
"""

from __future__ import annotations

BLAME = r"""
human error
operator error
user error
to blame
blam(?:e|ed|ing)
at fault
fault of
careless(?:ly|ness)?
negligen(?:t|ce)
incompeten(?:t|ce)
sloppy
stupid(?:ity)?
should have (?:known|checked|tested|noticed|seen|told|asked)
should've
forgot to
(?:his|her|their|your) (?:mistake|fault)
mistake (?:by|of) \w+
(?:screwed|messed) up
(?:he|she|they|engineers?|operators?|developers?|admins?|team) failed to
kelalaian
lalai
ceroboh
teledor
kecerobohan
keteledoran
kesalahan (?:manusia|operator|tim|petugas|admin|staf|karyawan|vendor|pengembang)
salah(?:nya)? (?:tim|petugas|admin|staf|operator)
gara-gara
ulah
menyalahkan
disalahkan
biang keladi
tidak becus
lupa me\w+
seharusnya (?:tim|petugas|admin|operator)
\w+['’]s (?:fault|mistake)
{who}(?: \w+){0,2}? {harmed}
{who}(?: \w+){0,2}? (?:deleted|dropped|wiped|removed|erased) (?:the |a |our |all )?{part}
{harm} by (?:an? |the |our )?{who}
(?:intern|junior|trainee)(?: \w+){0,2}? (?:deleted|dropped|removed|pushed|deployed|ran|changed|killed)
oknum
{who}(?: \w+){0,2}? (?:merusak\w*|mengacaukan|mencabut|salah \w+|tidak sengaja)
{who}(?: \w+){0,2}? menghapus {part}
(?:dihapus|dirusak|dikacaukan|dicabut)(?: oleh)? {who}
"""
WHO = (
    r"(?:(?:junior |senior |new |on-call )?(?:intern|trainee|engineer|developer|dev|admin|administrator|sysadmin|"
    r"operator|dba|contractor|technician|employee|colleague|programmer)s?|someone|somebody|he|she|they|"
    r"(?:anak |karyawan )?magang|karyawan|petugas|teknisi|pengembang|rekan|seseorang)"
)
HARMED = (
    r"(?:broke|crashed|misconfigured|mishandled|overlooked|ignored|caused|unplugged|overwrote|wrecked|ruined|"
    r"took (?:it |\w+ )?down|brought (?:it |\w+ )?down|accidentally|mistakenly|wrongly|by mistake|by accident)"
)
HARM = r"(?:broken|crashed|misconfigured|mishandled|caused|deleted|dropped|wiped|overwritten|unplugged|erased)"
PART = (
    r"(?:(?:main |production |prod |customers? |user |payments? |orders? |live )?"
    r"(?:tables?|databases?|db|data|files?|records?|backups?|servers?|cluster|production|prod|config\w*|"
    r"tabel|basis data|berkas|konfigurasi|produksi|cadangan))"
)
# After or before a person's name.
BLAMED_PERSON = r"""
{name} (?:{harmed}|deleted|dropped|wiped|removed|erased|killed|pushed|forgot|failed)
{name} (?:merusak\w*|mengacaukan|menghapus|lupa|salah)
{harm} by {name}
(?:because of|due to|thanks to|blame|karena|salah|kesalahan|ulah|akibat|dihapus|dirusak)(?: oleh)? {name}
"""
# Capitalised words that these verbs follow are people, whoever they are: no product breaks it or forgets.
ACCUSED = (
    r"(?:broke (?:it|this|that|everything|prod(?:uction)?)|forgot|messed up|screwed up|merusak\w*|mengacaukan|lupa)"
)
PRODUCTS = (
    r"(?:that|this|it|which|what|we|i|you|the|update|release|patch|deploy|itu|ini|yang|"
    r"customers|users|pelanggan|pengguna|nasabah|tim|kami|saya|anda|jangan)"
)
