"""Where the parts of a page are drawn."""

from ui.visit import fragments


def test_a_change_is_expected_where_those_before_it_showed(monkeypatch):
    monkeypatch.setattr(fragments, "_lately", {})
    assert fragments.usual(["pad"], fragments.LAYER) == {fragments.AREA, fragments.LAYER}
    assert fragments.usual([], fragments.PICTURE) == {fragments.AREA, fragments.PICTURE}
    monkeypatch.setattr(fragments, "_lately", {
        "pad": (frozenset({fragments.AREA}), frozenset({fragments.AREA, fragments.PICTURE})),
        "preset": (frozenset({fragments.FILTER}),),
    })  # fmt: skip
    assert fragments.usual(["pad"], fragments.LAYER) == {fragments.AREA, fragments.PICTURE}
    shown = {fragments.AREA, fragments.PICTURE, fragments.FILTER, fragments.MENU}
    assert fragments.usual(["pad", "preset"], fragments.LAYER) == shown
