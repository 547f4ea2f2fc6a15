/**
 * Where the panels of the product stand: `col`, `col_W` and `out2` side by side above, row times
 * column cell by cell below.
 *
 * @typedef {{x: number, y: number, cell: number, tall: number}} Strip
 */

/**
 * @param {number} W @param {number} H
 * @param {{K: number, FN: number, T: number, labels: number, batch: boolean}} s
 * @param {number} ui
 */
export function layoutProduct(W, H, s, ui) {
  const narrow = W < 600;
  const top = 62 * ui;
  const sign = narrow ? 20 : 30 * ui;
  const strip = s.T > 24 ? (narrow ? 14 : 30 * ui) : 0;
  const side = s.labels + strip + (strip ? 28 * ui : 0) + (s.batch ? 34 * ui : 0);
  const chip = 70 * ui;
  // below: three lines of K cells, row, column, products; broken into lines on a phone
  const perLine = narrow ? Math.min(s.K, Math.floor((W - 76) / 28)) : s.K;
  const lines = Math.ceil(s.K / perLine);
  const name = narrow ? 70 : 88 * ui;
  const unit = Math.min((W - name - (narrow ? 0 : chip + 44 * ui)) / perLine, 54 * ui);
  const tall = Math.min(Math.max(unit * 0.8, 22 * ui), 36 * ui);
  const blockH = 3 * tall + 10 * ui;
  const stripsH = lines * blockH + 30 * ui + (narrow ? 44 : 0);
  const room = Math.max(H - top - stripsH - 14 * ui, 120 * ui);

  const outW = Math.min(Math.max((W * 0.3) / s.FN, narrow ? 8 : 22 * ui), (narrow ? 46 : 62) * ui);
  const wCell = Math.min(room / s.K, (W * (narrow ? 0.12 : 0.2)) / s.FN, 34 * ui);
  // the heading of col_W needs room before that of out2 begins
  const plus = narrow ? 46 : Math.max(62 * ui, 128 * ui - s.FN * wCell);
  const colRoom = W - side - sign - plus - s.FN * (wCell + outW) - 12 * ui;
  const colCell = Math.max(2, Math.min(colRoom / s.K, 46 * ui));
  const rowH = Math.min(Math.max(colCell * 0.74, 21 * ui), 32 * ui);
  const used = side + s.K * colCell + sign + plus + s.FN * (wCell + outW);
  const air = Math.max(0, W - used) / 2;
  const lensH = Math.min(s.T * rowH, room);
  const middle = top + room / 2;
  const y = middle - lensH / 2;
  const x = air + side;
  const wX = x + s.K * colCell + sign;
  const outX = wX + s.FN * wCell + plus;
  const stripsTop = top + room + 34 * ui;
  const stripsX = narrow ? name : (W - perLine * unit - name - chip - 44 * ui) / 2 + name;
  return {
    narrow,
    strip,
    middle,
    width: W,
    col: { x, y, cellW: colCell, cellH: rowH, h: lensH, strip, labels: s.labels, ui },
    W: { x: wX, y: middle - (s.K * wCell) / 2, cell: wCell },
    out2: { x: outX, y, cellW: outW, cellH: rowH, h: lensH, strip: 0, labels: 0, ui },
    signs: [
      { text: "@", x: wX - sign / 2, y: middle },
      { text: "+ b =", x: outX - Math.min(plus, 62 * ui) / 2, y: middle },
    ],
    strips: { x: stripsX, y: stripsTop, unit, tall, perLine, lines, blockH, name },
    // the sum, the bias and the cell: beside the three lines, on a phone below them
    sums: [0, 1, 2].map((at) =>
      narrow
        ? { x: 66 + (at * (W - 66)) / 3 + 26, y: stripsTop + lines * blockH + 22 }
        : { x: stripsX + perLine * unit + 44 * ui + chip / 2, y: stripsTop + (at + 0.5) * tall },
    ),
    chip: { w: narrow ? 62 : chip, h: Math.min(28 * ui, tall - 3) },
    height: stripsTop + stripsH - 26 * ui,
  };
}
