"""A document is shared in the room once."""

import pytest

from bot.comms.transports import errors as e
from tests.comms.slackhouse import House, again

REVIEW = {"what": "review", "format": "md", "name": "MI-42-review-1.md"}


async def test_the_document_is_shared_with_its_content_and_what_to_do_with_it(house: House) -> None:
    await house.declare()
    await house.do(house.step("file.share", **REVIEW))
    [message] = house.messages("mi-42")
    assert message.text == (
        "📝 The review draft of MI-42: add what the section “What is still missing” asks for, "
        "then type `/incident review` for a fresh one."
    )
    assert [(it.name, it.content) for it in message.files] == [("MI-42-review-1.md", b"review of 42 as md")]


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
async def test_the_document_is_shared_once_wherever_the_connection_drops(house: House, method: str, fault: str) -> None:
    await house.declare()
    getattr(house.sandbox.faults, fault)(method)
    step = house.step("file.share", **REVIEW)
    with pytest.raises(e.Ambiguous):
        await house.do(step)
    await house.do(again(step))
    assert len([file for message in house.messages("mi-42") for file in message.files]) == 1


async def test_an_older_file_of_the_same_name_is_not_taken_for_this_one(house: House) -> None:
    await house.declare()
    await house.do(house.step("file.share", **REVIEW))
    house.clock.advance(3600)
    await house.do(again(house.step("file.share", **REVIEW)))
    assert len(house.messages("mi-42")) == 2
