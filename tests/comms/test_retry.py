"""What is tried again, when, with what doubt, and what is given up with which words."""

from datetime import timedelta

import pytest

from bot.comms.retry import CannotDo, GiveUp, NotYet, Retry, decide
from bot.comms.transports import errors as e
from bot.warroom.ports import StoreUnavailable

NOW = timedelta(0)
DAY = timedelta(hours=24)


def decided(error: Exception, attempts: int = 0, age: timedelta = NOW, chance: float = 1.0) -> Retry | GiveUp:
    return decide(error, attempts, age, lambda: chance)


def test_a_pause_is_waited_for_and_not_counted() -> None:
    assert decided(e.RateLimited("m", 30), attempts=9) == Retry(after=30, counted=False)


@pytest.mark.parametrize("error", [e.Unavailable("m"), NotYet("no room")])
def test_what_surely_did_not_happen_is_done_again_without_doubt(error: Exception) -> None:
    assert decided(error) == Retry(after=1, doubtful=False, counted=True)


@pytest.mark.parametrize("error", [e.Ambiguous("m"), StoreUnavailable("locked")])
def test_what_may_have_happened_is_doubtful_and_left_two_seconds_to_happen(error: Exception) -> None:
    assert decided(error, chance=0.0) == Retry(after=2, doubtful=True, counted=True)
    assert decided(error, 4) == Retry(after=16, doubtful=True, counted=True)


def test_pauses_double_up_to_a_minute() -> None:
    waits = [decided(e.Unavailable("m"), attempts) for attempts in range(8)]
    assert [wait.after for wait in waits if isinstance(wait, Retry)] == [1, 2, 4, 8, 16, 32, 60, 60]


@pytest.mark.parametrize(("chance", "after"), [(0.0, 0.0), (0.5, 4.0), (1.0, 8.0)])
def test_the_whole_pause_is_left_to_chance(chance: float, after: float) -> None:
    assert decided(e.Unavailable("m"), 3, chance=chance) == Retry(after=after)


@pytest.mark.parametrize("error", [e.MissingScope("m", "pins:write"), e.InvalidAuth("m"), e.TokenRevoked("m")])
def test_what_an_operator_must_mend_is_never_given_up(error: e.NeedsOperator) -> None:
    assert decided(error, 999, 3 * DAY) == Retry(after=60, counted=False, operator=str(error))


@pytest.mark.parametrize("error", [e.Unavailable("m"), e.Ambiguous("m"), e.RateLimited("m", 5), NotYet("x")])
def test_trying_ends_after_a_day_and_not_before(error: Exception) -> None:
    assert isinstance(decided(error, 5_000, DAY - timedelta(seconds=1)), Retry)
    given_up = decided(error, 5, DAY)
    assert isinstance(given_up, GiveUp)
    assert given_up.why.startswith("Tried for 1 d 0 h without success")


def test_a_refusal_is_given_up_with_words_and_a_remedy() -> None:
    assert decided(e.NotInChannel("m", "not_in_channel")) == GiveUp(
        why="I am not in the channel.", remedy="Invite me there with `/invite`."
    )
    assert decided(e.PermanentError("m", "odd_code")) == GiveUp(
        why="Slack refused: odd_code", remedy="Do it by hand in Slack; the bot's log has the details."
    )


def test_words_of_a_step_are_kept() -> None:
    assert decided(CannotDo("No channel.", "Make one.")) == GiveUp(why="No channel.", remedy="Make one.")


def test_a_fault_of_ours_is_given_up_the_eighth_time() -> None:
    assert decided(KeyError("x"), 6) == Retry(after=60, doubtful=True, fault=True)
    assert decided(KeyError("x"), 7) == GiveUp(
        why="A fault of the bot stopped it: KeyError",
        remedy="Do it by hand and report the fault; the bot's log has the details.",
    )
