/** Numbers and little texts, written the same way everywhere on the stage. */

export const MINUS = "\u2212";

/**
 * A number that stands alone, such as a loss or a rate: whole numbers whole, others with `digits`
 * significant digits. Numbers of panels have formats of their own, `number_format.js`.
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

/** How many, as the sentences of the page write it: 7,056. @param {number} count */
export const thousands = (count) => count.toLocaleString("en-US");

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
