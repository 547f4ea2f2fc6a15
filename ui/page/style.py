"""The style of every page, around what Streamlit draws by itself."""

from ui.page import forced_colours

# Streamlit keeps 80 px free on both sides; on a projector that space belongs to the stage.
_PAGE = """
[data-testid="stMainBlockContainer"] { padding: 3.6rem 2rem 2rem; }
[data-testid="stSidebarUserContent"] { padding-top: 0; }
[data-testid="stSidebar"] [data-testid="stVerticalBlock"] { gap: 0.6rem; }
[class*="st-key-code_"] { display: none; }
/* with nothing to say they take no room, and no gap either */
[data-testid="stLayoutWrapper"]:has(> .st-key-notes):not(:has([data-testid="stAlert"])) {
  position: absolute;
}
/* a picture keeps its room while it is on its way, so that what stands below does not jump */
:is(.st-key-stage, .st-key-viewer):not([data-drawn]) { min-height: calc(100dvh - 12rem); }
[class*="st-key-pairs-"] {
  display: grid; grid-template-columns: 1fr 1fr; gap: 0.6rem 1rem; align-items: end;
}
/* small words on a tint of their own colour: the accent is too dark there for a dark page */
button[data-selected]:not([data-disabled]):is(
  [data-variant="segmented_control"], [data-variant="pills"]
) {
  color: light-dark(#0F6B74, #6CC5CD);
}
/* Japanese is broken between phrases; where a browser cannot, between letters as ever */
:lang(ja):not(pre, pre *) { word-break: auto-phrase; line-break: strict; }
/* Streamlit lets 60 % of the ink through */
[data-testid="stCaptionContainer"] { opacity: 0.75; }
/* what is lost is said by the picture, in the visitor's language (ui/stage/lost.js) */
[data-testid="stStatusWidget"]:has([data-testid="stConnectionStatus"]),
:root:has([data-testid="stConnectionStatus"]) [data-testid="stDialog"] { visibility: hidden; }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 3.6rem 0.8rem 1rem; }
  button[data-variant="segmented_control"] { padding-inline: 0.6rem; }
}
"""

_QUESTIONS = """
/* room for two lines, so that an answer moves nothing */
.st-key-try { min-height: 2.7rem; margin-block: -0.4rem; gap: 0.5rem; flex-wrap: nowrap; }
.st-key-try [data-testid="stMarkdownContainer"] p { font-size: 0.9rem; line-height: 1.35; }
.st-key-try > :first-child { flex: 1 1 0; min-width: 0; }
.st-key-try > :not(:first-child) { flex: none; }
.st-key-try button { min-height: 2.25rem; white-space: nowrap; }
/* an arrow says it to the eye, its name to who listens */
:is(.st-key-w-try_previous, .st-key-w-try_next) button { padding-inline: 0.5rem; }
:is(.st-key-w-try_previous, .st-key-w-try_next) button p {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
@media (max-width: 1100px) { .st-key-try { min-height: 4.9rem; } }
@media (max-width: 640px) {
  .st-key-try { flex-wrap: wrap; min-height: 0; gap: 0.3rem 0.5rem; }
  .st-key-try > :first-child { flex: 1 0 100%; min-height: 4.9rem; }
  .st-key-try > :last-child { margin-left: auto; }
}
"""

STYLE = f"<style>{_PAGE}{_QUESTIONS}</style>{forced_colours.STYLE}"
