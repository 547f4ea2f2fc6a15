/** The colours that all frames of a film share. */

/** Those that are there most often stay as they are; means of all others fill the rest. */
const EXACT = 128;
/** Bits of a colour that means tell apart. */
const COARSE = 5;
/** Places of the memory of colours that have been looked for. */
const PLACES = 1 << 16;

/** A pixel of a canvas as it lies in memory: red in its lowest byte. */
const red = (pixel) => pixel & 255;
const green = (pixel) => (pixel >>> 8) & 255;
const blue = (pixel) => (pixel >>> 16) & 255;

/**
 * @param {Uint32Array[]} samples pixels of some frames
 * @param {number} most colours at most
 * @returns {number[][]} red, green, blue of each
 */
export function paletteOf(samples, most) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const pixels of samples) {
    // runs of one colour are counted at once
    for (let at = 0, end = 0; at < pixels.length; at = end) {
      for (end = at + 1; end < pixels.length && pixels[end] === pixels[at];) end++;
      counts.set(pixels[at], (counts.get(pixels[at]) ?? 0) + end - at);
    }
  }
  const often = [...counts].sort((one, two) => two[1] - one[1]);
  const exact = often.slice(0, often.length <= most ? most : EXACT);
  const colours = exact.map(([pixel]) => [red(pixel), green(pixel), blue(pixel)]);
  return [...colours, ...meansOf(often.slice(exact.length), most - exact.length)];
}

/**
 * Boxes of colours, the fullest cut in two until there are enough.
 * @param {[number, number][]} counted pixels, and how often each is there
 */
function meansOf(counted, most) {
  /** @type {Map<number, number[]>} */
  const cells = new Map();
  const coarse = (value) => value >> (8 - COARSE);
  for (const [pixel, count] of counted) {
    const colour = [red(pixel), green(pixel), blue(pixel)];
    const key = colour.reduce((all, value) => (all << COARSE) | coarse(value), 0);
    const cell = cells.get(key) ?? cells.set(key, [0, 0, 0, 0]).get(key);
    colour.forEach((value, axis) => (cell[axis] += value * count));
    cell[3] += count;
  }
  const points = [...cells.values()].map(([r, g, b, n]) => ({ colour: [r / n, g / n, b / n], count: n }));
  if (!points.length) return [];
  const boxes = [boxOf(points)];
  while (boxes.length < most) {
    const at = boxes.reduce((best, box, place) => (box.worth > boxes[best].worth ? place : best), 0);
    if (boxes[at].worth === 0) break;
    const { points: all, axis } = boxes[at];
    all.sort((one, two) => one.colour[axis] - two.colour[axis]);
    const half = boxes[at].count / 2;
    let cut = 1;
    for (let sum = all[0].count; cut < all.length - 1 && sum < half; cut++) sum += all[cut].count;
    boxes.splice(at, 1, boxOf(all.slice(0, cut)), boxOf(all.slice(cut)));
  }
  return boxes.map(({ mean }) => mean);
}

function boxOf(points) {
  const count = points.reduce((sum, point) => sum + point.count, 0);
  const axes = [0, 1, 2].map((axis) => points.map(({ colour }) => colour[axis]));
  const spans = axes.map((values) => Math.max(...values) - Math.min(...values));
  const axis = spans.indexOf(Math.max(...spans));
  const mean = axes.map((values) =>
    Math.round(values.reduce((sum, value, at) => sum + value * points[at].count, 0) / count),
  );
  return { points, count, axis, mean, worth: spans[axis] * Math.sqrt(count) };
}

/** Finds the colour of a palette that is nearest to a pixel, and remembers what it has found. */
export class Nearest {
  /** @param {number[][]} colours */
  constructor(colours) {
    this.colours = Uint8Array.from(colours.flat());
    this.pixels = new Uint32Array(PLACES);
    this.found = new Int16Array(PLACES).fill(-1);
  }

  /** @param {number} pixel @returns {number} place in the palette */
  of(pixel) {
    const place = Math.imul(pixel, 0x9e3779b1) >>> 16;
    if (this.found[place] >= 0 && this.pixels[place] === pixel) return this.found[place];
    this.pixels[place] = pixel;
    return (this.found[place] = this.search(red(pixel), green(pixel), blue(pixel)));
  }

  search(r, g, b) {
    const { colours } = this;
    let best = 0;
    let least = 1 << 30;
    for (let at = 0; at < colours.length; at += 3) {
      const dg = colours[at + 1] - g;
      let far = dg * dg;
      if (far >= least) continue;
      const dr = colours[at] - r;
      const db = colours[at + 2] - b;
      far += dr * dr + db * db;
      if (far >= least) continue;
      best = at;
      least = far;
    }
    return best / 3;
  }
}
