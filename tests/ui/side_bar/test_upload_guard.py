"""What a browser says of files that it kept back, read with suspicion."""

from hypothesis import given
from hypothesis import strategies as some

from tests.ui.grid.test_number_grid import NONSENSE
from ui.side_bar.upload_guard import refused
from ui.visit import notes
from ui.visit.notes import shown_name


@given(NONSENSE, NONSENSE)
def test_nonsense_names_no_file(nonsense: object, other: object) -> None:
    for message in (nonsense, {"files": nonsense}, {"files": [{"name": other, "size": nonsense}]}):
        place, files = refused(message)
        assert place in (notes.TOP, notes.BATCH)
        assert all(isinstance(name, str) and 0 < size < 2**53 for name, size in files)


def test_no_more_files_than_are_told_of() -> None:
    file = {"name": "a", "size": 1e9}
    assert refused({"batch": True, "files": [file] * 100}) == (notes.BATCH, [("a", 10**9)] * 4)


@given(some.text(max_size=100))
def test_a_name_is_shown_as_text_and_nothing_else(name: str) -> None:
    shown = shown_name(name)
    assert 1 <= len(shown) <= 40
    assert not set(shown) & set("`<>[]!$:*\\/\n\r\0\u202e#|&")
