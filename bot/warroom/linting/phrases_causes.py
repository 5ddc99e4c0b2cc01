"""The words of causes and guesses, one pattern a line; English first, then Indonesian. Data, no rules.

Lines are regular expressions of whole words, in any case. Add a line, and a test with a sentence it must find and one
it must leave alone. `{system}` is a part of the system that is named as the cause.
"""

from __future__ import annotations

# Told as the cause; looking for it takes it back.
CAUSES = r"""
root cause
(?:the |its )?cause (?:is|was|were|lies)
penyebab(?:nya)?
sebabnya
"""

# What brought it about, whatever was said before.
CAUSED = r"""
caused by
as a result of
triggered by
results? from
resulted from
traced (?:back )?to
boils down to
(?:di)?sebabkan
dikarenakan
diakibatkan
dipicu
berasal dari
bersumber dari
"""

# A reason of anything: a cause only where something fails before it, or a part of the system is named after it.
REASONS = r"""
because
due to
karena
akibat
sebab
"""

FAILING = r"""
fail(?:s|ed|ing|ures?)?
(?:is|are|was|were|went|goes) (?:down|slow|offline|broken)
(?:un|not )available
outage
disruption
errors?
broke(?:n)?
crash(?:es|ed|ing)?
time(?:s|d)? out
(?:cannot|can't|can not)
gagal
gangguan
terganggu
lambat
mati
tidak (?:bisa|dapat|berfungsi|merespons|tersedia)
terputus
eror
"""

SYSTEM = r"""
deploy(?:ment|ments|s)?
release
rollout
migration
config(?:uration)?
bug
memory
disk
database
db
dns
certificate
firewall
load balancer
cache
rilis
migrasi
konfigurasi
memori
basis data
sertifikat
"""

# The incident itself may be why something is so: it is no cause of itself.
ITSELF = (
    r"\s*(?:of |oleh |dari )?(?:adanya )?(?:the |this |these |that |our )?"
    r"(?:outage|incident|disruption|problems?|issues?|gangguan|insiden|masalah|kendala)\b"
    r"(?!\s+(?:in|of|at|on|with|within|inside|pada|di|dari|dengan)\b)"
)

# A guess, told to people who will take it for the cause.
GUESSES = r"""
{likely}(?: (?:is|was|it['’]s|it is|it was))? (?:caused|due|because|related|from)
{likely}(?: (?:is|was|it['’]s|it is|it was))? {a}{system}
{system} (?:is|are|was|were|has|have) {likely}
(?:seems?|appears?)(?: to be)? (?:caused|due|related|from)
(?:seems?|appears?) to be {a}{system}
looks? like {a}{system}
(?:may|might|could)(?: well)? (?:be|have been)(?: (?:caused|due|related)|(?: {a}{system}))
(?:we|i) (?:think|believe|guess|assume)(?: that)?(?: it['’]s| it is| it was)? {a}{system}
suspect(?:s|ed|ing)?(?: that)? {a}{system}
suspected {system}
{maybe}(?: (?:ada|adalah|itu|pada|karena|akibat|disebabkan|dari))?(?: masalah)? {system}
{maybe} (?:karena|akibat|disebabkan|gara-gara|penyebab\w*|berasal|dipicu)
"""
A = r"(?:(?:a|an|the|our|some|that|this|its) )?(?:\w+ ){0,2}?"
LIKELY = r"(?:likely|probably|possibly|presumably|perhaps|maybe|apparently)"
MAYBE = (
    r"(?:kemungkinan(?: besar)?|(?:diduga|dugaan\w*)(?: kuat| sementara)?|"
    r"sepertinya|tampaknya|kayaknya|mungkin|barangkali)"
)

LOOKED_FOR = r"""
investigat\w*
look(?:ing|s|ed)?
search\w*
identify\w*
determin\w*
find(?:ing)?
review\w*
analy\w*
whether
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
"""
