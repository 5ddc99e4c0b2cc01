"""The words of times to come, one pattern a line; English first, then Indonesian. Data, no rules.

Lines are regular expressions of whole words, in any case. Add a line, and a test with a sentence it must find and one
it must leave alone. `{span}` is a length of time, `{clock}` a time of day, `{when}` either, `{back}` and `{done}`
words for working again.
"""

from __future__ import annotations

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
back (?:soon|shortly|in a (?:bit|moment|minute|while))
any (?:minute|moment|time) now
(?:minutes|moments|hours) away
target (?:{done}|recovery|fix)(?: \S+){0,2}? {when}
"""

# A time to come beside a word for working again, with nothing that makes a sentence of it.
BARE = r"""
(?:ready|done|good|{back})(?: \S+){0,2}? (?:by|around|before|no later than) (?:about |around )?{when}
ready (?:at|in|within) (?:about |around )?{when}
(?:kira-kira|sekitar|paling lambat|maksimal|sebelum) {when}(?: \S+){0,3}? (?:sudah )?{done}
{done}(?: \S+){0,2}? (?:sebelum|paling lambat|sekitar|kira-kira|maksimal|dalam) (?:pukul |jam )?{when}
{done}(?: \S+){0,2}? {when} lagi
{later}(?: \S+){0,2}? {done}
"""

# Any time beside it: to come, while it does not work.
TIMED = r"""
{back} at (?:about |around )?{clock}
{done}(?: \S+){0,2}? (?:pukul|jam|pada) {when}
{done} {clock}
(?:pukul|jam) {clock}(?: (?!kembali)\S+){0,3}? {done}
{clock}(?: \S+){0,1}? {done}
"""
# What was done at that time, or since when: it is no time to come. Nor is the end of a piece of work.
PAST = r"""
was
were
(?:has|have|had) been
since
sejak
sudah
telah
tadi
semula
restart\w*
reboot\w*
rollback
failover
backup
deploy\w*
test\w*
check\w*
(?:pe)?(?:muatan|meriksaan|ngecekan|ngujian) ?\w*
uji \w+
rapat
meeting
langkah
tahap
pencadangan
"""
# A time of day that a clock can be asked about, and days that put it ahead.
HOUR_AND_MINUTE = r"\d{1,2}[:.]\d{2}(?: ?(?:am|pm))?(?: ?(?:utc|gmt|wib|wita|wit))?"
TO_COME = r"""
akan
besok
lusa
nanti
tomorrow
tonight
will
"""
SPAN = (
    r"(?:(?:\d+|an?|a few|several|some|half an|the|one|two|three|ten|"
    r"beberapa|sejumlah|setengah|satu|dua|tiga|sepuluh) ?"
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?|detik|menit|jam|hari)|sejam|semenit|sehari)"
)
CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?: ?(?:am|pm|wib|wita|wit|utc))?|\d{1,2} ?(?:am|pm)|\d{1,2} o['’]clock|noon|midnight|tonight|"
    r"tomorrow|this (?:morning|afternoon|evening)|(?:the )?end of (?:the )?day|eod|lunch(?:time)?|"
    r"\d{1,2}(?:[:.]\d{2})? (?:pagi|siang|sore|malam)|(?:nanti |besok )?(?:pagi|siang|sore|malam) (?:ini|nanti)|"
    r"(?:nanti|besok) (?:pagi|siang|sore|malam)|besok|(?:pukul|jam) \d{1,2}(?:[:.]\d{2})?)"
)
LATER = r"(?:(?:nanti|besok)(?: (?:pagi|siang|sore|malam))?|(?:pagi|siang|sore|malam) nanti)"
DONE = r"(?:pulih|selesai|teratasi|beres|kelar|normal|lancar|kembali normal|berfungsi(?: kembali)?)"
BACK = (
    r"(?:back|restored?|resolved?|fixed|up|available|normal(?:ly)?|working|online|recover(?:ed|y)?|"
    r"pulih|selesai|teratasi|berfungsi|kembali)"
)

NEXT_UPDATE = r"""
(?:next|further|another).{0,24}(?:update|notice|news|word)
updates?.{0,24} (?:by|in|at|within|every)
(?:tell|write to) (?:you|them|everybody|everyone) (?:more|again|how it (?:goes|stands)).{0,12} (?:in|at|by|within)
(?:pembaruan|kabar|informasi|pemberitahuan).{0,24} (?:berikutnya|selanjutnya|lanjutan|setiap|dalam|pukul|pada)
decide
decision
(?:look|check) again
(?:ke|me|di)?putus(?:an|kan)?
"""
