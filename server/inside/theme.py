"""The theme, spelled once."""

from __future__ import annotations

from functools import lru_cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


def keep_theme() -> None:
    """Keep Streamlit from reading the theme's two hundred settings anew for every run.

    They cannot change while the server runs, and take a tenth of what a change of the lesson costs.
    """
    spell = app_session._populate_theme_msg

    @lru_cache
    def spelled(section: str) -> CustomThemeConfig:
        message = CustomThemeConfig()
        spell(message, section)
        return message

    def spell_again(msg: CustomThemeConfig, section: str = "theme") -> None:
        msg.MergeFrom(spelled(section))

    app_session._populate_theme_msg = spell_again
