import { bestOf, steps } from "../stage/fit.js";

/**
 * A side of the picture: panels in rows, some of a filter's cells, one of pixels. With several channels the
 * planes of a panel stand beside one another, or *down*: a row for each channel through all panels.
 *
 * @typedef {{name: string, pixels: boolean, room: number}} Part room: the least width, for the heading
 * @typedef {{rows: Part[][], down: boolean, cell: number, tall: number, pixel: number, width: number, height: number}} Side
 */

/** Cells of a filter, in px at usual letters. */
const [SMALLEST, LARGEST] = [6, 96];
const TRIED = 24;
/** Cells that are wide enough for numbers may be as low as they bear, in px at usual letters. */
const LOW_ROW = 24;
const LOWEST = 20;
/** Of the height of all, a picture has this much at least. */
const STAMP = 0.2;
/** So many sizes of pixels there are: rounded down to one of them they fit, whatever a sum is rounded to. */
const FINE = 2 ** 14;

const isPixels = ({ pixels }) => pixels;

/**
 * The largest size at which things in a row fit: each takes `slope * size + offset`, and its least where that is more.
 * @param {number} spare room that is left where each takes its least @param {number[]} leasts
 */
function largestWithin(spare, leasts, slope, offset = 0) {
  // those with the smallest leasts take more first; as many as take more share what is spare among them
  let [room, largest] = [spare, Infinity];
  [...leasts]
    .sort((one, other) => one - other)
    .forEach((least, at) => {
      room += least;
      largest = Math.min(largest, (room / (at + 1) - offset) / slope);
    });
  return largest;
}

/** The best side for a room. @param {[string[][], boolean][]} ways names in rows, and whether planes go down */
export function bestSide(ways, w, h, m) {
  const plans = [];
  for (const [names, down] of ways) {
    const rows = names.map((row) =>
      row.map((name) => ({ name, pixels: name === "x" || name === "dx", room: m.heads[name] })),
    );
    for (const cell of steps(LARGEST * m.ui, SMALLEST, TRIED))
      for (const tall of [cell, ...[LOW_ROW * m.ui, LOWEST].filter((low) => low < cell)]) {
        const plan = sidePlan(rows, down, cell, tall, w, h, m);
        if (plan) plans.push(plan);
      }
  }
  return bestOf(plans, (plan) => plan.worth);
}

/** With cells of this size, and pixels as large as they can be; null if they do not fit. @returns {Side | null} */
function sidePlan(rows, down, cell, tall, w, h, m) {
  const { s, ui } = m;
  const [across, lines] = down ? [1, s.C] : [s.C, 1];
  const planes = (cols, size) => across * cols * size + (across - 1) * m.between;
  const width = (part, pixel) => Math.max(part.room, part.pixels ? planes(s.Wp, pixel) : planes(s.FW, cell));
  const total = (row, pixel) => row.reduce((sum, part) => sum + width(part, pixel), 0) + (row.length - 1) * m.gap;
  const label = (row) => (s.C > 1 && (down || row.some(isPixels)) ? m.label : 0);
  const cells = (row, pixel) => Math.max(...row.map(({ pixels }) => (pixels ? s.Hp * pixel : s.FH * tall)));
  const high = (row, pixel) => m.head + lines * (label(row) + cells(row, pixel)) + (lines - 1) * m.between;
  const height = (pixel) => rows.reduce((sum, row) => sum + high(row, pixel), 0);
  if (rows.some((row) => total(row, 0) > w) || height(0) > h) return null;
  const withPixels = rows.filter((row) => row.some(isPixels));
  const most = Math.min(
    LARGEST * ui,
    ...rows.map((row) => {
      const leasts = row.filter(isPixels).map((part) => width(part, 0));
      return largestWithin(w - total(row, 0), leasts, across * s.Wp, (across - 1) * m.between);
    }),
    largestWithin(
      (h - height(0)) / lines,
      withPixels.map((row) => cells(row, 0)),
      s.Hp,
    ),
  );
  const unit = (LARGEST * ui) / FINE;
  const pixel = Math.floor(most / unit) * unit;
  if (pixel * Math.max(s.Hp, s.Wp) < 24) return null;
  const magnified = rows.flat().some(({ name }) => name === "window");
  const legible = pixel >= m.needs.pixel;
  // the pixels carry their own numbers, or the window is magnified
  if (rows.flat().some(({ name }) => name === "x") && magnified === legible) return null;
  const picture = Math.min((pixel * Math.max(s.Hp, s.Wp)) / (0.5 * m.H), 1);
  // twice the size is not worth twice as much: none is made tiny for the other
  const size = Math.min(Math.sqrt(cell * tall) / (m.needs.filter * ui), 1.1);
  const grids = rows.flat().filter(({ pixels }) => !pixels);
  const numbered =
    grids.filter(({ name }) => tall >= LOWEST && cell >= (m.needs.least[name] ?? 0)).length / grids.length;
  // a picture that is a stamp tells nothing, however many numbers there are
  const stamp = Math.max(0, STAMP - (pixel * Math.max(s.Hp, s.Wp)) / m.H);
  const worth = 1.5 * Math.sqrt(size) + 1.8 * numbered + 3 * Math.sqrt(picture) - 45 * stamp;
  return {
    rows,
    down,
    cell,
    tall,
    pixel,
    worth,
    width: Math.max(...rows.map((row) => total(row, pixel))),
    height: height(pixel),
    /** Places of all planes, by name, and of the headings. */
    place(plan, x0, y0) {
      let y = y0;
      for (const parts of rows) {
        const share = (high(parts, pixel) - m.head - (lines - 1) * m.between) / lines;
        let x = x0;
        parts.forEach((part, at) => {
          const [rowsOf, cols, size, row] = part.pixels ? [s.Hp, s.Wp, pixel, pixel] : [s.FH, s.FW, cell, tall];
          const w = width(part, pixel);
          plan[part.name] = [];
          for (let c = 0; c < s.C; c++) {
            const top = y + m.head + (down ? c * (share + m.between) : 0) + label(parts);
            // beside a picture the filter's cells stand in its middle, where a row belongs to a channel
            const lower = down ? (share - label(parts) - rowsOf * row) / 2 : 0;
            const left = x + (down ? 0 : c * (cols * size + m.between));
            plan[part.name].push({ x: left, y: top + lower, cell: size, tall: row });
          }
          const lower = down ? Math.max(0, plan[part.name][0].y - (y + m.head + label(parts))) : 0;
          const first = plan[part.name][0];
          plan.heads.push({
            panel: part.name,
            x: first.x,
            y: y + m.head + lower - 8 * ui,
            room: w + (at < parts.length - 1 ? m.gap - 6 : 0),
          });
          x += w + m.gap;
        });
        y += high(parts, pixel);
      }
    },
  };
}
