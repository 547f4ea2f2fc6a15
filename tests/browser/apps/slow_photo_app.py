"""The photo page with one slider, where a pass at stride 2 takes longer than anyone would wait."""

import streamlit as st

from lesson.worked import Worked
from tests.browser.apps.slow_pass import BEGUN, ENDED
from ui.photo.page import photo_page
from ui.photo.viewer.component import viewer_code
from ui.visit import session

stride = st.slider("Stride", 1, 4)
session.change(stride=(stride, stride))
viewer_code()
for _ in photo_page(Worked(session.current()), session.words()):
    pass
st.html(f"<p data-testid='passes'>begun {BEGUN}, ended {ENDED}</p>")
