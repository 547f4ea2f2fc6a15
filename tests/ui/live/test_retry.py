"""A connection that was lost: tried again soon, later less often, and never by all at once."""

import json

from tests.node import run_script
from ui.live.component import FOLDER


def waits(expression):
    text = (FOLDER / "retry.js").read_text(encoding="utf-8")
    return json.loads(run_script(f"{text}\nconsole.log(JSON.stringify({expression}));"))


def test_the_wait_grows_and_has_an_end():
    longest = waits("[...Array(40).keys()].map((attempt) => waitFor(attempt, 1))")
    assert longest == sorted(longest)
    assert longest[0] <= 500
    assert longest[20] >= 20 * longest[0]
    assert longest[-1] == longest[20] <= 15_000


def test_three_hundred_come_back_spread_over_the_wait():
    drawn = waits("[...Array(300).keys()].map((one) => waitFor(4, one / 299))")
    assert max(drawn) >= 3 * min(drawn) > 0
    per_tenth = [0] * 10
    for wait in drawn:
        share = (wait - min(drawn)) / (max(drawn) - min(drawn))
        per_tenth[min(9, int(10 * share))] += 1
    assert max(per_tenth) <= 45
