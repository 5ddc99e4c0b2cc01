"""The words of the phases of an incident, one pattern a line; English first, then Indonesian. Data, no rules.

Lines are regular expressions of whole words, in any case. Add a line, and a test with a sentence it must find and one
it must leave alone. `{well}` is a word for working.
"""

from __future__ import annotations

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
(?:everything|it all|all (?:systems?|services?|payments?|functions?))(?:['’]s| is| are)?(?: now)? {well}
all (?:good|clear|systems go)
(?:we|it|they|payments?|the (?:service|site|app|system|shop))(?:['’]re| are|['’]s| is) (?:all )?{well} (?:again|now)
(?:up|back) and running
up again
(?:is|are|we['’]re|it['’]s) back(?=\s*(?:[.!,;]|$|now|up|online))
(?:incident|problem|outage|issue) (?:is |was |has been )?(?:closed|gone|solved|done|finished|ended)
works? (?:normally|fine|well) (?:again|now)
semua(?:nya)? (?:sudah |telah )?(?:oke|ok|aman|normal|baik|beres|lancar|pulih)
(?:sudah|telah) (?:oke|ok|aman|lancar|kembali|baik|bisa (?:digunakan|dipakai|diakses))
(?:berjalan|berfungsi|beroperasi) (?:kembali|normal|lancar)
lancar kembali
(?:telah|sudah) (?:pulih|teratasi|selesai|normal|diperbaiki|diatasi|beres)
kembali normal
pulih (?:sepenuhnya|kembali)
teratasi
"""

WELL = r"(?:ok|okay|fine|good|operational|normal|green|well|back)"

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
