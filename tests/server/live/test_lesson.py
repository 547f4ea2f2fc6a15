"""A class from its first step to its end, at two servers that share a store."""

import pytest

from benchmarks.plain_http import Http
from tests.server.live.conftest import scene

BOOK = "in=book&pad=0&f=book&b=1.0"


def test_everybody_is_where_the_teacher_is(place):
    async def play(room):
        teacher = await room.teacher(page="matmul", link="stride=2", step=3, picture="bare")
        near, far = await room.student(0), await room.student(1)
        for student in (near, far):
            assert student.state["place"]["page"] == "matmul"
            assert student.state["place"]["picture"] == "bare"
            assert student.state["step"]["step"] == 3
        await teacher.until(lambda state: state["present"] == 2)
        await teacher.say("step", step=4, filter=1, point={"panel": "out", "cell": [0, 1]})
        for student in (near, far):
            await student.until(lambda state: state["step"]["step"] == 4)
            assert student.state["step"]["point"] == {"panel": "out", "cell": [0, 1]}
        await teacher.say("place", page="backward", link=BOOK, step=0, filter=0)
        for student in (near, far):
            await student.until(lambda state: state["place"]["page"] == "backward")
            assert student.state["place"]["link"] == BOOK
            assert student.state["step"]["point"] is None
        # who drives is not told where it is
        assert not {"place", "step"} & {told["kind"] for told in teacher.heard}

    scene(place, play, servers=2)


def test_who_roams_is_left_alone_until_called(place):
    async def play(room):
        teacher = await room.teacher()
        roaming, following = await room.student(1), await room.student(1)
        await roaming.say("roam", on=True)
        await roaming.say("ping")
        await roaming.hear("pong")
        await teacher.say("step", step=2, filter=0)
        await following.until(lambda state: state["step"]["step"] == 2)
        assert roaming.state["step"]["step"] == 0
        await teacher.say("eyes", on=True)
        await roaming.until(lambda state: state["eyes"])
        await teacher.say("call")
        await roaming.hear("called", calls=1)
        told = await roaming.hear("state")
        assert (told["roam"], told["calls"], told["step"]["step"]) == (False, 1, 2)
        await roaming.say("roam", on=True)
        await teacher.say("step", step=5, filter=0)
        await following.until(lambda state: state["step"]["step"] == 5)
        await roaming.say("roam", on=False)
        assert (await roaming.hear("state"))["step"]["step"] == 5

    scene(place, play, servers=2)


def test_two_votes_on_a_cell(place):
    # the book's layer: out[0,0,0,0] is 16, and 15 without its bias
    async def play(room):
        teacher = await room.teacher(link=BOOK)
        anna = await room.student(0)
        ben = await room.student(1, language="ja")
        carl = await room.student(1)
        await teacher.say("ask", cell="out[0,0,0,0]")
        for student in (anna, ben, carl):
            await student.until(lambda state: state["question"])
            asked = student.state["question"]
            assert (asked["id"], asked["vote"], asked["state"]) == (1, 1, "open")
            assert asked["yours"] == [None, None]
        assert (await anna.answer(" １６ "))["text"] == "16"
        assert (await ben.answer("15"))["accepted"]
        assert (await carl.answer("I do not know"))["reply"] == "unread"
        assert (await carl.answer("99"))["accepted"]
        await teacher.until(lambda state: state["question"].get("answered") == 3)
        await teacher.say("close")
        await carl.until(lambda state: state["question"]["state"] == "closed")
        assert (await carl.answer("16")) == {
            "kind": "ack", "question": 1, "vote": 1, "accepted": True, "text": "99",
        }  # fmt: skip
        for tab in room.tabs:  # until now nobody got a tally
            for told in [*tab.heard, tab.state]:
                assert not {"bars", "right"} & set(told.get("question") or {})
        await teacher.say("talk")
        await ben.until(lambda state: state["question"]["state"] == "talk")
        await teacher.say("again")
        for student in (anna, ben, carl):
            await student.until(lambda state: state["question"]["vote"] == 2)
        await anna.answer("16")
        await ben.answer("32/2")
        await teacher.say("close")
        await teacher.say("show", what="bars")
        for tab in (teacher, anna, ben, carl):
            await tab.until(lambda state: state["question"]["state"] == "shown")
            shown = tab.state["question"]
            counts = [(bar["mistake"], bar["first"], bar["second"]) for bar in shown["bars"]]
            assert counts[0] == ("right", 1, 2)
            assert sorted(counts[1:]) == [("bias", 1, 0), ("other", 1, 0)]
            assert "right" not in shown
        assert anna.state["question"]["yours"] == [{"text": "16"}, {"text": "16"}]
        await teacher.say("show", what="answer")
        for tab in (teacher, anna, ben, carl):
            await tab.until(lambda state: state["question"]["shows"] == "answer")
            assert tab.state["question"]["right"] == "16"
        first, second = ben.state["question"]["yours"]
        assert (first["mistake"], second["mistake"]) == ("bias", "right")
        assert any("\u3040" <= mark <= "\u30ff" for mark in first["said"][-1])
        assert carl.state["question"]["yours"][1] is None
        assert carl.state["question"]["yours"][0]["mistake"] == "other"
        named = [bar["name"] for bar in ben.state["question"]["bars"]]
        assert named[0] is None
        assert any(any("\u3040" <= mark <= "\u30ff" for mark in name or "") for name in named)

        # what was shown stands when the page is loaded again, and the CSV says it all
        again = await room.student(0, key=carl.key)
        assert again.state["question"] == carl.state["question"]
        http = Http(room.urls[1])
        path = f"/class/csv?room={teacher.room}"
        token = {"Authorization": f"Bearer {teacher.token}"}
        answer = await http.ask("POST", path, headers=token)
        assert answer.body.decode().splitlines() == [
            "number,question,answer,mistake,vote",
            '1,"out[0,0,0,0]",15,bias,1',
            '1,"out[0,0,0,0]",16,right,1',
            '1,"out[0,0,0,0]",16,right,2',
            '1,"out[0,0,0,0]",32/2,right,2',
            '1,"out[0,0,0,0]",99,other,1',
        ]
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        body = f"token={teacher.token}".encode()
        assert (await http.ask("POST", path, body, form)).body == answer.body
        assert (await http.ask("POST", f"{path}&token={teacher.token}")).status == 403

        await teacher.say("end")
        for tab in (teacher, anna, ben, carl, again):
            await tab.hear("ended")
            assert await tab.gone() == 1000
        assert (await http.ask("POST", path, headers=token)).status == 403

    scene(place, play, servers=2)


def test_a_question_that_opens_takes_the_class_to_its_place(place):
    async def play(room):
        teacher = await room.teacher(link=BOOK, step=2)
        student = await room.student(1)
        await teacher.say("ask", cell="col.shape")
        await teacher.until(lambda state: state["question"])
        assert (await teacher.ask("step", step=3, filter=0))["code"] == "asking"
        moved = {"page": "matmul", "link": "", "step": 0, "filter": 0}
        assert (await teacher.ask("place", **moved))["code"] == "asking"
        await teacher.say("step", step=2, filter=0, point=[1])  # pointing shows nothing
        await student.until(lambda state: state["step"]["point"] == [1])
        await teacher.say("close")
        await teacher.say("place", **moved)
        await student.until(lambda state: state["place"]["page"] == "matmul")
        await teacher.say("again")
        for tab in (teacher, student):
            await tab.until(lambda state: state["question"]["vote"] == 2)
            await tab.until(lambda state: state["place"]["page"] == "slide")
            assert (tab.state["place"]["link"], tab.state["step"]["step"]) == (BOOK, 2)
        assert (await student.answer("(4, 9)"))["text"] == "4x9"

    scene(place, play, servers=2)


def test_everything_on_the_stage_can_be_taken_back(place):
    async def play(room):
        teacher = await room.teacher(link=BOOK)
        student = await room.student(1)
        assert not teacher.state["undo"]
        await teacher.say("eyes", on=True)
        await teacher.say("ask", cell="out_h")
        await student.until(lambda state: state["question"])
        await student.answer("2")
        await teacher.say("close")
        await student.until(lambda state: state["question"]["state"] == "closed")
        await teacher.say("undo")
        await student.until(lambda state: state["question"]["state"] == "open")
        assert (await student.answer("3"))["text"] == "2"
        await teacher.say("undo")
        await student.until(lambda state: state["question"] is None)
        await teacher.say("undo")
        await student.until(lambda state: not state["eyes"])
        await teacher.until(lambda state: not state["undo"])
        assert (await teacher.ask("undo"))["code"] == "undo"
        # a question that was taken back is no part of the CSV
        answer = await Http(room.urls[0]).ask(
            "POST", f"/class/csv?room={teacher.room}",
            headers={"Authorization": f"Bearer {teacher.token}"},
        )  # fmt: skip
        assert answer.body.decode().splitlines() == ["number,question,answer,mistake,vote"]

    scene(place, play, servers=2)


@pytest.mark.parametrize(
    ("code", "leads"), [("{room}", "/matmul?room={room}"), ("QQQQQ", "/?room=QQQQQ")]
)
def test_the_short_address_leads_to_the_page_of_the_class(tmp_path, code, leads):
    async def play(room):
        teacher = await room.teacher(page="matmul")
        path = code.format(room=teacher.room.lower())
        answer = await Http(room.urls[0]).get(f"/j/{path}")
        assert answer.status == 307
        assert answer.headers["location"] == leads.format(room=teacher.room)

    scene(str(tmp_path / "classes.sqlite3"), play)
