/** Numbers as people type them, and as a narrow cell shows them. */

const MINUS = "\u2212";

// The rules of lesson/files/cells.py; tests/cells.json holds both to them. No NFKC: it would also turn
// "3²" into 32 and "①" into 1.
const TWINS = /[\uff01-\uff5e]/g;
const DASHES = /[\u2010-\u2015\u2212\u30fc\uff70\ufe63]/g;
const WITHOUT_WIDTH = /[\u200b\u200e\u200f\u2060\ufeff]/g;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const LONGEST_NUMBER = 400; // characters

/**
 * Full-width characters as ASCII, every dash as "-"; what is no twin stays as it is.
 * @param {string} text
 * @returns {string}
 */
function plainCharacters(text) {
  return text
    .replace(DASHES, "-")
    .replace(TWINS, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\uff61]/g, ".")
    .replace(/[\u3001\uff64]/g, ",")
    .replace(/[\u2044\u2215]/g, "/")
    .replace(WITHOUT_WIDTH, "");
}

/**
 * Read one number: a decimal point or comma, an exponent, or a fraction such as 1/9.
 * @param {string} text
 * @returns {number} NaN for what is no number; may be infinite
 */
export function parseNumber(text) {
  const plain = plainCharacters(text).trim();
  const [above, below, ...rest] = plain.split("/").map(parseDecimal);
  if (plain.length > LONGEST_NUMBER || rest.length > 0 || below === 0) return NaN;
  const value = below === undefined ? above : above / below;
  return value === 0 ? 0 : value; // no negative zero
}

/** @param {string} text @returns {number} */
function parseDecimal(text) {
  const decimal = text.trim().replace(/^([^,.]*),([^,.]*)$/, "$1.$2");
  return NUMBER.test(decimal) ? Number(decimal) : NaN;
}

/**
 * The shortest text that reads back as the same number, for the editor and for copying.
 * @param {number} value
 * @returns {string}
 */
export function exactText(value) {
  return String(value === 0 ? 0 : value);
}

/**
 * The exact number with a typographic minus, for titles and for screen readers.
 * @param {number} value
 * @returns {string}
 */
export function spokenText(value) {
  return exactText(value).replace(/-/g, MINUS);
}

/**
 * The number in at most four significant digits, and in fewer when the cell is narrow; digits
 * before the point are never rounded away.
 * @param {number} value
 * @param {number} room width of the cell in digits; a point takes half
 * @returns {string}
 */
export function shortText(value, room) {
  let text = "";
  for (let digits = 4; digits >= 1; digits--) {
    text = roundedText(value, digits);
    if (widthInDigits(text) <= room) break;
  }
  return text.replace(/-/g, MINUS);
}

/** @param {number} value @param {number} digits @returns {string} */
function roundedText(value, digits) {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    return value.toExponential(digits - 1).replace(/\.?0*e\+?/, "e");
  }
  const whole = Math.floor(Math.log10(Math.max(size, 1))) + 1;
  return String(Number(value.toPrecision(Math.max(digits, whole))));
}

/** @param {string} text @returns {number} */
function widthInDigits(text) {
  return text.length - (text.includes(".") ? 0.5 : 0);
}
