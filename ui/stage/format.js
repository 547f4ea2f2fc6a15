/** Numbers and little texts, written the same way everywhere on the stage. */

const MINUS = "\u2212";

/** With less room than this a sign costs a decimal, so the zero before the point goes instead. */
const FEW_CHARACTERS = 4;

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
    text = value.toExponential(Math.max(0, Math.min(2, digits - 1)));
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
  if (text.length > room && room <= FEW_CHARACTERS) {
    const fraction = bareFraction(value, room);
    if (fraction) return fraction;
  }
  for (let digits = 3; digits >= 1 && text.length > room; digits--) text = formatNumber(value, digits);
  if (text.length <= room) return text;
  const short = Math.abs(value) >= 1 ? formatNumber(Math.round(value)) : value.toExponential(0).replace(/-/g, MINUS);
  return short.length < text.length ? short : text;
}

/**
 * Two decimals, or one, of a number below 1 without the zero before its point; empty if none fits or
 * too little would be left. One decimal alone shows rows that do not multiply: 0.5 · 2 = 1.1.
 */
function bareFraction(value, room) {
  if (Math.abs(value) >= 0.995) return "";
  for (let decimals = 2; decimals >= 1; decimals--) {
    const text = value.toFixed(decimals).replace("0.", ".").replace(/\.?0+$/, "").replace("-", MINUS);
    if (text.length <= room && Math.abs(Number(text.replace(MINUS, "-")) - value) < 0.4 * Math.abs(value)) return text;
  }
  return "";
}

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
