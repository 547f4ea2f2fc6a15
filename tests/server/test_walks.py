"""Whatever is changed, and in whatever order: the page shows what it would if drawn anew."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from benchmarks.tab import Tab
from tests.server.conftest import assert_unharmed, play
from tests.server.test_fragments import PICTURES, shown

STEPS, LOOK = 28, 7


def wishes(tab: Tab, chance: Random) -> Iterator[tuple[str, Any]]:
    """A change of each control that has a label of its own."""
    labels = Counter(getattr(element, "label", "") for element in tab.elements.values())
    for element in list(tab.elements.values()):
        kind = type(element).__name__
        label = getattr(element, "label", "")
        if labels[label] != 1:
            continue
        if kind == "Slider" and not element.disabled:
            ends = int(element.min), int(element.max)
            yield label, chance.choice([*ends, chance.randrange(*ends, int(element.step))])
        elif kind == "Checkbox" and "photo" not in label:
            yield label, not tab.value(label)
        elif kind == "Selectbox":
            yield label, chance.choice(list(element.options))
        elif kind == "ButtonGroup":
            yield label, chance.choice([option.content for option in element.options])


@pytest.mark.parametrize(("page", "picture"), PICTURES.items())
def test_parts_that_were_left_alone_show_what_they_would_if_drawn(server, page, picture):
    async def scene() -> None:
        chance = Random(page)  # each page another walk
        tab = Tab(server.url)
        await tab.open()
        await tab.go(page)
        made = []
        for step in range(STEPS):
            label, value = chance.choice(list(wishes(tab, chance)))
            made.append((label, value))
            await tab.change(label, value)
            await tab.quiet(0.05)
            if step % LOOK == LOOK - 1:
                in_parts = shown(tab, picture)
                await tab.rerun()
                await tab.quiet(0.05)
                assert in_parts == shown(tab, picture), made[-LOOK:]
        assert len({label for label, _ in made}) > 10
        assert_unharmed(tab, picture)
        await tab.close()

    play(scene())
