"""The first page: every control changes the lesson and the address, and nothing breaks."""

from random import Random
from typing import Any

import numpy as np
import pytest

from lesson.files.samples import sample_bytes
from lesson.inputs import input_planes
from lesson.link.fields import MAX_SEED
from lesson.state import OWN, UPLOAD, Filter, Lesson
from lesson.vocabulary import vocabulary
from tests.pages.visits import Visit

# label -> (a link to start from, what the learner chooses, what the lesson says then, the address)
SHARED: dict[str, Any] = {
    "Input": ({}, "book", {"source": "book"}, {"in": "book"}),
    "Stage size": ({}, 16, {"size": 16}, {"size": "16"}),
    "Filters": (
        {},
        2,
        {"filters": (Filter("sobel_x"), Filter("sobel_y", seed=1))},
        {"f": "sobel_x~sobel_y.1", "b": "0.0_0.0"},
    ),
    "Filter height": ({}, 5, {"FH": 5}, {"fh": "5"}),
    "Filter width": ({}, 2, {"FW": 2}, {"fw": "2"}),
    "Stride": ({}, 3, {"stride": (3, 3)}, {"stride": "3"}),
    "Padding": ({}, 0, {"pad": (0, 0, 0, 0)}, {"pad": "0"}),
    "Dilation": ({}, 2, {"dilation": (2, 2)}, {"dilation": "2"}),
    "Language": ({}, "ja", {"language": "ja"}, {"lang": "ja"}),
}
FURTHER: dict[str, Any] = {
    "Colour": ({}, "rgb", {"colour": "rgb"}, {"colour": "rgb"}),
    "Framing": ({}, "fit", {"framing": "fit"}, {"frame": "fit"}),
    "Values": ({}, "byte", {"scale": "byte"}, {"scale": "byte"}),
    "Preset": ({}, "box", {"filters": (Filter("box"),)}, {"f": "box"}),
    "Padding “same”": ({}, True, {"pad": "same"}, {"pad": "same"}),
    "Show filter": (
        {"f": "box~emboss", "b": "0.0_0.0"},
        "1",
        {"filters": (Filter("box"), Filter("emboss")), "filter": 1},
        {"f": "box~emboss", "b": "0.0_0.0", "filter": "1"},
    ),
    "Groups": (
        {"colour": "rgb", "f": "box~emboss~sharpen", "b": "0.0_0.0_0.0"},
        "3",
        {"colour": "rgb", "filters": tuple(map(Filter, ("box", "emboss", "sharpen"))), "groups": 3},
        {"colour": "rgb", "f": "box~emboss~sharpen", "b": "0.0_0.0_0.0", "groups": "3"},
    ),
    "Stride (width)": ({"stride": "1x2"}, 4, {"stride": (1, 4)}, {"stride": "1x4"}),
    "Dilation (width)": ({"dilation": "2x1"}, 3, {"dilation": (2, 3)}, {"dilation": "2x3"}),
    "Padding top": ({"pad": "0x1x1x1"}, 2, {"pad": (2, 1, 1, 1)}, {"pad": "2x1x1x1"}),
    "Padding bottom": ({"pad": "0x1x1x1"}, 2, {"pad": (0, 2, 1, 1)}, {"pad": "0x2x1x1"}),
    "Padding left": ({"pad": "0x1x1x1"}, 2, {"pad": (0, 1, 2, 1)}, {"pad": "0x1x2x1"}),
    "Padding right": ({"pad": "0x1x1x1"}, 2, {"pad": (0, 1, 1, 2)}, {"pad": "0x1x1x2"}),
}


@pytest.mark.parametrize("label", SHARED | FURTHER)
def test_a_control_changes_the_lesson_and_the_address(label):
    link, value, fields, address = (SHARED | FURTHER)[label]
    visit = Visit(**link)
    visit.set(label, value)
    assert visit.lesson == Lesson(**fields)
    assert visit.address == address
    assert visit.control(label if label != "Language" else "言語").value == value


def test_a_plain_visit_is_the_plain_lesson():
    visit = Visit()
    assert visit.lesson == Lesson()
    assert visit.address == {}
    assert {*SHARED, "Upload an image"} <= visit.labels()
    assert not visit.app.error
    assert not visit.app.warning
    assert not visit.app.toast


def test_a_link_opens_its_lesson_on_every_control():
    visit = Visit(
        **{"in": "rocket", "size": "20", "fh": "5", "fw": "2", "stride": "2", "pad": "3"},
        dilation="2", f="random.7", colour="rgb",
    )  # fmt: skip
    wanted = {
        "Input": "rocket", "Stage size": 20, "Filter height": 5, "Filter width": 2, "Stride": 2,
        "Padding": 3, "Dilation": 2, "Preset": "random", "Colour": "rgb", "Filters": 1,
    }  # fmt: skip
    assert {label: visit.control(label).value for label in wanted} == wanted


def test_height_and_width_apart_and_together_again():
    visit = Visit(stride="2", pad="1")
    assert "Stride (width)" not in visit.labels()
    visit.set("Height and width apart", True)
    visit.set("Stride (width)", 3)
    visit.set("Padding left", 0)
    assert (visit.lesson.stride, visit.lesson.pad) == ((2, 3), (1, 1, 0, 1))
    visit.set("Height and width apart", False)
    assert (visit.lesson.stride, visit.lesson.pad) == ((2, 2), (1, 1, 1, 1))
    assert "Stride (width)" not in visit.labels()


def test_same_padding_switched_off_gives_back_the_padding_before_it():
    visit = Visit(fw="2", pad="3")
    visit.set("Padding “same”", True)
    assert "Padding" not in visit.labels()  # no one number is true: 1, 1, 0, 1
    visit.set("Padding “same”", False)
    assert visit.lesson.pad == (3, 3, 3, 3)
    assert not visit.control("Height and width apart").value
    assert visit.control("Padding").value == 3
    assert "Padding top" not in visit.labels()


def test_the_padding_before_same_may_have_been_uneven():
    visit = Visit(pad="0x1x2x1")
    visit.set("Padding “same”", True)
    visit.set("Padding “same”", False)
    assert visit.lesson.pad == (0, 1, 2, 1)


def test_same_padding_from_a_link_switched_off_is_one_number():
    visit = Visit(fw="2", pad="same")
    visit.set("Padding “same”", False)
    assert visit.lesson.pad == (1, 1, 1, 1)
    assert visit.control("Padding").value == 1
    assert "Padding top" not in visit.labels()


def test_a_padding_that_no_longer_fits_is_not_given_back():
    visit = Visit(**{"in": "book", "pad": "0"})
    visit.set("Padding “same”", True)
    visit.set("Filter height", 7)
    visit.set("Padding “same”", False)
    assert visit.lesson.FH == 7
    assert visit.lesson.pad == (3, 3, 3, 3)


def test_impossible_settings_cannot_be_chosen():
    visit = Visit(**{"in": "book", "pad": "0"})
    assert (visit.control("Filter height").min, visit.control("Filter height").max) == (1, 4)
    assert visit.control("Dilation").disabled
    visit.set("Filter height", 1)
    visit.set("Filter width", 2)
    assert (visit.control("Dilation").min, visit.control("Dilation").max) == (1, 3)
    visit.set("Padding", 2)
    visit.set("Filter width", 7)
    assert visit.control("Padding").min == 2


def test_a_smaller_input_shrinks_the_filter_and_says_so_once():
    visit = Visit(**{"in": "ramp", "pad": "0", "fh": "6"})
    visit.set("Input", "book")
    assert (visit.lesson.FH, visit.lesson.FW) == (4, 3)
    said = vocabulary("en")("notes.shrunk", FH=4, FW=3)
    assert [note.value for note in visit.app.warning] == [said]
    visit.set("Stride", 2)
    assert not visit.app.warning


def test_other_random_numbers():
    visit = Visit(f="random")
    for seed in (1, 2):
        visit.control("Other random numbers").click()
        visit.run()
        assert visit.lesson.filters == (Filter("random", seed=seed),)
    visit = Visit(f=f"random.{MAX_SEED}")
    visit.control("Other random numbers").click()
    visit.run()
    assert visit.lesson.filters == (Filter("random"),)


def test_the_page_in_japanese():
    japanese = vocabulary("ja")
    visit = Visit(lang="ja")
    controls = (
        "input", "upload", "size", "filters", "FH", "FW", "stride", "pad", "dilation", "groups",
    )  # fmt: skip
    assert {japanese(f"controls.{name}") for name in (*controls, "language")} <= visit.labels()
    assert japanese("slide.title") in visit.texts()
    assert vocabulary("en")("slide.title") not in visit.texts()
    assert "⌊(28 + 2·1 − 3) / 1⌋ + 1 = 28" in visit.texts()
    visit.set(japanese("controls.stride"), 2)
    assert visit.lesson == Lesson(language="ja", stride=(2, 2))
    visit.set(japanese("controls.language"), "en")
    assert visit.lesson == Lesson(stride=(2, 2))
    assert vocabulary("en")("slide.title") in visit.texts()


def test_groups_that_no_longer_divide_fall_and_a_note_says_so():
    visit = Visit(colour="rgb", f="box~emboss~sharpen", groups="3")
    assert visit.control("Groups").options == ["1", "3"]
    visit.set("Filters", 4)
    assert visit.lesson.groups == 1
    said = vocabulary("en")("notes.regrouped", FN=4, asked=3, groups=1)
    assert [note.value for note in visit.app.toast] == [said]
    assert visit.control("Groups").options == ["1"]
    assert visit.control("Groups").disabled


def test_nonsense_in_a_link_is_named_in_one_note():
    visit = Visit(**{"in": "nobody", "fh": "99", "step": "x", "stride": "2"})
    said = vocabulary("en")("notes.link_ignored", names="in, fh, step")
    assert [note.value for note in visit.app.warning] == [said]
    assert not visit.app.error
    assert visit.address == {"stride": "2"}
    visit.run()  # it stands until something is changed
    assert [note.value for note in visit.app.warning] == [said]
    visit.set("Stride", 1)
    assert not visit.app.warning


def test_a_picture_that_did_not_travel_is_asked_for():
    visit = Visit(**{"in": "upload", "stride": "2"})
    assert [note.value for note in visit.app.warning] == [vocabulary("en")("notes.picture_missing")]
    assert visit.lesson == Lesson(stride=(2, 2))


ROCKET = ("rocket.jpg", sample_bytes("rocket"), "image/jpeg")


def test_an_uploaded_picture_is_the_input():
    visit = Visit(size="12", colour="rgb", step="9")
    visit.set("Upload an image", ROCKET)
    assert visit.lesson.source == UPLOAD
    np.testing.assert_array_equal(
        input_planes(visit.lesson),
        input_planes(Lesson(source="rocket", size=12, colour="rgb")),
    )
    assert "640\xa0×\xa0427 pixels; on the stage 12\xa0×\xa012\xa0cells" in visit.app.toast[0].value
    visit.set("Stage size", 5)
    np.testing.assert_array_equal(
        input_planes(visit.lesson), input_planes(Lesson(source="rocket", size=5, colour="rgb"))
    )
    visit.set("Input", "book")
    assert visit.lesson.numbers is None
    visit.set("Input", UPLOAD)
    assert input_planes(visit.lesson).shape == (3, 5, 5)
    visit.set("Upload an image", None)
    assert visit.lesson.source == UPLOAD


def test_a_link_with_a_picture_opens_to_it_without_the_file():
    first = Visit(size="8")
    first.set("Upload an image", ROCKET)
    second = Visit(**first.address)
    assert second.lesson == first.lesson
    assert second.control("Stage size").disabled
    assert "My picture" in second.control("Input").options
    assert not second.app.warning


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("numbers.csv", b"1,2\n3,4.5\n", [[[1, 2], [3, 4.5]]]),
        ("numbers.txt", "1\t−2\n3\t4\n".encode(), [[[1, -2], [3, 4]]]),
    ],
)
def test_numbers_from_a_file(name, data, expected):
    visit = Visit(pad="0", fh="1", fw="1", f="identity")
    visit.set("Upload an image", (name, data, "text/csv"))
    assert visit.lesson.source == OWN
    np.testing.assert_array_equal(input_planes(visit.lesson), expected)
    assert visit.app.toast[0].value == vocabulary("en")("notes.numbers_read", C=1, h=2, w=2)


BROKEN = {
    "text.png": b"hello, this is not a picture",
    "cut.png": sample_bytes("cat")[:5000],
    "phone.heic": bytes.fromhex("0000001c66747970686569630000000068656963") + bytes(99),
    "pickle.npy": b"\x93NUMPY\x01\x00v\x00{'descr': '|O', 'fortran_order': False, 'shape': (1,)}",
    "words.csv": b"one,two\nthree,four\n",
    "empty.png": b"",
}  # fmt: skip


def test_each_broken_file_gives_one_sentence_and_changes_nothing():
    visit = Visit(**{"in": "brick", "stride": "2"})
    before = visit.lesson
    refusals = vocabulary("en").section("refusal").values()
    openings = [text.split("{")[0] for text in refusals]
    for name, data in BROKEN.items():
        visit.set("Upload an image", (name, data, "application/octet-stream"))
        assert visit.lesson == before, name
        (error,) = visit.app.error
        file, said = error.value.split(": ", 1)
        assert file == f"`{name}`"
        assert any(said.startswith(opening) for opening in openings if opening), name
    visit.set("Stride", 1)
    assert not visit.app.error


def test_the_sections_at_the_end():
    visit = Visit(**{"in": "book", "pad": "0", "f": "book"})
    assert not visit.app.code
    visit.unfold("code")
    visit.press("Share")
    spelled = "\n".join(block.value for block in visit.app.code)
    assert "np.pad(x, " in spelled
    assert "import torch" in spelled
    assert "?in=book&f=book&pad=0" in spelled
    assert vocabulary("en")("share.text") in visit.texts()


def test_a_picture_too_large_for_the_link_is_said_to_be():
    visit = Visit(size="64", colour="rgb")
    visit.set("Upload an image", ("cat.png", sample_bytes("cat"), "image/png"))
    visit.press("Share")
    assert vocabulary("en")("share.missing") in visit.texts()


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (
            {"in": "edge", "stride": "2", "pad": "0"},
            "The stride does not divide: no window reads row 5 or column 5 of the input",
        ),
        (
            {"in": "edge", "stride": "3", "pad": "0", "fh": "2"},
            "The stride steps over some and does not divide: "
            "no window reads rows 2, 5 of the input",
        ),
        (
            {"in": "edge", "stride": "3", "pad": "1", "fh": "2"},
            "The stride steps over some and does not divide: "
            "no window reads rows 2, 5 or columns 6, 7 of the padded input",
        ),
        (
            {"in": "edge", "stride": "3", "pad": "1", "fh": "2", "fw": "2"},
            "The stride steps over some: no window reads rows 2, 5 or columns 2, 5 of the padded",
        ),
        (
            {"in": "book", "pad": "0", "fh": "2", "dilation": "3x1"},
            "The dilation steps over some: no window reads rows 1, 2 of the input",
        ),
        (
            {"in": "ramp", "stride": "2", "pad": "0", "dilation": "2"},
            "Stride and dilation step over some",
        ),
        ({"in": "edge", "pad": "0"}, "Every pixel is read by at least one window."),
    ],
)
def test_what_is_never_read_is_said_with_its_cause(link, sentence):
    assert sentence in Visit(**link).texts()


@pytest.mark.parametrize("seed", range(3))
def test_no_walk_through_the_controls_breaks_the_page(seed):
    """A learner turns every knob to its ends, in any order; `Visit.run` checks each page."""
    chance = Random(seed)
    visit = Visit(**{"in": chance.choice(["book", "cat", "digit"])})
    walked = [*SHARED, *FURTHER, "Height and width apart"]
    for _ in range(25):
        visit.run()  # AppTest forgets what stands beside the parts that were drawn last
        label = chance.choice([name for name in walked if name in visit.labels()])
        control = visit.control(label)
        if getattr(control, "disabled", False) or label == "Language":
            continue
        if control.type == "slider":
            value = chance.choice([control.min, control.max, control.min + 1])
        elif control.type == "toggle":
            value = not control.value
        else:
            value = chance.choice(IDS[label])
            if value not in available(visit, label):
                continue
        visit.set(label, value)


IDS = {
    "Input": ["book", "edge", "digit", "ramp", "dot", "cat", "rocket"],
    "Colour": ["grey", "rgb"],
    "Framing": ["crop", "fit"],
    "Values": ["unit", "byte"],
    "Preset": ["identity", "box", "sobel_x", "laplacian", "emboss", "random"],
    "Show filter": ["0", "1", "2"],
}


def available(visit, label):
    """Ids whose names the control shows now."""
    words = vocabulary("en")
    sections = {"Input": "inputs", "Colour": "colours", "Framing": "framings", "Values": "scales"}
    if label == "Show filter":
        return visit.control(label).options
    section = sections.get(label, "presets")
    return [one for one in IDS[label] if words(f"{section}.{one}") in visit.control(label).options]


def test_a_page_that_may_not_use_the_camera_says_why(monkeypatch):
    words = vocabulary("en")
    assert words("controls.camera") in Visit().labels()
    monkeypatch.setattr("ui.side_bar.input.may_use_camera", lambda url: False)
    insecure = Visit()
    assert words("controls.camera") not in insecure.labels()
    assert words("controls.camera_insecure") in insecure.texts()
