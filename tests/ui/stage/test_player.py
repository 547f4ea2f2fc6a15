"""The film's clock: it begins before the first step, explains the first ones, gathers speed."""

import itertools
import json

import pytest

from tests.node import run_script
from ui.stage.component import FOLDER

FILM = """
const player = new Player(() => {});
const log = [];
const tell = () => log.push([player.begun ? player.step : -1, player.progress, player.playing]);
/** Let time pass in frames. */
const pass = (ms) => { for (let at = 0; at < ms; at += 10) player.advance(10); };
"""


def film(script):
    """What a script tells of a player."""
    source = (FOLDER / "player.js").read_text(encoding="utf-8")
    return json.loads(run_script(f"{source}{FILM}{script}\nconsole.log(JSON.stringify(log));"))


def test_before_the_first_step_nothing_is_done():
    script = "player.resize(9); tell(); player.next(); tell(); player.back(); tell();"
    assert film(script) == [[-1, 0, False], [0, 0, False], [-1, 0, False]]


def test_the_first_three_windows_take_two_and_a_half_seconds_each():
    script = """
        player.resize(784); player.play();
        const at = [];
        for (let ms = 0; ms < 60_000; ms += 10) { player.advance(10); at[player.done] ??= ms; }
        log.push(at);
    """
    (at,) = film(script)
    assert at[1] < 50
    for done in (2, 3, 4):
        assert at[done] - at[done - 1] == pytest.approx(2500, abs=20)
    steps = [later - earlier for earlier, later in itertools.pairwise(at[4:200])]
    assert steps[0] <= 1000
    assert all(later <= earlier + 11 for earlier, later in itertools.pairwise(steps))
    assert at[-1] < 60_000  # and the whole film does not take forever
    assert len(at) == 785


def test_row_by_row():
    script = """
        player.resize(12); player.row = 4; player.pace = "row"; player.play();
        pass(20); tell(); pass(900); tell(); pass(900); tell(); pass(900); tell();
    """
    assert film(script) == [[3, 1, True], [7, 1, True], [11, 1, True], [11, 1, False]]


def test_each_pace_is_faster_than_the_one_before():
    done = {}
    for pace in ("slow", "normal", "fast", "row"):
        script = f"""
            player.resize(784); player.row = 28; player.pace = "{pace}"; player.play();
            pass(2000); log.push(player.done);
        """
        (done[pace],) = film(script)
    assert done["slow"] == done["normal"] == 1
    assert 3 < done["fast"] < done["row"] == 3 * 28


def test_from_the_middle_of_a_row_the_row_is_filled_first():
    script = """
        player.resize(12); player.row = 4; player.pace = "row"; player.go(5, { act: false });
        player.play(); pass(20); tell();
    """
    assert film(script) == [[7, 1, True]]


def test_phases_are_stepped_and_a_step_is_done_with_its_last():
    script = """
        player.resize(3); player.phases = [0.2, 0.5, 1];
        for (let at = 0; at < 4; at++) { player.phase(1); pass(3000); tell(); }
        player.phase(-1); tell(); player.phase(-1); tell();
    """
    assert film(script) == [
        [0, 0.2, False], [0, 0.5, False], [0, 1, False], [1, 0.2, False],
        [0, 1, False], [0, 0.5, False],
    ]  # fmt: skip


def test_play_finishes_a_step_that_is_under_way():
    script = """
        player.resize(30); player.phases = [0.5, 1]; player.go(9, { act: false });
        player.phase(1); pass(3000); tell(); player.play(); pass(40); tell(); pass(30_000); tell();
    """
    under_way, soon, end = film(script)
    assert under_way == [10, 0.5, False]
    assert soon[0] == 10
    assert 0.5 < soon[1] < 1
    assert end == [29, 1, False]


def test_playing_at_the_end_begins_anew():
    assert film("player.resize(3); player.go(2, { act: false }); player.play(); tell();") == [
        [-1, 0, True]
    ]


def test_who_wants_no_movement_gets_none():
    script = "player.calm = true; player.resize(3); player.next(); tell();"
    assert film(script) == [[0, 1, False]]


def test_a_tab_that_slept_does_not_fly_through_the_film():
    script = """
        player.resize(784); player.go(300, { act: false }); player.play();
        player.advance(100_000); tell();
    """
    ((step, _, _),) = film(script)
    assert step <= 303


# ---- a step that waits for an answer

ASKED = """
    player.resize(5);
    const open = new Set();
    player.gate = (step) => open.has(step) ? 1 : 0.3;
"""


def test_a_step_comes_to_its_gate_and_waits_there():
    script = f"""{ASKED}
        player.next(); tell(); pass(5000); tell();
        player.go(3, {{ act: false }}); tell();
        player.go(4); pass(5000); tell();
        player.phases = [0.3, 0.6, 1]; player.phase(1); pass(5000); tell();
    """
    assert film(script) == [
        [0, 0, False],
        [0, 0.3, False],
        [3, 0.3, False],
        [4, 0.3, False],
        [4, 0.3, False],
    ]


def test_an_answer_lets_the_step_go_on():
    script = f"""{ASKED}
        player.go(2, {{ act: false }}); open.add(2); player.wait();
        pass(100); log.push([player.progress > 0.3 && player.progress < 1]);
        pass(5000); tell(); player.next(); pass(5000); tell();
        player.back(); tell();
    """
    assert film(script) == [[True], [2, 1, False], [3, 0.3, False], [2, 1, False]]


def test_a_film_stops_at_every_step_and_asks():
    for pace in ("slow", "normal", "fast", "row"):
        script = f"""{ASKED}
            player.row = 2; player.pace = "{pace}";
            player.play(); pass(20_000); tell();
            open.add(player.step); player.wait(); pass(5000); tell();
            player.play(); pass(20_000); tell();
        """
        first = 1 if pace == "row" else 0
        second = 3 if pace == "row" else 1
        assert film(script) == [[first, 0.3, False], [first, 1, False], [second, 0.3, False]], pace


def test_with_reduced_motion_the_answer_is_there_at_once():
    script = f"""{ASKED}
        player.calm = true;
        player.next(); tell(); open.add(0); player.wait(); tell();
        open.clear(); player.wait(); tell();
    """
    assert film(script) == [[0, 0.3, False], [0, 1, False], [0, 0.3, False]]
