import { bestOf, steps } from "../stage/fit.js";

/**
 * A side of the picture: panels in rows, some of a filter's cells, one of pixels. With several channels the
 * planes of a panel stand beside one another, or *down*: a row for each channel through all panels.
 *
 * @typedef {{down: boolean, worth: number, width: number, height: number, place: (plan: any, x0: number, y0: number) => void}} Side
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

const isPixels = (name) => name === "x" || name === "dx";

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
    const rows = new Rows(names, down, m);
    for (const cell of steps(LARGEST * m.ui, SMALLEST, TRIED)) {
      const most = rows.mostAcross(cell, w);
      if (most === null) continue;
      for (const tall of [cell, ...[LOW_ROW * m.ui, LOWEST].filter((low) => low < cell)]) {
        const pixel = rows.pixelWithin(most, tall, h);
        const worth = pixel === null ? null : rows.worth(cell, tall, pixel);
        if (worth !== null) plans.push({ rows, cell, tall, pixel, worth });
      }
    }
  }
  const best = bestOf(plans, ({ worth }) => worth);
  return best && best.rows.side(best);
}

/** Panels in rows: how large they are with cells and pixels of a size, what that is worth, and where all stand. */
class Rows {
  /** @param {string[][]} names @param {boolean} down */
  constructor(names, down, m) {
    this.m = m;
    this.down = down;
    this.rows = names.map((row) => row.map((name) => ({ name, pixels: isPixels(name), room: m.heads[name] })));
    const all = names.flat();
    this.grids = all.filter((name) => !isPixels(name));
    this.magnified = all.includes("window");
    this.withX = all.includes("x");
    /** Planes beside one another, and lines of planes below one another. */
    [this.across, this.lines] = down ? [1, m.s.C] : [m.s.C, 1];
    /** Pixels along the longer side of x. */
    this.longest = Math.max(m.s.Hp, m.s.Wp);
    /** Rows, with what they are of. */
    this.kinds = this.rows.map((row) => ({
      pixels: row.some(({ pixels }) => pixels),
      cells: row.some(({ pixels }) => !pixels),
      leasts: row.filter(({ pixels }) => pixels).map((part) => this.width(part, 0, 0)),
    }));
  }

  width(part, cell, pixel) {
    const { s, between } = this.m;
    const plane = part.pixels ? s.Wp * pixel : s.FW * cell;
    return Math.max(part.room, this.across * plane + (this.across - 1) * between);
  }

  total(row, cell, pixel) {
    return row.reduce((sum, part) => sum + this.width(part, cell, pixel), 0) + (row.length - 1) * this.m.gap;
  }

  label(at) {
    return this.m.s.C > 1 && (this.down || this.kinds[at].pixels) ? this.m.label : 0;
  }

  /** Height of the planes of a row. */
  planes(at, tall, pixel) {
    const { s } = this.m;
    const { pixels, cells } = this.kinds[at];
    return Math.max(pixels ? s.Hp * pixel : 0, cells ? s.FH * tall : 0);
  }

  high(at, tall, pixel) {
    const { head, between } = this.m;
    return head + this.lines * (this.label(at) + this.planes(at, tall, pixel)) + (this.lines - 1) * between;
  }

  height(tall, pixel) {
    return this.rows.reduce((sum, _, at) => sum + this.high(at, tall, pixel), 0);
  }

  /** The largest pixels with which all rows are no wider than the room; null if they are, however small. */
  mostAcross(cell, w) {
    const { s, between, ui } = this.m;
    let most = LARGEST * ui;
    for (const [at, row] of this.rows.entries()) {
      const spare = w - this.total(row, cell, 0);
      if (spare < 0) return null;
      const offset = (this.across - 1) * between;
      most = Math.min(most, largestWithin(spare, this.kinds[at].leasts, this.across * s.Wp, offset));
    }
    return most;
  }

  /** The largest pixels with which all rows fit; null if they do not, or the pixels are a stamp. */
  pixelWithin(most, tall, h) {
    const { s, ui } = this.m;
    const spare = h - this.height(tall, 0);
    if (spare < 0) return null;
    const leasts = [];
    this.kinds.forEach(({ pixels }, at) => {
      if (pixels) leasts.push(this.planes(at, tall, 0));
    });
    const unit = (LARGEST * ui) / FINE;
    const pixel = Math.floor(Math.min(most, largestWithin(spare / this.lines, leasts, s.Hp)) / unit) * unit;
    return pixel * this.longest < 24 ? null : pixel;
  }

  /** What a side is worth; null where its pixels can be read nowhere, or in two places. */
  worth(cell, tall, pixel) {
    const { H, needs, ui } = this.m;
    const legible = pixel >= needs.pixel;
    // the pixels carry their own numbers, or the window is magnified
    if (this.withX && this.magnified === legible) return null;
    const picture = Math.min((pixel * this.longest) / (0.5 * H), 1);
    // twice the size is not worth twice as much: none is made tiny for the other
    const size = Math.min(Math.sqrt(cell * tall) / (needs.filter * ui), 1.1);
    const { grids } = this;
    const numbered = grids.filter((name) => tall >= LOWEST && cell >= (needs.least[name] ?? 0)).length / grids.length;
    // a picture that is a stamp tells nothing, however many numbers there are
    const stamp = Math.max(0, STAMP - (pixel * this.longest) / H);
    return 1.5 * Math.sqrt(size) + 1.8 * numbered + 3 * Math.sqrt(picture) - 45 * stamp;
  }

  /** @returns {Side} */
  side({ cell, tall, pixel, worth }) {
    return {
      down: this.down,
      worth,
      width: Math.max(...this.rows.map((row) => this.total(row, cell, pixel))),
      height: this.height(tall, pixel),
      place: (plan, x0, y0) => this.place(plan, x0, y0, { cell, tall, pixel }),
    };
  }

  /** Places of all planes, by name, and of the headings. */
  place(plan, x0, y0, { cell, tall, pixel }) {
    const { down, lines } = this;
    const { s, ui, head, between, gap } = this.m;
    let y = y0;
    this.rows.forEach((parts, nth) => {
      const high = this.high(nth, tall, pixel);
      const label = this.label(nth);
      const share = (high - head - (lines - 1) * between) / lines;
      let x = x0;
      parts.forEach((part, at) => {
        const [rowsOf, cols, size, row] = part.pixels ? [s.Hp, s.Wp, pixel, pixel] : [s.FH, s.FW, cell, tall];
        const w = this.width(part, cell, pixel);
        plan[part.name] = [];
        for (let c = 0; c < s.C; c++) {
          const top = y + head + (down ? c * (share + between) : 0) + label;
          // beside a picture the filter's cells stand in its middle, where a row belongs to a channel
          const lower = down ? (share - label - rowsOf * row) / 2 : 0;
          const left = x + (down ? 0 : c * (cols * size + between));
          plan[part.name].push({ x: left, y: top + lower, cell: size, tall: row });
        }
        const first = plan[part.name][0];
        const lower = down ? Math.max(0, first.y - (y + head + label)) : 0;
        plan.heads.push({
          panel: part.name,
          x: first.x,
          y: y + head + lower - 8 * ui,
          room: w + (at < parts.length - 1 ? gap - 6 : 0),
        });
        x += w + gap;
      });
      y += high;
    });
  }
}
