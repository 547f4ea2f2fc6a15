"""What a measurement may leave out, and that nothing else is."""

from types import SimpleNamespace

import pytest

from server.inside import install as inside
from server.inside.install import SAVES_TIME, WITHOUT, install, names_left_out


@pytest.fixture
def placed(monkeypatch):
    """What `install` has put in place, by name, in a server that is none."""
    names: list[str] = []
    runtime = SimpleNamespace(
        _session_mgr=SimpleNamespace(), media_file_mgr=None, handle_backmsg=None
    )
    monkeypatch.setattr("streamlit.runtime.Runtime.instance", lambda: runtime)
    monkeypatch.setattr(inside, "never_ask_for_public_address", lambda: names.append("address"))
    monkeypatch.setattr(inside, "guard", lambda _: names.append("guard"))
    deputy = SimpleNamespace(take_over=lambda: names.append("downloads"))
    monkeypatch.setattr(inside, "PatientDownloads", lambda _: deputy)
    saving = {name: lambda _, name=name: names.append(name) for name in SAVES_TIME}
    monkeypatch.setattr(inside, "SAVES_TIME", saving)
    return names


@pytest.mark.parametrize(
    "left_out", ["", "theme", "wakeups,foresight", "theme, wakeups, foresight"]
)
def test_all_is_put_in_place_but_what_a_measurement_leaves_out(monkeypatch, placed, left_out):
    monkeypatch.setenv(WITHOUT, left_out)
    install()
    saving = [name for name in ("theme", "wakeups", "foresight") if name not in left_out]
    assert placed == ["address", "guard", "downloads", *saving]


@pytest.mark.parametrize("told", ["guard", "themes", "theme wakeups"])
def test_another_name_is_refused_with_those_there_are(told):
    with pytest.raises(ValueError, match="theme, wakeups, foresight"):
        names_left_out(told)
