"""What a visitor reads when a page fails; the details are Streamlit's to log."""

from __future__ import annotations

import streamlit as st
from streamlit.logger import get_logger

from lesson.state import LANGUAGES
from lesson.vocabulary import vocabulary
from ui.visit import session

_LOG = get_logger(__name__)


def show_error(error: Exception) -> bool:
    """Show a friendly sentence in the visitor's language in place of the exception.

    Returns
    -------
    handled : bool
        Always True: the browser learns nothing else.
    """
    st.error(_sentence())
    return True


def _sentence() -> str:
    try:
        return session.words()("app.crash")
    except Exception:
        # the lesson itself may be what failed; the visitor still gets a sentence
        _LOG.exception("No words for a visitor whose page failed.")
        return vocabulary(LANGUAGES[0])("app.crash")
