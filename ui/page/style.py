"""The style of every page, around what Streamlit draws by itself."""

from ui.component.lean import lean
from ui.page import forced_colours, paper

# Streamlit keeps 80 px free on both sides; on a projector that space belongs to the stage.
_PAGE = """
[data-testid="stMainBlockContainer"] { padding: 3.6rem 2rem 2rem; }
/* what takes the focus is not left behind the bar */
[data-testid="stMain"] { scroll-padding-top: 3.9rem; }
[class*="st-key-code_"], .st-key-courier { display: none; }
/* their container, and its gap */
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-code_"]) { display: none; }
/* a heading to who listens, and to the eye the beginning of its sentence */
.st-key-heading { display: block; line-height: 1.6; }
.st-key-heading :is(div, h1, p):not(:has(> .st-key-share), .st-key-share, .st-key-share *) {
  display: inline;
}
[data-testid="stLayoutWrapper"]:has(> .st-key-share) {
  float: right; width: auto; margin-left: 0.8rem;
}
/* beside the names of the pages, which end before it */
@media (min-width: 768px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-share) {
    position: fixed; inset: 0.85rem 4rem auto auto; z-index: 999991;
  }
}
[role="dialog"] [data-testid="stButtonGroup"] > div { flex-wrap: wrap; }
.st-key-share button { min-height: 2rem; padding: 0 0.7rem; }
.st-key-heading h1 {
  padding: 0; margin-right: 0.35em; font: inherit; font-weight: 700; letter-spacing: 0;
}
.st-key-heading h1::after { content: ":"; }
:lang(ja) .st-key-heading h1::after { content: "："; }
/* the choices of pictures: their room while they are on their way */
[data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > .room) { display: none; }
[class*="st-key-menu-"] { --line: 2.5rem; --laptop: 2.5rem; --phone: 5rem; }
[class*="st-key-menu-matmul-"] { --line: 2rem; --laptop: 2rem; --phone: 4.3rem; }
.st-key-menu-matmul-two { --laptop: 4.5rem; --phone: 6.8rem; }
:is(.st-key-menu-backward-three, .st-key-menu-backward-learn) { --laptop: 5rem; }
.st-key-menu-backward-three { --phone: 7.5rem; }
@media (max-width: 1100px) { [class*="st-key-menu-"] { --line: var(--laptop); } }
@media (max-width: 640px) { [class*="st-key-menu-"] { --line: var(--phone); } }
[class*="st-key-menu-"]:not(:has([data-testid="stButtonGroup"] button)) {
  min-height: var(--line); max-height: var(--line); overflow: hidden;
}
/* one line on a laptop: the picture has the other; what stands before dout pushes it to the end */
:has(+ * > .st-key-dout-choices) { margin-inline-end: auto; }
@media (max-width: 1439px) {
  [class*="st-key-menu-backward-"] [data-testid="stHorizontalBlock"] { gap: 0.5rem; }
  [class*="st-key-menu-backward-"] [data-testid="stButtonGroup"] button { padding-inline: 0.5rem; }
}
.st-key-sets > :first-child { flex: none; max-width: 100%; }
/* with nothing to say they take no room, and no gap either */
[data-testid="stLayoutWrapper"]:has(> .st-key-notes):not(:has([data-testid="stAlert"])) {
  position: absolute;
}
/* nor does what is only to be asked */
[data-testid="stLayoutWrapper"]:has(> [data-testid] > .st-key-courier:only-child) {
  position: absolute;
}
/* the class stands next to the tabs, in a part of its own */
[data-testid="stLayoutWrapper"]:has(> .st-key-tabs)
  + [data-testid="stLayoutWrapper"]:not(:has([class*="st-key-class_bar"])) { position: absolute; }
[data-testid="stLayoutWrapper"]:has(> .st-key-tabs)
  + [data-testid="stLayoutWrapper"]:has([class*="st-key-class_bar"]) {
  position: sticky; top: 3.9rem; z-index: 60; margin-top: 0.4rem;
}
/* what the class is asked must not stand below the picture that hides it */
:root[data-class-asks] .st-key-stage ~ *,
:root[data-class-asks] [data-testid="stLayoutWrapper"]:has(> * > .st-key-stage) ~ * {
  display: none;
}
/* who follows is led: what leads elsewhere gives its room to the picture */
:root[data-class-follows] [data-testid="stLayoutWrapper"]:has(> .st-key-try) { display: none; }
@media (max-width: 640px) {
  :root[data-class-follows] [data-testid="stLayoutWrapper"]:has(
    .st-key-w-backward-view, .st-key-w-matmul-view
  ):has(~ .st-key-stage) { display: none; }
}
/* a picture keeps its room while it is on its way, so that what stands below does not jump */
:is(.st-key-stage, .st-key-viewer, .st-key-listing):not([data-drawn]) {
  min-height: calc(100dvh - 12rem);
}
[class*="st-key-pairs-"] {
  display: grid; grid-template-columns: 1fr 1fr; gap: 0.6rem 1rem; align-items: end;
}
/* small words on a tint of their own colour: the accent is too dark there for a dark page */
button[data-selected]:not([data-disabled]):is(
  [data-variant="segmented_control"], [data-variant="pills"]
) {
  color: light-dark(#0F6B74, #6CC5CD);
}
/* Streamlit shows no focus on these */
[data-testid="stTopNavLink"]:focus-visible, .st-key-tabs a:focus-visible,
:is([data-testid="stRadio"], [data-testid="stCheckbox"]) label:has(> span > input:focus-visible) {
  outline: 3px solid light-dark(#0F6B74, #6CC5CD) !important; outline-offset: -1px;
}
/* white words on it: as there */
[data-testid^="stBaseButton-primary"]:enabled {
  background: light-dark(#0F6B74, #257982); border-color: light-dark(#0F6B74, #257982);
}
/* Japanese is broken between phrases; where a browser cannot, between letters as ever */
:lang(ja):not(pre, pre *) { word-break: auto-phrase; line-break: strict; }
/* Streamlit lets 60 % of the ink through */
[data-testid="stCaptionContainer"] { opacity: 0.75; }
/* said by a caption of its own, where a page has room for it */
[data-testid="stLayoutWrapper"]:has(> .st-key-correlation) { display: none; }
/* Streamlit's own colours of code are too pale on their ground, 2.7 : 1 */
[data-testid="stCode"] pre code .token.token { color: inherit; }
[data-testid="stCode"] pre code .token.comment { color: light-dark(#4F5B66, #B3BDC7); }
[data-testid="stCode"] pre code .token:is(.keyword, .boolean) {
  color: light-dark(#0B5394, #8EC2F7);
}
[data-testid="stCode"] pre code .token:is(.function, .class-name, .builtin) {
  color: light-dark(#6B2F9E, #CDB0F5);
}
[data-testid="stCode"] pre code .token:is(.number, .string) { color: light-dark(#1B6632, #86D49B); }
/* what is said in passing lies over the controls, and over no headline, question or picture */
@media (min-width: 768px) {
  :root:has([data-testid="stSidebar"][data-collapsed="false"]) [data-testid="stToastContainer"] {
    inset: auto auto 0.5rem 0.6rem; width: 17.5rem; max-width: none; padding: 0; margin: 0;
  }
  :root:has([data-testid="stSidebar"][data-collapsed="false"]) [data-testid="stToast"] {
    width: 17.5rem;
  }
}
/* what is lost is said by the picture, in the visitor's language (ui/stage/lost.js) */
[data-testid="stStatusWidget"]:has([data-testid="stConnectionStatus"]),
:root:has([data-testid="stConnectionStatus"]) [data-testid="stDialog"] { visibility: hidden; }
/* Streamlit slides and turns what it opens and closes */
@media (prefers-reduced-motion: reduce) {
  [data-testid="stApp"] :is(*, ::before, ::after) { transition-duration: 1ms !important; }
}
@keyframes more { from { mask-size: 100% 100%; } to { mask-size: 100% calc(100% + 1.2rem); } }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 3.9rem 0.8rem 0.6rem; }
  [data-testid="stMainBlockContainer"] p { font-size: 0.9rem; }
  [data-testid="stMainBlockContainer"] [data-testid="stVerticalBlock"] { gap: 0.5rem; }
  .st-key-heading, [data-testid="stMainBlockContainer"] .st-key-heading p,
  [class*="st-key-told"] [data-testid="stMarkdownContainer"] p {
    font-size: 0.85rem; line-height: 1.35;
  }
  /* what is said of a picture scrolls in its own room; the last line fades while there are more */
  [class*="st-key-told"] {
    max-height: 4.7rem; overflow-y: auto; gap: 0.2rem !important;
    mask: linear-gradient(#000 calc(100% - 1.2rem), transparent) no-repeat;
    mask-size: 100% calc(100% + 1.2rem);
    animation: more linear; animation-timeline: scroll(self);
  }
  [data-testid="stLayoutWrapper"]:has(> .st-key-correlation) { display: flex; }
  [data-testid="stMainBlockContainer"]:has(.st-key-learning) [class*="st-key-told"] {
    max-height: 3.55rem;
  }
  /* the rate and what comes of it in one line, the name of the one above both */
  .st-key-learning { flex-wrap: nowrap; gap: 0.8rem; }
  .st-key-learning > :first-child { flex: 1 1 0; min-width: 0; }
  .st-key-learning > :last-child { flex: none; }
  .st-key-learning [data-testid="stSliderTickBar"] { display: none; }
  .st-key-learning [data-testid="stSlider"] { margin-bottom: -0.7rem; }
  .st-key-learning [data-testid="stWidgetLabel"] p { white-space: nowrap; }
  .st-key-learning button { padding-inline: 0.6rem; }
  [data-testid="stHorizontalBlock"]:has(.st-key-w-photo-png) { flex-flow: row wrap; gap: 0.5rem; }
  [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]:has(
    .st-key-w-photo-png, .st-key-w-photo-npy
  ) { flex: 1 1 30%; min-width: 0; }
  /* two lines that would make a page longer than a screen and a half; they stand in that room */
  [data-testid="stElementContainer"]:has([data-testid="stCaptionContainer"]):has(
    + [data-testid="stLayoutWrapper"] .st-key-w-more-code
  ) { display: none; }
  /* what is folded stands side by side, what is open has the width */
  [data-testid="stVerticalBlock"]:has(> .st-key-w-more-code) {
    display: grid; grid-template-columns: 1fr 1fr; gap: 0.2rem 0.5rem;
  }
  [data-testid="stVerticalBlock"] > [class*="st-key-w-more-"]:has(details[open]) {
    grid-column: 1 / -1;
  }
  [class*="st-key-w-more-"] summary p { font-size: 0.85rem; white-space: nowrap; }
  [class*="st-key-w-more-"] summary { padding-inline: 0.6rem; }
  button[data-variant="segmented_control"] { padding-inline: 0.6rem; }
  /* Streamlit lets them scroll sideways, and what is out of sight is not looked for */
  [data-testid="stMain"] [data-testid="stButtonGroup"] > div { flex-wrap: wrap; row-gap: 0.3rem; }
}
"""

# One screen of a small laptop for the usual lesson.
_SIDE_BAR = """
[data-testid="stSidebarUserContent"] { padding: 0.6rem 0 1rem; }
[data-testid="stSidebarHeader"] { position: absolute; right: 0; z-index: 1; height: 2.6rem; }
[data-testid="stSidebar"] [data-testid="stVerticalBlock"] { gap: 0.35rem; }
[data-testid="stSidebar"] [data-testid="stSelectbox"] input { height: 2.1rem; }
[data-testid="stSidebar"] [data-testid="stSelectbox"] > div { min-height: 0; height: 2.2rem; }
[data-testid="stSidebar"] summary { padding-block: 0.15rem; }
[data-testid="stSidebar"] .st-key-w-controls-language { margin-bottom: -0.5rem; }
/* beside the languages, and clear of what closes the side bar */
[data-testid="stSidebar"] .st-key-keys {
  align-self: flex-end; width: auto; margin: -2rem 0.8rem -0.2rem 0;
}
.st-key-w-controls-language [role="radiogroup"] { gap: 0.5rem; }
[data-testid="stSidebar"] [data-testid="stWidgetLabel"] { min-height: 0; }
/* below its track a slider would show its bounds under the pointer, over what stands there */
[data-testid="stSidebar"] [data-testid="stSliderTickBar"] { display: none; }
[data-testid="stSidebar"] [data-testid="stSlider"] { margin-bottom: -0.6rem; }
[data-testid="stSidebar"] button[data-variant="segmented_control"] { padding-inline: 0.2rem; }
[data-testid="stSidebar"] [class*="st-key-pairs-"] :is(label, button) p { font-size: 0.8rem; }
.st-key-pairs-layer label p { white-space: nowrap; }
/* a file in one line: what it is for, and where it goes */
[data-testid="stSidebar"] [data-testid="stFileUploader"] {
  display: grid; grid-template-columns: 1fr auto; align-items: center;
}
[data-testid="stSidebar"] [data-testid="stFileUploader"] > :nth-child(n + 3) {
  grid-column: 1 / -1;
}
[data-testid="stSidebar"] [data-testid="stFileUploaderDropzone"] {
  padding: 0; border: 0; gap: 0; min-height: 0; height: auto; background: none;
}
[data-testid="stSidebar"] [data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stSidebar"] [data-testid="stFileUploader"]:has([data-testid="stFileChips"]) {
  grid-template-columns: 1fr;
}
[data-testid="stSidebar"] [data-testid="stFileChips"] {
  display: flex; flex-flow: row nowrap; align-items: center; gap: 0;
}
[data-testid="stSidebar"] [data-testid="stFileChips"] > div { flex: 1; min-width: 0; }
[data-testid="stSidebar"] :has(> * > * > [data-testid="stFileChips"]) > label,
[data-testid="stSidebar"] [data-testid="stFileUploaderDropzone"] button p,
.st-key-w-edit_input button p {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
/* beside it another target begins at once, so it is as large as one has to be */
[data-testid="stFileUploader"] [data-testid="stTooltipHoverTarget"] button {
  min-width: 24px; min-height: 24px;
}
[data-testid="stSidebar"] :is([data-testid="stFileUploaderDropzone"], .st-key-w-edit_input) button {
  width: 2.75rem; min-height: 2rem; padding: 0;
}
.st-key-pairs-numbers:has(.st-key-w-edit_input) {
  grid-template-columns: 1fr 1.1fr auto; column-gap: 0.5rem;
}
.st-key-pairs-numbers > .st-key-w-edit_input { grid-column: -2; }
/* a layer that is square in all is two rows */
.st-key-pairs-layer:not(:has(> :nth-child(6))) { grid-template-columns: repeat(6, 1fr); }
.st-key-pairs-layer:not(:has(> :nth-child(6))) > * { grid-column: span 2; }
.st-key-pairs-layer:not(:has(> :nth-child(6))) > :nth-child(-n + 2) { grid-column: span 3; }
[data-testid="stLayoutWrapper"]:has(> :is(.st-key-pairs-layer, .st-key-preset)) {
  padding-top: 0.6rem; border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent);
}
[data-testid="stDialog"] { --grid-height: 72vh; }
"""

# Streamlit moves the pages into the drawer below this width, and the drawer over the picture.
_PHONE = """
[data-testid="stLayoutWrapper"]:has(> .st-key-tabs) {
  position: fixed; inset: 0.3rem 3rem auto 3.2rem; width: auto; z-index: 999991;
}
.st-key-tabs {
  min-height: 2.75rem; gap: 0; flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none;
}
.st-key-tabs > * { flex: none; }
.st-key-tabs a { padding: 0.6rem 0.35rem; white-space: nowrap; }
.st-key-tabs a p, [data-testid="stMainBlockContainer"] .st-key-tabs p { font-size: 0.8rem; }
.st-key-tabs [data-testid="stIconMaterial"] { display: none; }
@media (min-width: 768px) { [data-testid="stLayoutWrapper"]:has(> .st-key-tabs) { display: none; } }
@media (max-width: 767px) {
  [data-testid="stSidebarNav"] { display: none; }
  [data-testid="stSidebar"][data-collapsed="false"] {
    position: fixed !important; inset: auto 0 0 0; width: 100% !important; max-width: none;
    height: 48dvh !important; box-shadow: 0 -4px 16px rgb(0 0 0 / 0.25);
  }
  [data-testid="stSidebar"][data-collapsed="false"] > div { width: 100% !important; height: 100%; }
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
:is(.st-key-w-try_previous, .st-key-w-try_next) button,
:is(.st-key-w-tour_previous, .st-key-w-tour_next, .st-key-w-tour_end) button {
  padding-inline: 0.5rem;
}
:is(.st-key-w-try_previous, .st-key-w-try_next) button p,
:is(.st-key-w-tour_previous, .st-key-w-tour_next, .st-key-w-tour_end) button p {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
@media (max-width: 1500px) {
  .st-key-w-try_code button { padding-inline: 0.5rem; }
  .st-key-w-try_code button p {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  }
}
@media (max-width: 1100px) { .st-key-try { min-height: 4.9rem; } }
@media (max-width: 640px) {
  .st-key-try { flex-wrap: wrap; min-height: 0; margin-block: -0.2rem; gap: 0.2rem 0.5rem; }
  .st-key-try > :first-child { flex: 1 0 100%; height: 2.4rem; overflow-y: auto; }
  .st-key-try [data-testid="stMarkdownContainer"] p { font-size: 0.85rem; }
  .st-key-try > :last-child { margin-left: auto; }
  /* all of it in one line */
  .st-key-try button { padding-inline: 0.6rem; }
  :is(.st-key-w-try_show, .st-key-w-tour_start, .st-key-w-tour_tell) [data-has-shortcut] > :has(
    > [data-testid="stIconMaterial"]
  ) { display: none; }
}
"""

STYLE = lean(
    f"<style>{_PAGE}{_SIDE_BAR}{_PHONE}{_QUESTIONS}</style>{forced_colours.STYLE}{paper.STYLE}"
)
