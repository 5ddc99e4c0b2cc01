"""The rules that go by the shape of a sentence: who did what to which thing; what is watched and how it stands.

They need no word of the incident, only its class (`lexicon`) and its form (`forms`), so they find in a room what the
set phrases of `rules` do not. Each has a name and quotes the words it went by; a line is a pattern (`pattern`). What is
done, decided and supposed is here; what people suffer and machines show is in `shapes_seen`. Pure.
"""

from __future__ import annotations

from bot.warroom.capture.pattern import ELSEWHERE, INTENDED, NEGATED, Shape, any_of
from bot.warroom.capture.shapes_seen import IMPACTS, OBSERVATIONS

_WAIT = any_of("(nanti|mau|akan|bakal|will|should|could)")

WORKAROUNDS = (
    Shape(
        "gives people another way for now",
        "workaround",
        any_of("""
            <FORNOW> _{0,6} <USE> _{1,6}
            <USE> _{1,8} <FORNOW>
            (by hand|hand-written|manual|manually|pen|paper|kertas) _{0,6} <FORNOW>
            <PEOPLE> _{0,4} (may|can|bisa|boleh) <USE> _{1,8}
            <PEOPLE> _{0,4} (disuruh|diarahkan|diminta|dialihkan) _{1,8}
            <PEOPLE> _{0,4} (take|takes|accept|work) _{0,2} <USE> _{0,8}
        """),
        also=(any_of("<PEOPLE/BUSINESS>"),),
        never=(any_of("<SELF> <ME/DO>", "<NOT> _? (bisa|can|boleh|able)"), ELSEWHERE),
    ),
    Shape(
        "has something done otherwise for now",
        "workaround",
        any_of("sementara <PASSIVE> _{1,9}", "sementara <ME> _{1,9}"),
        never=(ELSEWHERE,),
    ),
)
DECISIONS = (
    Shape(
        "says what was chosen",
        "decision",
        any_of("<WE> _{0,2} <CHOOSE>", "^ <LEAD>{0,3} <CHOOSE> !(is|was|in|for|went) _{2,9}"),
        never=(ELSEWHERE,),
        before="milestone",
    ),
    Shape(
        "chooses one thing over another",
        "decision",
        any_of("""
            <WE> _{0,3} <DO/DOING/ME/STAY> _{1,12} <CONTRAST>
            ^ <LEAD>{0,3} <DO/ME/STAY> _{1,12} <CONTRAST>
            going to <DO/STAY> _{1,9}
            <DO/ME/DI/STAY> _{0,8} , (jangan|not|no|don't|tidak usah|bukan)
        """),
        never=(ELSEWHERE,),
        before="milestone",
    ),
    Shape(
        "says what stays undone",
        "decision",
        any_of("""
            (not|no|don't|never|nobody) _{0,3} <DO/DOING> _{0,8} (until|today|tonight|before|during|while)
            <WE> (are|will)? (not|won't|aren't) _{0,2} (<DO/DOING>|touch|touching) _{1,9}
            ^ (nobody|no one|noone) _{1,8} (until|before|without|unless)
            ^ <LEAD>{0,3} no _{1,8} (until|during|before|on|from|while|without)
            ^ <LEAD>{0,3} (jangan|tidak usah|tidak jadi) _? <DO/ME/DI> _{1,9}
        """),
        never=(ELSEWHERE,),
        before="milestone",
    ),
    Shape(
        "settles what we do",
        "decision",
        any_of("""
            ^ <LEAD>{0,3} <DO> saja _{1,9}
            kita _{0,2} <ME/DO/STAY> _{1,9}
            we'll <DO> _{1,9}
            ^ <LEAD>{0,3} we !(<DID/HARM/SEEN/HEDGE/MAYBE/DONE>|may|have|had|were) _{1,8} (today|tonight|instead|until)
            ^ (ok|oke|okay|right|alright|fine|sip|siap|baik) ,? <DO/ME> _{2,12}
        """),
        never=(any_of("^ (kalau|if|when|once)"), ELSEWHERE),
        before="milestone",
    ),
    Shape(
        "says what comes first, or later",
        "decision",
        any_of("""
            <THING/BUSINESS/DO> _{0,3} (ditunda|ditahan|postponed|deferred|stays|stay|tetap) _{1,9}
            _ (diundur|dimajukan|dibatalkan|ditiadakan|digeser) _{1,9}
            ^ <LEAD>{0,3} (utamakan|prioritaskan|prioritas|dahulukan|fokus|focus|prioritise|prioritize) _{1,9}
            ^ <LEAD>{1,3} _{1,6} (everywhere|first|last|only)
            <THING/BUSINESS/PEOPLE> (go|goes) (to|first|last|ahead|out|through) _{1,12}
            (from (here|now) on|mulai (sekarang|besok|malam|hari))
        """),
        never=(any_of("supaya|agar|biar|so"), ELSEWHERE),
        before="milestone",
    ),
    Shape(
        "says what is to be done, and how far or what for",
        "decision",
        any_of("""
            <DI/PASSIVE> _{0,6} (saja|biar|supaya|agar|sampai|mulai|setiap|tiap|sebelum|setelah)
            (dipindah|dipindahkan|masuk) ke <NUMBER/NAME> dan
        """),
        never=(any_of("<DONE/HARM/SELF>", "belum"), ELSEWHERE),
        before="milestone",
    ),
)
MILESTONES = (
    Shape(
        "says when it was well again",
        "milestone",
        any_of("""
            <WELL> _{0,4} <CLOCK>
            <CLOCK> _{0,9} <WELL>
            (since|sejak|from) _? <CLOCK>
            (again|lagi|normally) _{0,3} <CLOCK>
        """),
        never=(any_of("<NOT/HARM>"), any_of("<SELF> _{0,2} back", "^ (i'm|i'll|be)? back")),
    ),
)
HYPOTHESES = (
    Shape(
        "suspects a cause",
        "hypothesis",
        any_of("""
            <HEDGE>
            (could|may|might) (just|have|well|also)? (be|been|have|explain) _{1,12}
            (could|might|may) (it|this|that|they) be
            (bisa|boleh) (saja|jadi) _{2,12}
            (my|our) (bet|money|guess) is
            (pasti|kena|bisa|apa|apakah) <CAUSE>
            i'd (say|guess|bet|blame)
            (menurut|kata) saya
            _{2,9} kali (ya)? $
            (is|was) it because
        """),
        also=(any_of("<THING/CAUSE/STATE/DO/DID/DI/NAME>", "<HEDGE> _{3,20}", "_{2,9} kali (ya)? $"),),
        never=(
            any_of("""
                (maybe|perhaps|probably|mungkin|kayaknya|sepertinya|kelihatannya|rasanya|guess|might) <SELF/WE>
                <HEDGE> (not|nanti|later|besok|tomorrow|dulu)
                (who|siapa)
                ^ (kalau|if|when|once)
            """),
        ),
    ),
)
ACTIONS = (
    Shape(
        "says who did what",
        "action",
        any_of("""
            <SELF> <DONE>* <DID> _{1,12}
            <SELF> <DONE>* <ME/DO/DI> _{1,12}
            <DONE> <SELF> <ME/DO/DI> _{0,12}
            we (are|have been) <DOING> _{1,9}
        """),
        never=(INTENDED, NEGATED, ELSEWHERE),
    ),
    Shape(
        "says that something was done",
        "action",
        any_of("""
            <DONE> <DI/ME/DO> _{1,12}
            <DI> (ke|dari|jadi|menjadi|ulang|lewat|via|oleh) _{1,9}
            <THING/NAME/BUSINESS/NUMBER> _{0,5} <DONE> <DI/DO>
            <THING/NAME/NUMBER> _{0,3} <DI> _{0,9}
            <DONE> <PASSIVE> _{0,9}
            <THING/NAME/NUMBER> _{0,3} <PASSIVE> (manual|sama|oleh|ulang|pakai|dari|ke) _{0,9}
            (fix|patch|hotfix|change) (is|was) (now)? (merged|out|live|in|deployed|applied) _{0,6}
        """),
        never=(INTENDED, NEGATED, ELSEWHERE),
    ),
    Shape(
        "says what somebody did to it",
        "action",
        any_of("<THING/NAME/BUSINESS> _{0,4} <SELF> <DONE>* <ME/DO> _{0,9}"),
        never=(_WAIT, NEGATED, ELSEWHERE),
    ),
    Shape(
        "begins with what was done",
        "action",
        any_of("^ <LEAD>{0,3} <DID> _{1,12}"),
        also=(any_of("<THING/BUSINESS/PEOPLE/NUMBER/NAME/CODE>"),),
        never=(NEGATED, ELSEWHERE),
    ),
    Shape(
        "says what was done to something",
        "action",
        any_of("""
            <THING/NAME> _{0,3} <DONE_TO> ($|,|<AFTER/NUMBER>) _{0,9}
            <THING/NAME> _{0,2} (was|were|been|got) <DID> _{0,9}
        """),
        never=(
            NEGATED,
            ELSEWHERE,
            any_of("""
                <SEEN> _{0,9} <DID>
                <DID> (itself|by itself|unexpectedly)
                (keeps|keep|not) _{0,2} <DID>
            """),
        ),
    ),
    Shape(
        "says that a change is through",
        "action",
        any_of("<DO> _{1,6} <DONE>", "<DONE> , _{0,4} <DO/DI/ME>"),
        never=(INTENDED, NEGATED, ELSEWHERE),
    ),
)
SHAPES = (*WORKAROUNDS, *DECISIONS, *MILESTONES, *HYPOTHESES, *ACTIONS, *IMPACTS, *OBSERVATIONS)

CHATTER = any_of("""
    ^ _{0,2} (kalau|if|misal|misalnya|andai|seandainya) !(_* <CHOOSE>)
    (sesuai|menurut|per|kata) (sop|prosedur|policy|kebijakan|aturan|runbook|playbook|procedure)
    (sop|prosedur|policy|kebijakan|aturan|runbook|playbook|procedure) (says|bilang|nya|kan|itu|harus)
    (haha|hahaha|hehe|wkwk|wkwkwk|lol|xixi|hihi|rofl|lmao|pantesan|pantas)
    (tolong|mohon|please)
    (can|could|would|bisa) (you|we|someone|anyone|anybody|kamu|kita|tolong|minta)
    (siapa|bagaimana|kenapa|berapa|apakah|kapan)
    ^ (ada|any|anyone|anybody|who|what|where|how) (yang|idea|news|update|one|know)
    (belum|tidak|sih) (ya|sih|kah)? $
    ^ <SELF/WE> _? <WATCH>
    <SELF> <ME/DO> _{0,4} dulu (ya|deh|,)? $
    ^ (nanti|later|besok|tomorrow|next) _{0,6}
    (laptop|pc|hp|komputer|internet|wifi|phone|mic) _? saya
    my (laptop|pc|phone|vpn|internet|wifi|mic|battery|own)
    ^ (terima kasih|thanks|thank|makasih|sorry|maaf)
""")
"""Questions without their mark, requests, what somebody intends, rules that are quoted, jokes."""
