import { formatNumber, MINUS } from "./format.js";

/**
 * The smaller sign's share of all magnitudes, below which a map is nearly all of one sign. Sharpened
 * and embossed photographs stay below 0.055, and look like photographs; an edge has a half.
 */
const FEW = 0.06;

/**
 * The sign that a map nearly all consists of: its colours need not tell signs apart, and it is drawn
 * in greys, from zero. 0 where both signs matter. @param {number} negative @param {number} positive magnitudes, added up
 */
export function signOfNearlyAll(negative, positive) {
  if (Math.min(negative, positive) >= FEW * (negative + positive)) return 0;
  return positive > negative ? 1 : -1;
}

/** What is negative and what is positive in numbers, each added up. @param {Iterable<number>} values @returns {[number, number]} */
export function halves(values) {
  let [negative, positive] = [0, 0];
  for (const value of values) {
    if (value < 0) negative -= value;
    else positive += value;
  }
  return [negative, positive];
}

/** The sign of nearly all products of two kinds of numbers, every one with every one. */
export const signOfProducts = ([a, b], [c, d]) => signOfNearlyAll(a * d + b * c, a * c + b * d);

/**
 * How the numbers of a panel are coloured, and so what its legend says.
 *
 * @typedef {"data" | "weight" | "plain" | "picture"} ScaleName
 */
export class Tone {
  /**
   * @param {ScaleName} scale where both signs matter, or there are no negative numbers
   * @param {number} most where the colours end
   * @param {number} [sign] of which nearly all numbers are, see `signOfNearlyAll`
   * @param {ScaleName} [greys] then
   */
  constructor(scale, most, sign = 0, greys = "plain") {
    this.scale = sign ? greys : scale;
    this.most = most || 1;
    this.sign = sign || 1;
    this.signed = this.scale === "data" || this.scale === "weight";
  }

  /** @param {number} value @param {import("./theme.js").Theme} theme @returns {import("./theme.js").Rgb} */
  colour(value, theme) {
    if (this.scale === "picture") return theme.picture((this.sign * value) / this.most, "grey");
    return theme[this.scale](this.signed ? value : this.sign * value, this.most);
  }

  /** The numbers at the ends of the colours, from left to right. @returns {[number, number]} */
  get ends() {
    if (this.signed) return [-this.most, this.most];
    return this.sign > 0 ? [0, this.most] : [-this.most, 0];
  }

  /** The ends in writing, and in a shorter one that names both at once. */
  get texts() {
    const most = formatNumber(this.most, 2);
    const [low, high] = this.ends.map((end) => (end ? `${end < 0 ? MINUS : ""}${most}` : "0"));
    return [
      { low, high, zero: this.signed },
      { low: "", high: this.signed ? `±${most}` : `0…${this.sign < 0 ? MINUS : ""}${most}`, zero: false },
    ];
  }
}
