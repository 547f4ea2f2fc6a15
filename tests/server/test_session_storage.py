"""Sessions whose tab is gone: how long they are kept, how many, and what is left of them."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from server.inside.session_storage import PatientStorage


@dataclass
class Session:
    id: str
    session_state: dict[str, Any] = field(default_factory=lambda: {"picture": b"..."})
    ended: int = 0

    def shutdown(self) -> None:
        self.ended += 1

    def register_file_watchers(self) -> None:
        raise AssertionError("nothing is to be watched")


@dataclass
class Info:
    session: Session


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def storage(clock) -> PatientStorage:
    return PatientStorage(patience=100, most=3, clock=clock)


def save(storage, name: str) -> Session:
    session = Session(name)
    storage.save(Info(session))
    return session


def test_a_session_can_be_taken_up_until_its_time_is_over(storage, clock):
    session = save(storage, "a")
    clock.now = 99.9
    assert storage.get("a").session is session
    clock.now = 100.0
    assert storage.get("a") is None


def test_a_session_that_nobody_took_up_is_ended_once_and_emptied(storage, clock):
    session = save(storage, "a")
    clock.now = 101.0
    assert storage.sweep() == 1
    assert (session.ended, session.session_state) == (1, {})
    assert storage.sweep() == 0


def test_a_session_taken_up_is_neither_ended_nor_emptied(storage, clock):
    session = save(storage, "a")
    storage.delete("a")
    clock.now = 1000.0
    assert storage.sweep() == 0
    assert (session.ended, session.session_state) == (0, {"picture": b"..."})


def test_leaving_again_starts_the_time_anew(storage, clock):
    session = save(storage, "a")
    clock.now = 60.0
    storage.save(Info(session))
    clock.now = 120.0
    assert storage.get("a").session is session
    assert session.ended == 0


def test_the_oldest_goes_when_there_are_too_many(storage):
    sessions = [save(storage, name) for name in "abcd"]
    assert [session.ended for session in sessions] == [1, 0, 0, 0]
    assert [info.session.id for info in storage.list()] == ["b", "c", "d"]


def test_an_unknown_session_is_none_and_cannot_be_deleted(storage):
    assert storage.get("never") is None
    with pytest.raises(KeyError):
        storage.delete("never")


def test_a_session_that_comes_back_searches_no_modules(storage):
    session = save(storage, "a")
    session.register_file_watchers()
