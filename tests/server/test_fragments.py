"""A change has those parts of the page drawn in which it shows, and no others."""

import json
from io import BytesIO

import pytest
from PIL import Image
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.tab import Tab
from tests.server.conftest import assert_unharmed, play
from tests.ui.component.messages import unpack
from ui import lessons

SIDE_BAR = 1  # the first number of a delta's path
FOLDED = {"Batch: N = 1", "Code for this lesson"}
PICTURES = {page.address: page.picture for page in lessons.PAGES.values() if page.picture}
"""Page -> key of the component that it is about."""
PAGES = [page for page, picture in PICTURES.items() if picture == "stage"]


class Listener(Tab):
    """A tab that notes what is drawn."""

    def __init__(self, base: str, query: str) -> None:
        super().__init__(base, query, watch=self._note)
        self.drawn: list[int] = []
        self.labels: set[str] = set()
        self.runs = 0

    def _note(self, data: bytes) -> None:
        message = ForwardMsg.FromString(data)
        self.runs += message.WhichOneof("type") == "new_session"
        if message.metadata.delta_path:
            self.drawn.append(message.metadata.delta_path[0])
        element = message.delta.new_element
        if kind := element.WhichOneof("type"):
            self.labels.add(getattr(getattr(element, kind), "label", ""))
        self.labels.add(message.delta.add_block.expandable.label)

    async def settle(self, step: int, filter_: int = 0) -> None:
        self.forget()
        await self.say("stage", json.dumps({"settled": {"step": step, "filter": filter_}}))
        await self.quiet()

    def forget(self) -> None:
        self.drawn.clear()
        self.labels.clear()
        self.runs = 0


@pytest.mark.parametrize("page", PAGES)
def test_a_step_at_rest_leaves_the_side_bar_alone_and_another_filter_reaches_it(server, page):
    async def scene() -> None:
        tab = Listener(server.url, "f=identity~box")
        await tab.open()
        await tab.go(page)
        for step in (3, 13, 23, 33):  # until nobody expects what earlier tests have seen
            await tab.settle(step)
        assert "step=33" in tab.query
        assert tab.drawn
        assert SIDE_BAR not in tab.drawn
        await tab.settle(7, filter_=1)
        assert "filter=1" in tab.query
        assert SIDE_BAR in tab.drawn
        assert tab.value("Preset") == "Box blur"
        assert_unharmed(tab)
        await tab.close()

    play(scene())


LAYER = {"Filter height", "Stride", "Padding"}
PICTURE = {"Stage size", "Colour"}
CHANGES = [
    # widget, value and another, what is drawn beside the stage, what is not
    ("Padding", 0, 2, set(), {"Input", "Preset"} | LAYER | PICTURE | FOLDED),
    ("Filter width", 5, 4, {"Preset"}, {"Input"} | LAYER | PICTURE | FOLDED),
    ("Filters", 2, 3, {"Preset"}, {"Input"} | LAYER | PICTURE | FOLDED),
    ("Preset", "Box blur", "Sharpen", {"Preset"}, {"Input"} | LAYER | PICTURE | FOLDED),
    ("Stage size", 12, 20, set(), {"Input", "Preset"} | LAYER | PICTURE | FOLDED),
    # a filter has less room, and a small input is edited as numbers
    ("Stage size", 4, 9, LAYER | PICTURE, {"Input", "Preset"} | FOLDED),
    ("Colour", "RGB", "Grey", {"Preset"}, {"Input"} | LAYER | PICTURE | FOLDED),
    # padding follows where it is “same”, and one number says it where all sides have as much
    ("Filter height", 3, 5, LAYER, {"Input"} | PICTURE | FOLDED),
    ("Input", "Photo: rocket", "Photo: cat", {"Input", "Preset"} | LAYER | PICTURE, set()),
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_change_is_drawn_where_it_shows(server, page):
    async def scene() -> None:
        tab = Listener(server.url, "")
        await tab.open()
        await tab.go(page)
        for label, value, other, drawn, left in CHANGES:
            same = label == "Filter height"
            if same:
                await tab.change("Padding “same”", True)
            before, usual = b"", tab.value(label)
            for one in (other, value, other, value):
                # the last of them: nobody expects any more what earlier tests have seen
                before = tab.component("stage").bytes
                tab.forget()
                await tab.change(label, one)
                await tab.quiet()
            assert drawn <= tab.labels, label
            assert not left & tab.labels, label
            assert tab.component("stage").bytes != before, label
            await tab.change(label, usual)
            if same:
                await tab.change("Padding “same”", False)
        assert_unharmed(tab)
        await tab.close()

    play(scene())


@pytest.mark.parametrize("page", PAGES)
def test_who_moves_what_others_have_moved_waits_for_one_run(server, page):
    """The very first move of all does not know where it shows before it is made."""

    async def scene() -> None:
        tab, neighbour = Listener(server.url, ""), Listener(server.url, "")
        await neighbour.open()
        await tab.open()
        await tab.go(page)
        for label, value, other in [
            ("Padding", 0, 2), ("Filter width", 5, 4), ("Filters", 2, 3),
            ("Preset", "Box blur", "Sharpen"),
        ]:  # fmt: skip
            await neighbour.change(label, value)
            await neighbour.quiet()
            tab.forget()
            for one in (value, other):
                await tab.change(label, one)
                await tab.quiet()  # what comes before a run has quite ended is not foreseen
            assert (label, tab.runs) == (label, 2)
        assert {"Filter width", "Stride"}.isdisjoint(tab.labels)
        for one in (tab, neighbour):
            assert_unharmed(one)
            await one.close()

    play(scene())


def test_a_photograph_is_drawn_alone_unless_the_next_change_shall_end_its_pass(server):
    """A run that draws a part comes to its end, whatever else is wanted meanwhile."""
    file = BytesIO()
    Image.new("L", (1250, 801), 70).save(file, "PNG")

    async def scene() -> None:
        tab = Listener(server.url, "")
        await tab.open()
        await tab.go("photo")

        async def pads(padding: int) -> set[int]:
            before = tab.component("viewer").bytes
            tab.forget()
            await tab.change("Padding", padding)
            await tab.quiet()
            assert tab.component("viewer").bytes != before
            return set(tab.drawn)

        for padding in (2, 3, 4, 5):  # until nobody expects what earlier tests have seen
            drawn = await pads(padding)
        assert SIDE_BAR not in drawn
        await tab.upload("Upload an image", "large.png", file.getvalue())
        assert SIDE_BAR in await pads(6)
        assert unpack(tab.component("viewer").bytes)[0]["size"] == [801, 1250]
        await tab.change("Input", "Photo: rocket")
        await tab.quiet()
        assert SIDE_BAR not in await pads(7)
        assert_unharmed(tab, "viewer")
        await tab.close()

    play(scene())


def test_a_change_in_an_unknown_part_is_answered(server):
    """So asks a tab that has outlived the server that drew it."""

    async def scene() -> None:
        tab = Listener(server.url, "")
        await tab.open()
        before = tab.component("stage").bytes
        tab.set("Padding", 0)
        message = tab.rerun_message()
        message.rerun_script.fragment_id = "0123456789abcdef"
        await tab.ask(message)
        await tab.quiet()
        assert tab.component("stage").bytes != before
        assert_unharmed(tab)
        await tab.close()

    play(scene())


@pytest.mark.parametrize("page", PICTURES)
def test_the_whole_page_shows_what_its_parts_have_shown(server, page):
    """Nothing that a change has made different, or has taken away, is left standing."""

    async def scene() -> None:
        tab = Listener(server.url, "")
        await tab.open()
        await tab.go(page)
        picture = PICTURES[page]
        for label, value in [
            ("Filter height", 5), ("Filters", 3), ("Padding", 4), ("Stage size", 9),
            ("Dilation", 2), ("Preset", "Sharpen"), ("Height and width apart", True),
            ("Padding “same”", True), ("Filter width", 2), ("Colour", "RGB"),
            ("Padding “same”", False), ("Height and width apart", False),
            ("Stride", 3), ("Filters", 2),
        ]:  # fmt: skip
            await tab.change(label, value)
            in_parts = shown(tab, picture)
            await tab.rerun()
            assert in_parts == shown(tab, picture), (label, value)
        assert_unharmed(tab, picture)
        await tab.close()

    play(scene())


def shown(tab: Tab, key: str) -> dict[str, object]:
    """The numbers of the picture, all texts, and what each widget shows within which bounds."""
    picture = tab.component(key).bytes
    # the header also says where the film stands; the numbers begin at a multiple of 8 behind it
    numbers = -(-(4 + int.from_bytes(picture[:4], "little")) // 8) * 8
    found: dict[str, object] = {"picture": picture[numbers:], "texts": sorted(tab.texts())}
    for element in tab.elements.values():
        label = getattr(element, "label", "")
        kind = type(element).__name__
        if kind == "Slider":
            found[label] = tab.value(label), element.min, element.max, element.disabled
        elif kind in ("Checkbox", "ButtonGroup", "Selectbox"):
            found[label] = tab.value(label)
    return found
