"""The rules that go by the shape of a sentence (`shapes`): what people suffer, and what machines show. Pure."""

from __future__ import annotations

from bot.warroom.capture.pattern import ELSEWHERE, INTENDED, Shape, any_of

_MACHINERY = any_of("<BUSINESS/PEOPLE> (gateway|api|service|db|database|server|queue|node|pod|switch|router|loss)")
_FACT = any_of("<THING/BUSINESS/PEOPLE/NUMBER/NAME/CODE>")

_WELL = any_of("(again|back|normal|normally|lagi|kembali)")

IMPACTS = (
    Shape(
        "begins with who is hindered",
        "impact",
        any_of("""
            ^ !(<DID/ME/SELF>) _{0,2} <PEOPLE> _{0,3} (numpuk|menumpuk|ditutup|tutup|<HARM>)
            ^ !(<DID/ME/SELF>) _{0,2} <PEOPLE> _{0,5} (see|sees|get|gets|getting) _{1,9}
        """),
        never=(ELSEWHERE, _WELL, any_of("<HEDGE/DONE>"), _MACHINERY),
        before="action",
    ),
    Shape(
        "puts a price on it",
        "impact",
        any_of("""
            (lose|losing|lost|rugi|kerugian) _{0,6} <NUMBER>
            <NUMBER> (an|per|a) (hour|day|minute|jam|menit|hari)
            (rp|rupiah|usd|eur|idr|dollars|euros)
        """),
        also=(
            any_of(
                "(lose|losing|lost|rugi|kerugian|cost|costs|costing|denda|penalty|rp|rupiah|usd|eur|idr|dollars|euros)"
            ),
        ),
        never=(ELSEWHERE, any_of("(packet|packets|paket)")),
        before="hypothesis",
    ),
    Shape(
        "says who is hindered, and how",
        "impact",
        any_of("""
            <PEOPLE> _{0,6} <HARM>
            <HARM> _{0,4} <PEOPLE>
            <PEOPLE> _{0,3} <GET> _{0,2} <CODE/NAME/STATE>
            <PEOPLE> _{0,5} (have|has|having|with|got) (no|nothing|only|zero) _{1,6}
            <PEOPLE> _{0,6} <NOT> _{0,2} <ABLE>
            <PEOPLE> (pada|banyak|mulai) _{1,6}
        """),
        never=(ELSEWHERE, any_of("<BUSINESS/PEOPLE> _{0,2} (normal|aman|fine|ok)", "<HEDGE>"), _MACHINERY),
    ),
    Shape(
        "says which business is hindered",
        "impact",
        any_of("""
            <NUMBER/COUNT> _? <BUSINESS> _{0,3} <HARM>
            <BUSINESS> _{0,4} <HARM>
            <BUSINESS> _{0,3} <NOT> (bisa|berjalan|jalan|dapat|going|working|possible)
        """),
        never=(ELSEWHERE, any_of("<BUSINESS/PEOPLE> _{0,2} (normal|aman|fine|ok)", "<HEDGE>"), _MACHINERY),
    ),
    Shape(
        "counts the cost",
        "impact",
        any_of("""
            <NUMBER/COUNT> _{0,2} <BUSINESS/PEOPLE> _{0,8} (<HARM/NOT/STILL>|kena)
            <ABOUT> <NUMBER/COUNT> _{0,2} <PEOPLE/BUSINESS>
        """),
        never=(ELSEWHERE, _WELL),
    ),
)
OBSERVATIONS = (
    Shape(
        "cites what a system says",
        "observation",
        any_of("^ _{0,3} <THING/NAME> (list|lists|say|says|show|shows|tells|bilang|nunjukin|menunjukkan) _{1,12}"),
        never=(ELSEWHERE, INTENDED),
        before="impact",
    ),
    Shape(
        "says how many of how many",
        "observation",
        any_of("^ _{0,2} <NUMBER/COUNT> (of|dari|out of) (the)? <NUMBER/COUNT> _{0,9}"),
        never=(ELSEWHERE, INTENDED),
        before="impact",
    ),
    Shape(
        "says what has not been seen since",
        "observation",
        any_of("""
            ^ <LEAD>{0,3} (no|zero|nothing) _{1,6} (after|since|in|for|anymore)
            ^ <LEAD>{0,3} (tidak|belum) ada _{1,6} (setelah|sejak|dalam|lagi)
        """),
        never=(ELSEWHERE, INTENDED),
    ),
    Shape(
        "gives a code or a name from a log",
        "observation",
        any_of("<CODE> _{0,9}", "<NAME> _{0,4} <STATE/TREND>", "<STATE> _{0,4} <NAME>"),
        also=(_FACT,),
        never=(ELSEWHERE,),
    ),
    Shape(
        "says which way a figure goes",
        "observation",
        any_of("""
            <THING/BUSINESS> _{0,5} <TREND> _{0,9}
            <TREND> (to|from|ke|dari|by) <NUMBER>
            <NUMBER> _{0,3} <TREND>
            (hit|hits|hitting|nyentuh|reached|reaching|kena) (the|its|max|maximum|limit|batas|<AMOUNT>)
        """),
        never=(ELSEWHERE, INTENDED),
    ),
    Shape(
        "gives an amount",
        "observation",
        any_of("<AMOUNT> _{0,4}", "<NUMBER> <UNIT>"),
        also=(any_of("<THING/BUSINESS/STATE>"),),
        never=(ELSEWHERE, INTENDED),
    ),
    Shape(
        "says how a thing stands",
        "observation",
        any_of("""
            <THING/NAME> _{0,5} <STATE>
            <STILL> _{0,5} <STATE>
            _ <NUMBER> _{0,4} <STATE>
            <THING/NAME> _{0,5} <NOT> _{1,9}
            (no|not|without|tidak ada|belum ada) _? <THING/NAME>
            ^ <LEAD>{0,3} (the|our|all|<NUMBER>)? _{0,3} <THING/NAME> <DOES> _{1,12}
        """),
        never=(ELSEWHERE, INTENDED),
    ),
    Shape(
        "says what somebody sees",
        "observation",
        any_of("<SEEN> _{0,5} <THING/STATE/TREND/NAME>", "<THING/NAME> _{0,2} <SEEN> _{2,12}"),
        never=(ELSEWHERE, INTENDED),
    ),
)
