/**
 * How the numbers of one picture are written. All cells of a panel have the same count of decimals,
 * and so have all panels that take part in one sum; a number is the same text wherever it stands.
 * Formats are made once for each message of numbers: nothing here runs for every frame.
 *
 * @typedef {object} Range what numbers a panel may hold
 * @property {number} low @property {number} high
 * @property {number} decimals with so many, all of them are written whole; Infinity if with none
 */

const NEGATIVE = "\u2212";

/** Numbers arrive in float32: this is what rounding may have done to one, as a share. */
const FLOAT32 = 6.1e-8;
/** float32 knows so many digits. */
const KNOWN_DIGITS = 7;
/** More digits than this are rounded, even if all of them could be written. */
const MOST_DIGITS = 6;
/** Below and above these sizes all cells of a panel are written with one power of ten. */
const TINY = 1e-3;
const HUGE = 1e7;

/** @param {Iterable<number>} values @returns {Range} */
export function rangeOf(values) {
  const range = { low: 0, high: 0, decimals: 0 };
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < range.low) range.low = value;
    if (value > range.high) range.high = value;
    while (range.decimals <= MOST_DIGITS && !isWhole(value, 10 ** range.decimals)) range.decimals++;
  }
  if (range.decimals > MOST_DIGITS) range.decimals = Infinity;
  return range;
}

/** Whether a number that arrived in float32 may have been a whole count of `1 / parts`. */
function isWhole(value, parts) {
  const scaled = value * parts;
  const off = Math.abs(scaled - Math.round(scaled));
  const room = FLOAT32 * Math.abs(scaled);
  return off === 0 || (off <= room && room < 0.02);
}

/** What products of two ranges may be. @param {Range} a @param {Range} b @returns {Range} */
export function productRange(a, b) {
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  return { low: Math.min(0, ...corners), high: Math.max(0, ...corners), decimals: a.decimals + b.decimals };
}

/**
 * The same numbers, where they may come to lie elsewhere.
 * @param {Range} range
 * @param {number} low
 * @param {number} high
 * @returns {Range}
 */
export const stretched = (range, low, high) => ({
  low: Math.min(0, low),
  high: Math.max(0, high),
  decimals: range.decimals,
});

/**
 * Formats for panels whose numbers are added to each other: with the same decimals.
 * @param {Range[]} ranges
 * @param {number} [least] decimals of rounded numbers, at least
 */
export function formatsFor(ranges, least = 0) {
  const size = ({ low, high }) => Math.max(-low, high);
  const most = Math.max(...ranges.map(size));
  const exact = Math.max(...ranges.map(({ decimals }) => decimals));
  const before = Math.max(1, Math.floor(Math.log10(Math.max(most, 1))) + 1);
  if (most >= HUGE || (most > 0 && most < TINY)) {
    const power = Math.floor(Math.log10(most));
    return ranges.map((range) => new NumberFormat(2, range, power));
  }
  let decimals = exact;
  if (before + exact > MOST_DIGITS) {
    const rounded = Math.max(least, ...ranges.map((range) => Math.min(range.decimals, decimalsOf(size(range)))));
    decimals = Math.max(0, Math.min(rounded, KNOWN_DIGITS - before));
  }
  return ranges.map((range) => new NumberFormat(decimals, range));
}

/** Decimals for numbers that cannot be written whole: with them the largest is at least 20 units of the last one. */
function decimalsOf(most) {
  if (most === 0) return 0;
  if (most >= 100) return 1;
  return Math.min(Math.max(2, 2 - Math.floor(Math.log10(5 * most))), KNOWN_DIGITS);
}

/** How the numbers of a panel are written. */
export class NumberFormat {
  /**
   * @param {number} decimals
   * @param {Range} range of the panel's numbers
   * @param {number} [power] of ten that stands behind each of them
   */
  constructor(decimals, range, power = 0) {
    this.decimals = decimals;
    this.power = power;
    /** Letters of the longest number. */
    this.letters = Math.max(...[range.low, 0, range.high].map((value) => this.text(value).length));
  }

  /** @param {number} value @returns {string} */
  text(value) {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : `${NEGATIVE}∞`;
    const text = this.fixed(value);
    return text.replace(/-/g, NEGATIVE) + (this.power ? `e${this.power}`.replace("-", NEGATIVE) : "");
  }

  fixed(value) {
    const text = (value / 10 ** this.power).toFixed(this.decimals);
    return Number(text) === 0 ? text.replace("-", "") : text;
  }

  /** A factor of a product: negative ones stand in brackets, 1·(−2). @param {number} value */
  factor(value) {
    const text = this.text(value);
    return text.startsWith(NEGATIVE) ? `(${text})` : text;
  }

  /** The number that a reader sees. @param {number} value */
  shown(value) {
    return Number.isFinite(value) ? Number(`${this.fixed(value)}e${this.power}`) : value;
  }
}

/**
 * The sign before a shown sum: "=" where the shown terms add up to it, "≈" where they differ.
 * @param {number[]} terms as they are shown @param {number} total as it is shown
 */
export function equals(terms, total) {
  let [sum, size] = [0, Math.abs(total)];
  for (const term of terms) {
    sum += term;
    size += Math.abs(term);
  }
  return !(Math.abs(sum - total) > 1e-13 * size) ? "=" : "≈";
}
