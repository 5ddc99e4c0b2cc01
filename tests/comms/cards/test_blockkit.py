import pytest

from bot.comms.cards import blockkit as kit
from bot.comms.locale import translator
from bot.comms.render import Markup, escape

T = translator("en")
SOME = Markup("text")


def options(count: int) -> list[kit.Element]:
    return [kit.option(f"Choice {number}", str(number)) for number in range(count)]


def test_markup_is_verbatim_so_that_slack_links_nothing_by_itself() -> None:
    assert kit.section(SOME)["text"] == {"type": "mrkdwn", "text": "text", "verbatim": True}


@pytest.mark.parametrize(
    ("made", "limit"),
    [
        (kit.header("h" * 200)["text"], 150),
        (kit.section(Markup("s" * 4_000))["text"], 3_000),
        (kit.fields([Markup("f" * 4_000)])["fields"][0], 2_000),
        (kit.button("b" * 100, "x")["text"], 75),
        (kit.option("o" * 100, "v")["text"], 75),
        (kit.modal("c", "t" * 30, [kit.divider()])["title"], 24),
        (kit.modal("c", "t", [kit.divider()], submit="s" * 30)["submit"], 24),
    ],
)
def test_long_text_is_cut_to_slacks_limit(made: kit.Element, limit: int) -> None:
    assert len(made["text"]) in {limit, limit - 1}
    assert made["text"].endswith("…")


@pytest.mark.parametrize(
    "build",
    [
        lambda: kit.fields([SOME] * 11),
        lambda: kit.context(*[SOME] * 11),
        lambda: kit.actions(),
        lambda: kit.actions(*[kit.button("b", "x")] * 26),
        lambda: kit.button("b", "x" * 256),
        lambda: kit.button("b", ""),
        lambda: kit.button("b", "x", "v" * 2_001),
        lambda: kit.overflow("x", options(6)),
        lambda: kit.static_select("x", options(101)),
        lambda: kit.checkboxes("x", options(11)),
        lambda: kit.option("o", "v" * 151),
        lambda: kit.modal("c", "t", []),
        lambda: kit.modal("c", "t", [kit.divider()], private="p" * 3_001),
        lambda: kit.home([kit.divider()] * 101),
    ],
)
def test_what_no_cut_can_mend_is_a_mistake_of_ours(build) -> None:
    with pytest.raises(kit.LimitError):
        build()


def test_empty_text_becomes_a_space_since_slack_refuses_none() -> None:
    assert kit.section(Markup(""))["text"]["text"] == " "
    assert kit.header("\n")["text"]["text"] == " "


def test_a_long_text_becomes_paragraphs_broken_between_lines() -> None:
    text = Markup("\n".join(f"line {number:04} {'x' * 90}" for number in range(60)))
    blocks = kit.sections(text)
    assert len(blocks) == 3
    assert "\n".join(block["text"]["text"] for block in blocks) == text


def test_what_fits_is_left_alone() -> None:
    blocks = [kit.section(SOME), kit.actions(kit.button("b", "x"))]
    assert kit.fit(blocks, T) == tuple(blocks)


def test_too_many_blocks_end_in_a_line_that_counts_the_rest_and_keep_the_buttons() -> None:
    end = [kit.context(Markup("small print")), kit.actions(kit.button("b", "x"))]
    fitted = kit.fit([*(kit.section(SOME) for _ in range(60)), *end], T)
    assert len(fitted) == 50
    assert fitted[-2:] == tuple(end)
    assert fitted[-3]["elements"][0]["text"] == "… and 13 more parts that do not fit here"


def test_too_much_text_is_left_out_before_slack_refuses_the_message() -> None:
    fitted = kit.fit([kit.section(escape("&" * 590)) for _ in range(10)], T)
    assert sum(map(kit.weight, fitted)) <= kit.BUDGET
    assert fitted[-1]["elements"][0]["text"] == "… and 7 more parts that do not fit here"


def test_an_input_knows_its_label_hint_and_whether_it_may_stay_empty() -> None:
    element = kit.text_input("title", initial="Checkout", placeholder="What is broken?", longest=150)
    assert kit.field("title", "Title", element, hint="A few words", optional=True) == {
        "type": "input",
        "block_id": "title",
        "label": {"type": "plain_text", "text": "Title", "emoji": True},
        "element": {
            "type": "plain_text_input",
            "action_id": "title",
            "multiline": False,
            "max_length": 150,
            "initial_value": "Checkout",
            "placeholder": {"type": "plain_text", "text": "What is broken?", "emoji": True},
        },
        "optional": True,
        "hint": {"type": "plain_text", "text": "A few words", "emoji": True},
    }


def test_a_dangerous_button_asks_first() -> None:
    asked = kit.confirm("Cancel?", "This ends the incident.", "Cancel it", "Keep it", style="danger")
    assert kit.button("Cancel", "x", "42", style="danger", confirm=asked)["confirm"]["deny"]["text"] == "Keep it"
