"""The words that the rules stumble over, one pattern a line; English first, then Indonesian. Data, no rules.

Lines are regular expressions of whole words, in any case. `{span}` is a length of time, `{clock}` a time of day,
`{back}` a word for working again. Add a line, and a test with a sentence it must find and one it must leave alone.
"""

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
"""

CAUSES = r"""
caused by
because
due to
root cause
(?:the |its )?cause (?:is|was|were|lies)
as a result of
triggered by
results? from
resulted from
(?:di)?sebab(?:kan|nya)?
penyebab(?:nya)?
karena
dikarenakan
akibat
diakibatkan
dipicu
"""

LOOKED_FOR = r"""
investigat\w*
look(?:ing|s|ed)?
search\w*
identify\w*
determin\w*
find(?:ing)?
being
under
analy\w*
suspect\w*
menyelidiki
diselidiki
penyelidikan
mencari
dicari
ditelusuri
menelusuri
menganalisis
dianalisis
diperiksa
memeriksa
dugaan
diduga
"""

OVER = r"""
resolved
fixed
restored
fully recovered
back to normal
is over
back online
works? again
working again
problem solved
(?:telah|sudah) (?:pulih|teratasi|selesai|normal|diperbaiki|diatasi|beres)
kembali normal
pulih (?:sepenuhnya|kembali)
teratasi
"""

FOUND = r"""
(?:cause|problem|fault|issue) (?:has been |was |is )?(?:identified|found|located|confirmed)
(?:identified|found|located|confirmed) the (?:root )?(?:cause|problem|fault|issue)
penyebab(?:nya)? (?:telah |sudah )?(?:ditemukan|diketahui|teridentifikasi)
(?:menemukan|mengetahui) penyebab(?:nya)?
"""

SEEKING = r"""
(?:still )?(?:investigating|looking for|searching for) the (?:root )?cause
cause is (?:still )?(?:not (?:yet )?known|unknown)
(?:masih )?(?:mencari|menyelidiki|menelusuri) penyebab(?:nya)?
penyebab(?:nya)? (?:masih )?belum diketahui
"""

ESTIMATES = r"""
eta
etr
estimated? (?:time|recovery|fix|restoration|resolution)
(?:expect|should|will|hope|aim|anticipate|target)(?:\w*)(?: \S+){0,8}? (?:in|within|by|before|at) (?:about )?{when}
(?:\w+['’]ll|going to)(?: \S+){0,8}? (?:in|within|by|before|at|around) (?:about )?{when}
(?:expect|should|will|hope|aim|anticipate|target)(?:\w*)(?: \S+){0,8}? (?:around|in the next) {when}
(?:expect(?:ed)?|should|will|hope(?:s|fully)?)(?: \S+){0,5}? {back}(?: \S+){0,2}? (?:soon|shortly|momentarily)
in the next {span}
estimasi(?:nya)?
(?:diperkirakan|diprediksi|perkiraan)(?: \w+){0,6}? (?:{when}|{back})
(?:akan|semoga|harusnya|seharusnya|ditargetkan|target)(?: \S+){0,8}? (?:dalam|pada|pukul|jam|sebelum|sekitar) {when}
(?:akan|semoga)(?: \S+){0,4}? segera {back}
segera {back}
sebentar lagi
dalam {span} (?:ke depan|lagi|mendatang)
{span} lagi(?: \w+){0,3}? {back}
"""
SPAN = (
    r"(?:\d+|an?|a few|several|some|beberapa|sejumlah) ?"
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?|detik|menit|jam|hari)"
)
CLOCK = r"(?:\d{1,2}[:.]\d{2}|\d{1,2} ?(?:am|pm)|noon|midnight|tonight|tomorrow|malam ini|besok|siang ini|sore ini)"
BACK = (
    r"(?:back|restored?|resolved?|fixed|up|available|normal(?:ly)?|working|online|recover(?:ed|y)?|"
    r"pulih|selesai|teratasi|berfungsi|kembali)"
)

NEXT_UPDATE = r"""
(?:next|further|another).{0,24}(?:update|notice|news|word)
updates?.{0,24} (?:by|in|at|within|every)
(?:pembaruan|kabar|informasi|pemberitahuan).{0,24} (?:berikutnya|selanjutnya|lanjutan|setiap|dalam|pukul|pada)
decide
decision
(?:look|check) again
(?:ke|me|di)?putus(?:an|kan)?
"""
