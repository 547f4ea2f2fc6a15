"""Where a visitor's own few colours take the place of the page's.

Browsers then drop backgrounds and shadows, and Streamlit draws sliders, switches, choices and the
ring of the focus with nothing else. The stage, the viewer and the grid have rules of their own.
"""

STYLE = """<style>
@media (forced-colors: active) {
  [data-testid="stSlider"] [data-orientation] > div:first-child:empty { background: CanvasText; }
  [data-testid="stSlider"] [data-rac]:has(> div > input) { background: Highlight; }
  [data-testid="stCheckbox"] label > span + div { outline: 1px solid CanvasText; }
  [data-testid="stCheckbox"] label > span + div > div { background: CanvasText; }
  [data-testid="stCheckbox"] label:has(:checked) > span + div { background: Highlight; }
  [data-testid="stCheckbox"] label:has(:checked) > span + div > div { background: Canvas; }
  [data-testid="stRadioOption"]:has(:checked) > span + div > div > div { background: Highlight; }
  button[data-selected]:not([data-disabled]) {
    forced-color-adjust: none; color: HighlightText !important; background: Highlight !important;
  }
  [data-testid="stMain"]:focus-visible { outline: 3px solid Highlight; outline-offset: -3px; }
  [data-testid="stApp"] :is(a, button, summary):focus-visible,
  [data-testid="stApp"] :is(label, [data-rac]):has(> :is(span, div) > input:focus-visible) {
    outline: 3px solid Highlight; outline-offset: 2px;
  }
}
</style>"""
