"""Texts under short codes: bounded, forgotten after a day, shared by processes."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from store.codes import ALPHABET
from store.kept_texts import KeptTexts, TooLong
from tests.conftest import REPO


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "store.sqlite3"


def test_the_same_text_has_the_same_code(path):
    kept = KeptTexts(path)
    first = kept.keep("in=book")
    assert kept.keep("in=book") == first
    assert kept.keep("in=ramp") != first
    assert set(first) <= set(ALPHABET)
    assert not set("O0I1") & set(ALPHABET)


def test_a_text_is_forgotten_a_day_after_it_was_last_kept(path):
    clock = [1000.0]
    kept = KeptTexts(path, now=lambda: clock[0])
    code = kept.keep("in=book")
    clock[0] += 80_000
    kept.keep("in=book")
    clock[0] += 86_399
    assert kept.read(code) == "in=book"
    clock[0] += 1
    assert kept.read(code) is None


def test_no_more_are_kept_than_there_is_room_for(path):
    clock = [0.0]
    kept = KeptTexts(path, most=3, now=lambda: clock[0])
    codes = []
    for number in range(5):
        clock[0] += 1
        codes.append(kept.keep(f"step={number}"))
    assert [kept.read(code) for code in codes] == [None, None, "step=2", "step=3", "step=4"]


def test_a_text_that_is_too_long_is_refused_with_its_numbers(path):
    kept = KeptTexts(path, longest=10)
    with pytest.raises(TooLong) as refused:
        kept.keep("é" * 6)
    assert (refused.value.length, refused.value.most) == (12, 10)


@pytest.mark.parametrize("code", ["", "A", "AAAAAA", "AA-AA", "O0I1A", "é" * 5, "'; drop"])
def test_what_is_no_code_is_not_looked_up(path, code):
    kept = KeptTexts(path)
    kept.keep("in=book")
    assert kept.read(code) is None


def test_many_at_once_lose_nothing(path):
    kept = KeptTexts(path)
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda n: kept.keep(f"step={n}"), range(40)))
    assert [kept.read(code) for code in codes] == [f"step={n}" for n in range(40)]


def test_another_process_reads_it(path):
    code = KeptTexts(path).keep("in=book")
    program = "import sys, pathlib; from store.kept_texts import KeptTexts as K; "
    program += "print(K(pathlib.Path(sys.argv[1])).read(sys.argv[2]))"
    told = subprocess.run(
        [sys.executable, "-c", program, str(path), code], cwd=REPO, capture_output=True, text=True
    )
    assert told.stdout.strip() == "in=book"
