"""Pages draw one after the other: first the pictures of all, then the rest."""

import threading
from collections.abc import Callable
from functools import partial

import pytest

from ui.visit.draw_queue import PICTURE, THE_REST, Turns

SOON, LONG = 10.0, 60.0


def wait_until(true: Callable[[], bool]) -> None:
    tick = threading.Event()
    for _ in range(3000):
        if true():
            return
        tick.wait(0.01)
    raise AssertionError("it never came")


def waiting(turns: Turns) -> int:
    return len(turns._waiting)


def _are_waiting(turns: Turns, count: int) -> bool:
    return waiting(turns) == count


def queue_up(turns: Turns, purposes: list[float], log: list[str]) -> list[threading.Thread]:
    """Threads that want a turn, in this order of arrival."""
    threads = []
    for number, purpose in enumerate(purposes):

        def draw(number: int = number, purpose: float = purpose) -> None:
            with turns.take(purpose):
                log.append(f"{number} begins")
                log.append(f"{number} ends")

        many = waiting(turns) + 1
        threads.append(threading.Thread(target=draw, daemon=True))
        threads[-1].start()
        wait_until(partial(_are_waiting, turns, many))
    return threads


def test_pictures_go_before_the_rest_and_both_in_the_order_of_arrival():
    turns = Turns(LONG)
    log: list[str] = []
    with turns.take(THE_REST):
        threads = queue_up(turns, [THE_REST, PICTURE, THE_REST, PICTURE], log)
        assert log == []
    for thread in threads:
        thread.join(SOON)
    assert log == [f"{number} {what}" for number in (1, 3, 0, 2) for what in ("begins", "ends")]


def test_who_has_waited_long_gives_way_to_nobody_who_comes_then(monkeypatch):
    turns = Turns(LONG)
    log: list[str] = []
    clock = iter([100.0, 100.0 + THE_REST + 0.1, 100.2])
    monkeypatch.setattr("ui.visit.draw_queue.monotonic", lambda: next(clock))
    with turns.take(THE_REST):
        threads = queue_up(turns, [THE_REST, PICTURE, PICTURE], log)
    for thread in threads:
        thread.join(SOON)
    assert [line for line in log if "begins" in line] == ["2 begins", "0 begins", "1 begins"]


def test_a_page_that_fails_hands_its_turn_on():
    turns = Turns(LONG)
    log: list[str] = []

    def fail() -> None:
        with turns.take(PICTURE):
            threads.extend(queue_up(turns, [PICTURE], log))
            raise ZeroDivisionError

    threads: list[threading.Thread] = []
    with pytest.raises(ZeroDivisionError):
        fail()
    threads[0].join(SOON)
    assert log == ["0 begins", "0 ends"]


def test_nobody_waits_for_ever_for_a_page_that_is_stuck():
    turns = Turns(patience=0.01)
    log: list[str] = []
    with turns.take(PICTURE):
        with turns.take(PICTURE):  # the same thread: it waits, and goes without
            log.append("went")
        assert waiting(turns) == 0
        # what was not had is not handed on: the next one waits for the turn that is still taken
        turns._patience = LONG
        threads = queue_up(turns, [PICTURE], log)
        assert log == ["went"]
    threads[0].join(SOON)
    assert log == ["went", "0 begins", "0 ends"]
    with turns.take(THE_REST):
        log.append("free again")
    assert log[-1] == "free again"


def test_a_page_lets_others_go_between_its_picture_and_the_rest():
    turns = Turns(LONG)
    log: list[str] = []

    def wait() -> None:
        log.append("it waits")
        threads[0].join(SOON)

    with turns.take(PICTURE) as turn:
        threads = queue_up(turns, [PICTURE], log)
        turn.give_way(THE_REST, wait)
        turn.give_way(THE_REST, wait)  # it is for the rest already
        threads += queue_up(turns, [PICTURE], log)
        log.append("the rest")
    threads[1].join(SOON)
    assert log == ["it waits", "0 begins", "0 ends", "the rest", "0 begins", "0 ends"]


def test_a_turn_that_has_ended_takes_no_other():
    turns = Turns(LONG)
    with turns.take(PICTURE) as ended:
        pass
    ended.give_way(THE_REST)
    with turns.take(PICTURE):
        assert waiting(turns) == 0


def test_a_page_that_fails_while_it_waits_has_no_turn_to_hand_on():
    turns = Turns(LONG)
    log: list[str] = []

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), turns.take(PICTURE) as turn:
        turn.give_way(THE_REST, fail)
    with turns.take(PICTURE):
        threads = queue_up(turns, [PICTURE], log)
        assert log == []
    threads[0].join(SOON)
