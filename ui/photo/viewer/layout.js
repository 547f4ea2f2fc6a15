/** Heights of the line above and the line below a picture, in px before enlargement. */
const ABOVE = 22;
const BELOW = 22;
const GAP = 10;

/**
 * Lay panes of one size out so that their pictures, all of the same proportions, become as large as
 * they can.
 * @param {number} count @param {number} width @param {number} height room for all
 * @param {number} aspect width of a picture over its height @param {number} ui
 * @returns {{panes: {x: number, y: number, w: number, h: number}[], height: number}} where the pictures lie
 */
export function layoutPanes(count, width, height, aspect, ui) {
  const lines = (ABOVE + BELOW) * ui;
  let best = { size: 0, cols: 1, w: width, h: 1 };
  for (let cols = 1; cols <= count; cols++) {
    const rows = Math.ceil(count / cols);
    const w = Math.floor((width - GAP * (cols - 1)) / cols);
    const h = Math.floor((height - GAP * (rows - 1)) / rows - lines);
    const size = Math.min(w / aspect, h);
    // wide panes keep their use when the visitor zooms in
    if (size > best.size * 1.1) best = { size, cols, w, h };
  }
  // no taller than the picture at the pane's full width, so that no room lies empty
  const own = best.w / aspect;
  // on a small screen the page may scroll rather than shrink a picture to a stamp
  const h = Math.round(Math.max(60, Math.min(own, Math.max(best.h, 110))));
  const rows = Math.ceil(count / best.cols);
  const panes = Array.from({ length: count }, (_, at) => ({
    x: (at % best.cols) * (best.w + GAP),
    y: Math.floor(at / best.cols) * (h + lines + GAP) + ABOVE * ui,
    w: best.w,
    h,
  }));
  return { panes, height: rows * (h + lines) + GAP * (rows - 1) };
}
