/** Tables from and to spreadsheets. */
import { filled } from "./payload.js";
import { tableText } from "./table.js";

const LONGEST_TEXT = 200_000; // characters, as in lesson/files/tables.py
// no use in a table, and six characters each on the way to Python
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/**
 * @typedef {import("./model.js").Numbers} Numbers
 * @typedef {import("./payload.js").Header} Header
 * @typedef {import("./payload.js").Answer} Answer
 */

/**
 * Whether a text is more than one cell, so that it cannot go into the text field.
 * @param {string} text
 */
export function isTable(text) {
  return /[\t\r\n;[\]]|,\s|[^\s/]\s+[^\s/]|,[^,]*,/.test(text.trim());
}

/**
 * What Python is sent of a pasted text.
 * @param {string} text
 * @returns {{text: string, length: number}} no text where it is too long to be read
 */
export function forReading(text) {
  const sent = text.length > LONGEST_TEXT ? "" : text.replace(CONTROLS, "\ufffd");
  return { text: sent, length: text.length };
}

/**
 * Fill in what Python has read.
 * @param {Numbers} numbers
 * @param {number} index where it was pasted
 * @param {Answer} answer
 * @param {Header} header
 * @returns {string} what to say
 */
export function fillIn(numbers, index, { planes, rows, columns, said }, header) {
  if (planes.length === 0) return said;
  const { words, limit, canResize, maxSize } = header;
  const { fit, grown } = numbers.paste(index, planes, limit, canResize ? maxSize : null);
  const size = spelled([planes.length, rows, columns]);
  const fits = size === spelled(fit);
  return [
    grown ? filled(words.grown, { rows: numbers.rows, columns: numbers.columns }) : "",
    fits ? "" : filled(words.clipped, { size, fit: spelled(fit) }),
    fits && !grown ? filled(words.pasted, { size }) : "",
    said,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/**
 * @param {[number, number, number]} size
 * @returns {string} one plane is not counted
 */
function spelled([planes, rows, columns]) {
  return [...(planes > 1 ? [planes] : []), rows, columns].join("×");
}

/**
 * The plane a cell belongs to, as spreadsheets take it.
 * @param {Numbers} numbers
 * @param {number} index
 * @returns {string}
 */
export function copiedText(numbers, index) {
  const { count, rows, columns, values } = numbers;
  const start = numbers.at(numbers.place(index).plane, 0, 0);
  return tableText(values.subarray(start, index === count ? start + 1 : start + rows * columns), columns);
}
