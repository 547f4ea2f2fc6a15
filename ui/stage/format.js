/** Numbers and little texts, written the same way everywhere on the stage. */

const MINUS = "\u2212";

/** What rounding may take of a number before its zero goes instead, as a share. */
const VISIBLE = 0.02;

/**
 * A number as the stage writes it: whole numbers whole, others with `digits` significant digits.
 * @param {number} value
 * @param {number} [digits]
 * @returns {string}
 */
export function formatNumber(value, digits = 4) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(value);
  if (size === 0) return "0";
  let text;
  if (size >= 1e6 || size < 1e-4) {
    text = value.toExponential(Math.max(0, Math.min(2, digits - 1))).replace(/\.?0+e/, "e");
  } else if (Number.isInteger(value)) {
    text = String(value);
  } else {
    const decimals = digits - 1 - Math.floor(Math.log10(size));
    text = value.toFixed(Math.max(size >= 1e4 ? 1 : 0, Math.min(7, decimals)));
    if (text.includes(".")) text = text.replace(/\.?0+$/, "");
    if (/^-?0$/.test(text)) text = "0";
  }
  return text.replace(/-/g, MINUS);
}

/**
 * The longest writing of a number that fits into `room` characters; at least one significant digit.
 * @param {number} value
 * @param {number} room
 */
export function fitNumber(value, room) {
  let text = formatNumber(value);
  if (text.length <= room) return text;
  for (let digits = 3; digits >= 1 && text.length > room; digits--) text = formatNumber(value, digits);
  // without the zero before its point a fraction has one decimal more: rows that multiply are seen to
  const bare = bareFraction(value, room);
  if (bare && (text.length > room || off(text, value) > VISIBLE * Math.abs(value))) return bare;
  if (text.length <= room) return text;
  if (Math.abs(value) >= 1) return shorter(text, formatNumber(Math.round(value)));
  return shorter(text.replace("0.", "."), value.toExponential(0).replace(/-/g, MINUS));
}

const shorter = (one, other) => (other.length < one.length ? other : one);

/** A number below 1 with as many decimals as fit, and no zero before its point; empty if too little is left. */
function bareFraction(value, room) {
  if (Math.abs(value) >= 0.995) return "";
  const decimals = room - (value < 0 ? 2 : 1);
  if (decimals < 1) return "";
  const text = value.toFixed(Math.min(decimals, 7)).replace("0.", ".").replace(/\.?0+$/, "").replace("-", MINUS);
  return off(text, value) < 0.25 * Math.abs(value) ? text : "";
}

/** How far a text is from its number. */
const off = (text, value) => Math.abs(Number(text.replace(MINUS, "-")) - value);

/** A factor of a product: negative ones stand in brackets, 1·(−2). @param {number} value */
export function factor(value) {
  const text = formatNumber(value);
  return text.startsWith(MINUS) ? `(${text})` : text;
}

/** @param {number[]} shape */
export function formatShape(shape) {
  return `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
}

/**
 * Put facts into a sentence: "Step {step} of {steps}".
 * @param {string} sentence
 * @param {Record<string, string | number>} facts
 */
export function fill(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}
