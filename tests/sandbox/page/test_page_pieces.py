"""Only what changed is drawn and sent."""

from markupsafe import Markup

from bot.sandbox.page.pieces import Known, Piece, Scene


class Drawn:
    """Counts what is drawn."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def piece(self, key: str, sign: int = 1) -> Piece:
        def draw() -> Markup:
            self.keys.append(key)
            return Markup("<i>{}</i>").format(key)

        return Piece(key, sign, draw)

    def scene(self, *pieces: tuple[str, int]) -> Scene:
        return Scene(lists={"log": [self.piece(key, sign) for key, sign in pieces]})


def test_the_first_time_everything_is_sent() -> None:
    drawn, known = Drawn(), Known()
    told = known.changes(drawn.scene(("a", 1), ("b", 1)))
    assert told == {"lists": {"log": {"all": [["a", None, "<i>a</i>"], ["b", None, "<i>b</i>"]]}}}


def test_nothing_new_is_neither_drawn_nor_sent() -> None:
    drawn, known = Drawn(), Known()
    known.changes(drawn.scene(("a", 1)))
    assert (known.changes(drawn.scene(("a", 1))), drawn.keys) == ({}, ["a"])


def test_new_changed_and_gone_pieces_are_sent_with_their_place() -> None:
    drawn, known = Drawn(), Known()
    known.changes(drawn.scene(("a", 1), ("b", 1), ("c", 1)))
    told = known.changes(drawn.scene(("new", 1), ("a", 1), ("c", 2)))
    assert told["lists"]["log"] == {"items": [["new", None, "<i>new</i>"], ["c", "a", "<i>c</i>"]], "gone": ["b"]}


def test_pieces_that_change_places_are_sent_anew() -> None:
    drawn, known = Drawn(), Known()
    known.changes(drawn.scene(("a", 1), ("b", 1)))
    assert [it[0] for it in known.changes(drawn.scene(("b", 1), ("a", 1)))["lists"]["log"]["all"]] == ["b", "a"]


def test_a_list_that_was_away_comes_back_whole() -> None:
    drawn, known = Drawn(), Known()
    known.changes(drawn.scene(("a", 1)))
    known.changes(Scene())
    assert "all" in known.changes(drawn.scene(("a", 1)))["lists"]["log"]


def test_slots_are_replaced_when_their_sign_changes() -> None:
    drawn, known = Drawn(), Known()
    known.changes(Scene(slots=[drawn.piece("head", 1)]))
    assert known.changes(Scene(slots=[drawn.piece("head", 1)])) == {}
    assert known.changes(Scene(slots=[drawn.piece("head", 2)])) == {"slots": {"head": "<i>head</i>"}}
