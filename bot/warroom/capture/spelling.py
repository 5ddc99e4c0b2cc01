"""How people write in a chat, put into the words that the lexicon knows: `udh gw restart` as `sudah saya restart`.

Only the spelling is changed; what a suggestion quotes is always what was written. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"https?://\S+|/?\w[\w.:/'’+&-]*\w%?|\w%?|[?!,;:\"“”.()]", re.UNICODE)
_TWICE = re.compile(r"^([a-z]{3,})2(?=$|nya$)")

_CHAT = """
sudah=udah,udh,sdh,dah,uda,telah saya=gw,gue,gua,aku,ane,ak,sy,w barusan=baru2,brusan kami=kmi
tidak=ga,gak,nggak,ngga,gk,kagak,tak,ndak,kaga,tdk,enggak,nda belum=blm,blom,blum yang=yg dengan=dgn,dg
untuk=utk jangan=jgn jangan-jangan=jgn2,jangan2 karena=krn,karna,soalnya gara-gara=gara2,grgr
kayaknya=kyk,kek,kayak,kyknya,keknya,kayanya,kyaknya,kykny mungkin=mgkn,mungkn sepertinya=spertinya,sprtnya
kelihatannya=keliatannya,kliatannya kelihatan=keliatan sampai=sampe,ampe,smpe,smpai habis=abis saja=aja,aj,doang
pakai=pake,pke banget=bgt,bgtt tapi=tp,tpi lagi=lg,lgi sekarang=skrg,skrng,skg kemarin=kmrn besok=bsk,bsok
tadi=td kalau=kalo,klo,kl,klau bagaimana=gmn,gimana,gmana berapa=brp,brapa siapa=sapa,spa kenapa=knp,napa
orang=org juga=jg,jga dari=dr,dri tolong=tlg,tlng,tulung bisa=bs,bsa mereka=mrk sama=sm terus=trs,trus ribu=rb
juta=jt dapat=dpt,dapet pelanggan=plgn nasabah=nsbh transaksi=trx,trans,trxn telepon=telp,tlp,telpon,tlpn
masih=msh,masi nanti=ntar,nnti,tar mau=mo sebentar=bentar,bntr semua=smua,smw muncul=mncl malam=malem
selesai=slesai,kelar,rampung bareng=brg benar=bener thanks=thx,tks,tq please=pls,plz people=ppl service=svc
server=srv,svr connection=conn customer=cust because=bc,cuz,cos with=w/ through=thru probably=prolly,prob
database=db don't=dont can't=cant doesn't=doesnt isn't=isnt won't=wont didn't=didnt couldn't=couldnt i've=ive
aren't=arent hasn't=hasnt response=resp message=msg request=req config=cfg,konfig environment=env
production=prod memory=mem antrean=antrian sempat=smpat langsung=lgsg,lgsng keterangan=ket maybe=mebbe,mayb
minutes=min,mins menit=mnt
"""
_SPELLED = {form: word for word, forms in (pair.split("=") for pair in _CHAT.split()) for form in forms.split(",")}


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is written and where, and as the lexicon knows it."""

    written: str
    word: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words and the punctuation of a message, in order."""
    return tuple(Token(m.group(), _spelled(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text))


def _spelled(written: str) -> str:
    word = written.casefold().replace("’", "'")
    if word in _SPELLED:
        return _SPELLED[word]
    word = _TWICE.sub(r"\1-\1", word)
    return _SPELLED.get(word, word)
