"""The style of the practice page: large enough for the last row, narrow enough for a phone."""

STYLE = """<style>
.practice { font-size: 1.15rem; line-height: 1.45; font-variant-numeric: tabular-nums; }
.practice h2 { font-size: 1.3rem; padding: 0; margin: 0; }
.practice p { margin: 0.15rem 0 0.4rem; }
.practice .where { opacity: 0.8; }
.practice .asked { font-size: 1.3rem; }
.practice .settings { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; }
.practice code {
  padding: 0; background: none; font-size: 1em; color: inherit;
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
.practice .asked code { font-weight: 600; }
.practice .grids { display: flex; flex-wrap: wrap; gap: 0.6rem 1.6rem; align-items: flex-start; }
.practice table { border-collapse: collapse; }
.practice caption { text-align: start; padding-bottom: 0.15rem; white-space: nowrap; }
.practice .grids :is(td, th) { min-width: 2.3rem; padding: 0.15rem 0.4rem; text-align: end; }
.practice .grids tbody td { border: 1px solid color-mix(in srgb, currentColor 45%, transparent); }
.practice .grids th { font-weight: 400; opacity: 0.75; }
.practice :is(.list, details) :is(td, th),
.practice.list :is(td, th) {
  padding: 0.2rem 0.9rem 0.2rem 0; text-align: start; vertical-align: top; font-weight: 400;
  border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent);
}
.practice thead th { font-weight: 600; }
.practice .grids thead th { font-weight: 400; }
.practice summary { cursor: pointer; }
.practice h2:focus { outline: none; }
/* what Enter does is said below the box */
[data-testid="stForm"] [data-testid="InputInstructions"] { display: none; }
/* 18 px, as in presenter view */
[data-testid="stForm"] input, [data-testid="stForm"] + * p,
:is([class*="st-key-w-practice"], [data-testid="stForm"]) :is(button, a, label) p {
  font-size: 1.15rem;
}
@media (max-width: 640px) {
  .practice { font-size: 1rem; }
  .practice .asked { font-size: 1.1rem; }
  .practice .grids { gap: 0.5rem 1rem; }
  .practice .grids :is(td, th) { min-width: 1.9rem; padding: 0.1rem 0.25rem; }
  .practice.list :is(td, th) { padding-right: 0.5rem; }
}
</style>"""
